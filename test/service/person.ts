import { z } from 'zod';
import { EngagementFailure } from '../../engine/index.ts';
import { ApiClient } from '../../infra/cli/apiClient.ts';
import { contactDataSetAnswer } from '../../tab/contract/contactDataSets.ts';
import { problemSchema } from '../../tab/contract/problem.ts';
import { progressEvent } from '../../tab/contract/runs.ts';

export type ProgressView = z.infer<typeof progressEvent>;

/** The service's API as one signed-in person has it; everything that it has answered is kept as text. */
export class Person {
  readonly #url: string;
  readonly #token: string;
  readonly #api: ApiClient;
  /** Bodies of answers to `get`, in order, so that they can be searched. */
  readonly read: string[] = [];

  /** `url`: of the service, without a slash at the end. */
  constructor(url: string, token: string) {
    this.#url = `${url}/api/v1`;
    this.#token = token;
    this.#api = new ApiClient(url, token);
  }

  async get<Answer>(path: string, answer: z.ZodType<Answer>): Promise<Answer> {
    const value = await this.#api.call('GET', path, z.unknown());
    this.read.push(JSON.stringify(value));
    return answer.parse(value);
  }

  post<Answer>(path: string, answer: z.ZodType<Answer>, body?: unknown): Promise<Answer> {
    return this.#api.call('POST', path, answer, body);
  }

  send<Answer>(method: 'PUT' | 'PATCH' | 'DELETE', path: string, answer: z.ZodType<Answer>, body?: unknown): Promise<Answer> {
    return this.#api.call(method, path, answer, body);
  }

  async download(path: string): Promise<string> {
    const text = Buffer.from(await this.#api.download(path)).toString('utf8');
    this.read.push(text);
    return text;
  }

  async upload(contactDataSetId: string, fileName: 'accounts' | 'contacts', content: string) {
    const response = await this.#fetch(`/contact-data-sets/${contactDataSetId}/files/${fileName}?originalName=${fileName}.csv`, { method: 'PUT', body: content, headers: { 'content-type': 'text/csv' } });
    return contactDataSetAnswer.parse(await response.json());
  }

  /** Resolves with the first event of the enrichment's progress for which `isWanted`; rejects where the stream ends before. */
  async progressUntil(enrichmentId: string, isWanted: (view: ProgressView) => boolean | Promise<boolean>): Promise<ProgressView> {
    const { body } = await this.#fetch(`/enrichments/${enrichmentId}/progress`, {});
    let unread = '';
    // Leaving the loop closes the stream.
    for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = `${unread}${text}`.split('\n\n');
      unread = events.pop() ?? '';
      for (const event of events) {
        const [, data] = /^event: progress\ndata: (.*)$/m.exec(event) ?? [];
        if (data === undefined) continue;
        this.read.push(data);
        const view = progressEvent.parse(JSON.parse(data));
        if (await isWanted(view)) return view;
      }
    }
    throw new Error('The stream of progress ended before what was waited for.');
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string> | undefined), authorization: `Bearer ${this.#token}` };
    const response = await fetch(`${this.#url}${path}`, { ...init, headers });
    if (response.ok) return response;
    const { code, detail } = problemSchema.parse(await response.json());
    throw new EngagementFailure(code, detail);
  }
}
