import type { Readable } from 'node:stream';
import { quotedIdentifier } from '@duckdb/node-api';
import { z } from 'zod';
import { outputColumns, type OutputColumn } from '../model/outputColumns.ts';
import type { Page, Paged } from '../model/page.ts';
import { rawColumn } from '../output/copy.ts';
import type { CustomerCard, CustomerHit, Mover, RankedCustomer, ResultRow } from './customers.ts';
import { InsightsDatabase, type Values } from './insightsDatabase.ts';
import { resultTables } from './insightsFile.ts';
import { cardColumns, cardRow, customerOrders, hitRow, moverRow, rankedColumns, rankedRow, resultRow } from './insightsRows.ts';
import { NameIndex } from './nameIndex.ts';
import type { CustomersQuery, RowPredicate, RowsQuery, Selection } from './selection.ts';
import { temporaryExport, type ExportFormat } from './temporaryExport.ts';

/** Names that are read at once while the index is built. */
const namesPerQuery = 2000;

/** Scores that are read at once, so that others get their answers in between. */
const scoresPerQuery = 10_000;

const scoreRow = z.object({ customerId: z.string(), score: z.number() });
const directions = { ascending: 'ASC', descending: 'DESC' } as const;

const everything: RowPredicate = { sql: 'true', values: [] };

const metaRow = z.object({ customers: z.number(), customersRanked: z.number() });
const idRow = z.object({ customerId: z.string() });
const countRow = z.object({ total: z.number() });

/**
 * Opens a file of `writeInsights`; throws `stateUnusable` where it cannot be read. The index for `search` is built in the background.
 * To be closed.
 */
export async function openInsights(path: string): Promise<OpenInsights> {
  const database = await InsightsDatabase.open(path);
  const meta = await database.one('SELECT customers, customers_ranked AS "customersRanked" FROM meta', [], metaRow);
  return new OpenInsights(database, meta);
}

/** The published results of an enrichment, to be asked about accounts. Answers do not change as long as it is open. */
export class OpenInsights {
  /** Accounts with a score. */
  readonly customersRanked: number;
  readonly #database: InsightsDatabase;
  readonly #closing = new AbortController();
  readonly #index: Promise<NameIndex | undefined>;

  constructor(database: InsightsDatabase, meta: z.infer<typeof metaRow>) {
    this.#database = database;
    this.customersRanked = meta.customersRanked;
    this.#index = this.#buildIndex(meta.customers);
    // Whoever searches is told; without a search nobody needs to know.
    this.#index.catch(() => undefined);
  }

