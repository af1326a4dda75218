import { EngagementFailure } from '../../engine/failure.ts';
import type { Authority } from './authority.ts';
import { runBatch } from './dataverseBatch.ts';
import { dataversePage } from './dataversePage.ts';
import type { DataverseTableSource } from './dataverseTable.ts';
import type { Paging } from './paging.ts';
import { GraphError } from './reply.ts';
import type { Reply } from './reply.ts';
import type { WrittenTable } from './writtenTable.ts';

export const dataversePath = '/api/data/v9.2';

/** The parts of a request that Dataverse heeds. */
export interface DataverseRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly authorization: string | undefined;
  readonly prefer: string | undefined;
  readonly contentType: string | undefined;
}

/** The Dataverse Web API: reads the tables of the folder, and reads and writes those that are made up in memory. */
export class DataverseService {
  readonly #tables: ReadonlyMap<string, DataverseTableSource>;
  readonly #written: ReadonlyMap<string, WrittenTable>;
  readonly #authority: Authority;
  readonly #paging: Paging;

  constructor(tables: readonly DataverseTableSource[], written: readonly WrittenTable[], authority: Authority, paging: Paging) {
    this.#tables = new Map([...tables, ...written].map((table) => [table.definition.name, table]));
    this.#written = new Map(written.map((table) => [table.definition.name, table]));
    this.#authority = authority;
    this.#paging = paging;
  }

  async answer({ method, url, body, authorization, prefer, contentType }: DataverseRequest): Promise<Reply> {
    // A Dataverse environment is a resource of its own: its tokens are for its address, and open nothing else.
    const verification = await this.#authority.verify(authorization, [url.origin]);
    if ('fault' in verification) return { status: 401, headers: { 'WWW-Authenticate': 'Bearer' }, body: '' };
    const name = url.pathname.slice(dataversePath.length + 1);
    try {
      if (name === '$batch' && method === 'POST') return runBatch(body, contentType, new URL(`${dataversePath}/`, url.origin), this.#written);
      const table = this.#tables.get(name);
      if (table === undefined) return errorReply(404, '0x8006088a', `Resource not found for the segment '${name}'.`);
      if (method !== 'GET') return errorReply(405, '0x80060888', 'The local tenant writes in batches only.');
      return await dataversePage(table, this.#paging, url, prefer);
    } catch (error) {
      if (error instanceof GraphError) return errorReply(error.status, error.code, error.message);
      if (error instanceof EngagementFailure) return errorReply(500, '0x80040216', error.message);
      throw error;
    }
  }
}

function errorReply(status: number, code: string, message: string): Reply {
  return { status, headers: { 'Content-Type': 'application/json; odata.metadata=minimal' }, body: JSON.stringify({ error: { code, message } }) };
}
