import { EngagementFailure } from '../../engine/index.ts';
import type { Authority } from './authority.ts';
import { dataversePage } from './dataversePage.ts';
import type { DataverseTableFile } from './dataverseTable.ts';
import type { Paging } from './paging.ts';
import { GraphError } from './reply.ts';
import type { Reply } from './reply.ts';

export const dataversePath = '/api/data/v9.2';

/** The Dataverse Web API over the two tables of the folder. */
export class DataverseService {
  readonly #tables: ReadonlyMap<string, DataverseTableFile>;
  readonly #authority: Authority;
  readonly #paging: Paging;

  constructor(tables: readonly DataverseTableFile[], authority: Authority, paging: Paging) {
    this.#tables = new Map(tables.map((table) => [table.definition.name, table]));
    this.#authority = authority;
    this.#paging = paging;
  }

  async answer(method: string, url: URL, authorization: string | undefined, prefer: string | undefined): Promise<Reply> {
    // A Dataverse environment is a resource of its own: its tokens are for its address, and open nothing else.
    const verification = await this.#authority.verify(authorization, [url.origin]);
    if ('fault' in verification) return { status: 401, headers: { 'WWW-Authenticate': 'Bearer' }, body: '' };
    const name = url.pathname.slice(dataversePath.length + 1);
    const table = this.#tables.get(name);
    if (table === undefined) return errorReply(404, '0x8006088a', `Resource not found for the segment '${name}'.`);
    if (method !== 'GET') return errorReply(405, '0x80060888', 'The local tenant only reads.');
    try {
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