  /** Undefined where it was closed before the end. */
  async #buildIndex(customers: number): Promise<NameIndex | undefined> {
    const index = new NameIndex();
    for (let place = 0; place < customers; place += namesPerQuery) {
      const names = `SELECT customer_id AS "customerId", name, score, rank FROM customer WHERE place > ${place} AND place <= ${place + namesPerQuery} ORDER BY place`;
      const hits = await this.#database.rows(names, [], hitRow);
      await index.add(hits, this.#closing.signal);
      if (this.#closing.signal.aborted) return undefined;
    }
    return index;
  }

  /** Accounts by name or id, the best fit first (`NameIndex`). Nothing for a text without letters and digits. */
  async search(text: string, limit: number): Promise<readonly CustomerHit[]> {
    return (await this.#index)?.search(text, limit) ?? [];
  }

  /** Undefined where there is no such account. */
  async card(customerId: string): Promise<CustomerCard | undefined> {
    const [row] = await this.#database.rows(`SELECT ${cardColumns} FROM customer WHERE customer_id = ?`, [customerId], cardRow);
    return row && { ...row, customersRanked: this.customersRanked };
  }

  /** Accounts with a score: the highest first, equals by name and id. Equals share a rank, and the next rank is that many behind. */
  async ranking({ offset, limit }: Page): Promise<Paged<RankedCustomer>> {
    const page = `SELECT ${rankedColumns} FROM customer WHERE place > ? AND place <= ? AND rank IS NOT NULL ORDER BY place`;
    return { total: this.customersRanked, items: await this.#database.rows(page, [offset, offset + limit], rankedRow) };
  }

  /** At most `limit` accounts whose score rose since the publication before, and as many whose score fell: those that moved most first. */
  async movers(limit: number): Promise<{ readonly up: readonly Mover[]; readonly down: readonly Mover[] }> {
    const movers = (moved: string, order: string) =>
      this.#database.rows(`SELECT ${rankedColumns} FROM customer WHERE score_change ${moved} 0 ORDER BY score_change ${order}, place LIMIT ?`, [limit], moverRow);
    const [up, down] = await Promise.all([movers('>', 'DESC'), movers('<', 'ASC')]);
    return { up, down };
  }

  /** As `movers`, since other scores than those of the publication before: by account id. */
  async moversSince(before: ReadonlyMap<string, number>, limit: number): Promise<{ readonly up: readonly Mover[]; readonly down: readonly Mover[] }> {
    if (before.size === 0) return { up: [], down: [] };
    const changes = new Map<string, number>();
    for (const [customerId, score] of await this.scores()) {
      const was = before.get(customerId);
      if (was !== undefined && was !== score) changes.set(customerId, score - was);
    }
    const most = (direction: 1 | -1) => this.#movers([...changes].filter(([, change]) => change * direction > 0).sort(([, a], [, b]) => (b - a) * direction).slice(0, limit));
    const [up, down] = await Promise.all([most(1), most(-1)]);
    return { up, down };
  }

  async #movers(changes: readonly (readonly [string, number])[]): Promise<readonly Mover[]> {
    const changeOf = new Map(changes);
    const customers = await this.#ranked([...changeOf.keys()]);
    return customers.map((customer) => ({ ...customer, scoreChange: changeOf.get(customer.customerId) ?? 0 }));
  }

  /** The scores of all accounts that have one, by account id, in ranking order. */
  async scores(): Promise<readonly (readonly [customerId: string, score: number])[]> {
    const scores: (readonly [string, number])[] = [];
    for (let place = 0; place < this.customersRanked; place += scoresPerQuery) {
      const rows = 'SELECT customer_id AS "customerId", score FROM customer WHERE place > ? AND place <= ? AND score IS NOT NULL ORDER BY place';
      for (const { customerId, score } of await this.#database.rows(rows, [place, place + scoresPerQuery], scoreRow)) scores.push([customerId, score]);
    }
    return scores;
  }

  /** Rows of the output table: sorted by a column, nulls last, equals by customer id and date. */
  async table({ level, sorting, page, predicate, text }: RowsQuery): Promise<Paged<ResultRow>> {
    const table = resultTables[level];
    const { sql, values } = await this.#narrowed(predicate ?? everything, text);
    const order = `${sorting.column === 'Name' ? 'name_place' : quotedIdentifier(sorting.column)} ${directions[sorting.direction]} NULLS LAST, rowid`;
    // Only the rows of the page are read whole.
    const rows = `WITH page AS (SELECT rowid AS id FROM ${table} WHERE ${sql} ORDER BY ${order} LIMIT ? OFFSET ?)
      SELECT ${outputColumns.map(({ name }) => quotedIdentifier(name)).join(', ')}, "Name" FROM ${table} WHERE rowid IN (SELECT id FROM page) ORDER BY ${order}`;
    const [{ total }, items] = await Promise.all([
      this.#database.one(`SELECT CAST(count(*) AS INTEGER) AS total FROM ${table} WHERE ${sql}`, values, countRow),
      this.#database.rows(rows, [...values, page.limit, page.offset], resultRow),
    ]);
    return { total, items };
  }

  /** Customers with a score: sorted by a column, nulls last, equals in ranking order. */
  async customers({ level, sorting, page, predicate, text }: CustomersQuery): Promise<Paged<RankedCustomer>> {
    const { sql, values } = await this.#narrowed(predicate ?? everything, text);
    const isOfYear = level === 'Year' || predicate === undefined;
    const where = isOfYear ? sql : `CustomerId IN (SELECT CustomerId FROM ${resultTables[level]} WHERE ${sql})`;
    const change = sorting.column === 'scoreChange' ? 'JOIN (SELECT customer_id AS CustomerId, score_change FROM customer) USING (CustomerId)' : '';
    const order = `${customerOrders[sorting.column]} ${directions[sorting.direction]} NULLS LAST, EngagementScore DESC, name_place`;
    // Of the customers themselves, which are wide, only those of the page are read.
    const ids = `SELECT CustomerId AS "customerId" FROM ${resultTables.Year} ${change} WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`;
    const [{ total }, found] = await Promise.all([
      this.#database.one(`SELECT CAST(count(*) AS INTEGER) AS total FROM ${resultTables.Year} WHERE ${where}`, values, countRow),
      this.#database.rows(ids, [...values, page.limit, page.offset], idRow),
    ]);
    return { total, items: await this.#ranked(found.map(({ customerId }) => customerId)) };
  }

  /** Customers in the order of their ids. */
  async #ranked(ids: readonly string[]): Promise<readonly RankedCustomer[]> {
    if (ids.length === 0) return [];
    const customers = await this.#database.rows(`SELECT ${rankedColumns} FROM customer WHERE customer_id IN (${ids.map(() => '?').join(', ')})`, ids, rankedRow);
    const byId = new Map(customers.map((customer) => [customer.customerId, customer]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** The predicate, and of customers whom the text names; over a table of results. */
  async #narrowed({ sql, values }: RowPredicate, text: string | undefined): Promise<RowPredicate> {
    if (text === undefined) return { sql, values };
    const places = (await this.#index)?.places(text) ?? [];
    const named = `CustomerId IN (SELECT customer_id FROM customer WHERE place IN (SELECT unnest(CAST(string_split(?, ',') AS INTEGER[]))))`;
    return places.length === 0 ? { sql: 'false', values: [] } : { sql: `${sql} AND ${named}`, values: [...values, places.join(',')] };
  }

  async countSelected(selection: Selection): Promise<number> {
    const { from, values } = selected(selection);
    return (await this.#database.one(`SELECT CAST(count(*) AS INTEGER) AS total FROM ${from}`, values, countRow)).total;
  }

  /**
   * The selected customers in ranking order, as a file: name, rank, and their Year row. The file lies in `folder`, and is gone from it before
   * the stream is read.
   */
  async exportSelected(selection: Selection, format: ExportFormat, folder: string): Promise<Readable> {
    const { from, values } = selected(selection);
    const columns = [{ name: 'Name', kind: 'text', isNullable: false }, { name: 'Rank', kind: 'integer', isNullable: false }, ...outputColumns] as const satisfies OutputColumn[];
    const members = outputColumns.map(({ name }) => `year.${quotedIdentifier(name)} AS ${quotedIdentifier(name)}`);
    return this.#database.use(async (connection) => {
      await connection.run(`CREATE TEMP TABLE member AS SELECT name AS "Name", rank AS "Rank", ${members.join(', ')}, place FROM ${from}`, [...values]);
      return temporaryExport(connection, { table: 'member', columns, orderBy: rawColumn('place') }, format, folder);
    });
  }

  /** Ends the building of the index; queries that are under way must have been answered. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#index.catch(() => undefined);
    this.#database.close();
  }
}

function selected({ level, predicate }: Selection): { readonly from: string; readonly values: Values } {
  return { from: `customer WHERE customer_id IN (SELECT CustomerId FROM ${resultTables[level]} WHERE ${predicate.sql})`, values: predicate.values };
}
