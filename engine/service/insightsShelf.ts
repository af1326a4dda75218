import { join } from 'node:path';
import { openInsights, type OpenInsights } from '../insights/insights.ts';
import type { Publication } from '../model/runRecord.ts';
import type { TenantFolder } from '../store/tenantFolder.ts';

interface Opened {
  readonly publicationId: string;
  readonly insights: Promise<OpenInsights>;
  users: number;
  isReplaced: boolean;
}

/** The published results that are open, one publication for each enrichment. Who is reading when new ones come reads on in the old ones. */
export class InsightsShelf {
  readonly #folder: TenantFolder;
  readonly #opened = new Map<string, Opened>();

  constructor(folder: TenantFolder) {
    this.#folder = folder;
  }

  /** Calls `use` with the results of a publication; they stay open at least until it has ended. */
  async use<Result>({ enrichmentId, id }: Pick<Publication, 'enrichmentId' | 'id'>, use: (insights: OpenInsights) => Promise<Result>): Promise<Result> {
    const earlier = this.#opened.get(enrichmentId);
    const opened = earlier?.publicationId === id ? earlier : this.#open(enrichmentId, id);
    opened.users += 1;
    try {
      // Side by side, and both to their end: an opening that fails must not leave the earlier results half closed.
      if (earlier !== undefined && earlier !== opened) await Promise.allSettled([opened.insights, replace(earlier)]);
      return await use(await opened.insights);
    } catch (error) {
      // What could not be opened is tried again by the next reader.
      await opened.insights.catch(() => {
        if (this.#opened.get(enrichmentId) === opened) this.#opened.delete(enrichmentId);
      });
      throw error;
    } finally {
      opened.users -= 1;
      await closeUnused(opened);
    }
  }

  /** Closes what is open of an enrichment as soon as nobody reads it. */
  async close(enrichmentId: string): Promise<void> {
    const opened = this.#opened.get(enrichmentId);
    if (opened === undefined) return;
    this.#opened.delete(enrichmentId);
    await replace(opened);
  }

  async closeAll(): Promise<void> {
    for (const enrichmentId of [...this.#opened.keys()]) await this.close(enrichmentId);
  }

  /** In the same turn as the look at what is open: of readers who come together, the first one opens for all. */
  #open(enrichmentId: string, id: string): Opened {
    const opened: Opened = { publicationId: id, insights: openInsights(join(this.#folder.publication(enrichmentId, id), 'insights.duckdb')), users: 0, isReplaced: false };
    this.#opened.set(enrichmentId, opened);
    return opened;
  }
}

/** Nobody is given them any more; whoever reads last closes them. */
async function replace(opened: Opened): Promise<void> {
  opened.isReplaced = true;
  await closeUnused(opened);
}

async function closeUnused({ users, isReplaced, insights }: Opened): Promise<void> {
  if (users > 0 || !isReplaced) return;
  await insights.then(
    (open) => open.close(),
    () => undefined,
  );
}
