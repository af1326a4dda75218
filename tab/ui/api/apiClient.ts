import type { Problem } from '../../contract/problem.ts';
import type { Host } from '../host/host.ts';
import { ApiFailure } from './apiFailure.ts';

export const apiPath = '/api/v1';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface Sending {
  readonly body?: unknown;
  /** What the person has seen; a change of something newer fails with `revisionConflict`. */
  readonly revision?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The service behind the tab, as the person who is signed in. Everything rejects with an `ApiFailure`, or a `HostFailure` where there is no token. */
export class ApiClient {
  readonly #host: Pick<Host, 'token'>;

  constructor(host: Pick<Host, 'token'>) {
    this.#host = host;
  }

  async get<Answer>(path: string, { query = {}, signal }: { readonly query?: Query; readonly signal?: AbortSignal | undefined } = {}): Promise<Answer> {
    const response = await this.fetch(`${path}${queryString(query)}`, { ...(signal && { signal }) });
    return (await jsonOf(response)) as Answer;
  }

  async send<Answer>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, { body, revision, signal }: Sending = {}): Promise<Answer> {
    const response = await this.fetch(path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(revision !== undefined && { 'if-match': `"${revision}"` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    return (response.status === 204 ? undefined : await jsonOf(response)) as Answer;
  }

  /** The answer as it comes, for streams and files; rejects where it is none. A token that the API no longer takes is replaced once. */
  async fetch(path: string, init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> } = {}): Promise<Response> {
    const attempt = async (isRefused: boolean) => {
      const headers = { ...init.headers, authorization: `Bearer ${await this.#host.token({ isRefused })}` };
      return fetch(`${apiPath}${path}`, { ...init, headers }).catch((error: unknown) => {
        if (init.signal?.aborted === true) throw error;
        throw new ApiFailure('offline', { cause: error });
      });
    };
    const first = await attempt(false);
    const response = first.status === 401 ? await attempt(true) : first;
    if (!response.ok) throw await failureOf(response);
    return response;
  }
}

export function queryString(query: Query): string {
  const parameters = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]]));
  return parameters.length === 0 ? '' : `?${new URLSearchParams(parameters).toString()}`;
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new ApiFailure('unreadable', { status: response.status, cause: error });
  }
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const { status } = response;
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  if (!isProblem) return new ApiFailure('unreadable', { status });
  const problem = (await response.json()) as Problem;
  const retryAfterSeconds = Number(response.headers.get('retry-after') ?? undefined);
  return new ApiFailure(problem.code, { status, problem, ...(Number.isFinite(retryAfterSeconds) && { retryAfterSeconds }) });
}
