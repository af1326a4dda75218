import { z } from 'zod';
import { EngagementFailure, failureCodes } from '../../engine/index.ts';

const problem = z.object({ code: z.enum(failureCodes), detail: z.string() });

/** Calls the service's API as one person. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string;

  /** `url`: of the service, without a slash at the end. */
  constructor(url: string, token: string) {
    this.#url = `${url}/api/v1`;
    this.#token = token;
  }

  /** Throws the `EngagementFailure` that the service answers with. */
  async call<Answer>(method: string, path: string, answer: z.ZodType<Answer>, body?: unknown): Promise<Answer> {
    const response = await this.#fetch(method, path, body);
    return answer.parse(response.status === 204 ? undefined : await response.json());
  }

  /** The body of an answer that is a file. */
  async download(path: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#fetch('GET', path)).arrayBuffer());
  }

  async #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.#token}`, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.ok) return response;
    const { code, detail } = problem.parse(await response.json());
    throw new EngagementFailure(code, detail);
  }
}
