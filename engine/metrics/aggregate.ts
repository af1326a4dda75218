import { z } from 'zod';
import type { DuckDBConnection } from '@duckdb/node-api';
import { load, loadDimensions, type Dimensions } from './dimensions.ts';
import { emailSteps } from './emails.ts';
import { meetingSteps } from './meetings.ts';
import { engagementStep, engagementTable, outputSteps } from './outputTable.ts';
import { execute, select, type Query, type Step } from './query.ts';
import { copyPlaceColumns, disagreementSteps, disputedCopies, reconcileSteps, type CopyPlace, type DisputedCopy } from './reconcile.ts';
import { replySteps } from './replies.ts';
import { scoreSteps } from './score.ts';

export interface Aggregated {
  /** A table of the connection with the columns of the output table. */
  readonly table: string;
  /** Account ids with a Year row. */
  readonly customerIds: readonly string[];
  /** Items over all mailboxes that were read in the window, by kind and outcome (`kept` or the reason). */
  readonly outcomes: readonly { readonly kind: string; readonly outcome: string; readonly items: number }[];
  readonly replies: { readonly automaticReply: number; readonly lateReply: number };
}

const customers: Query<{ customerId: string }> = {
  name: 'customers',
  sql: `SELECT CustomerId AS "customerId" FROM engagement WHERE AggregationLevel = 'Year' ORDER BY CustomerId`,
  row: z.object({ customerId: z.string() }),
};

const outcomes: Query<{ kind: string; outcome: string; items: number }> = {
  name: 'outcomes',
  sql: `
    SELECT kind, outcome, CAST(sum(item_count) AS DOUBLE) AS items
    FROM ledger WHERE local_day >= local_day(window_start()) GROUP BY kind, outcome ORDER BY kind, outcome`,
  row: z.object({ kind: z.string(), outcome: z.string(), items: z.number() }),
};

const replies: Query<{ automaticReply: number; lateReply: number }> = {
  name: 'replies',
  sql: `
    SELECT CAST(count(*) FILTER (is_automatic) AS DOUBLE) AS "automaticReply", CAST(count(*) FILTER (is_late) AS DOUBLE) AS "lateReply" FROM reply`,
  row: z.object({ automaticReply: z.number(), lateReply: z.number() }),
};

export interface AggregateOptions {
  /** Tells the order of copies by their ids in Exchange; what it leaves out is put in a stable order. */
  readonly placesOf: (disputed: readonly DisputedCopy[]) => Promise<readonly CopyPlace[]>;
  /** Ends the work between two steps. */
  readonly signal?: AbortSignal | undefined;
  /** Called when the figures are there and the scores are next. */
  readonly onScoring?: () => void;
}

/**
 * From interactions to the output table: every rule of metrics.md that is not one of matching. `connection` is the store's, which may hold
 * more than the window of the dimensions; the tables that this leaves are temporary.
 */
export async function aggregate(connection: DuckDBConnection, dimensions: Dimensions, { placesOf, signal, onScoring }: AggregateOptions): Promise<Aggregated> {
  const executeAll = async (steps: readonly Step[]) => {
    for (const step of steps) {
      signal?.throwIfAborted();
      await execute(connection, step);
    }
  };
  await loadDimensions(connection, dimensions);
  await executeAll(disagreementSteps);
  const disputed = await select(connection, disputedCopies);
  const places = disputed.length > 0 ? await placesOf(disputed) : [];
  await load(connection, 'copy_place', copyPlaceColumns, places.map(({ mailbox, mail, content, place }) => [mailbox, mail, content, place]));
  await executeAll([...reconcileSteps, ...emailSteps, ...replySteps, ...meetingSteps, ...outputSteps]);
  onScoring?.();
  await executeAll([...scoreSteps, engagementStep]);
  const [replied] = await select(connection, replies);
  return {
    table: engagementTable,
    customerIds: (await select(connection, customers)).map(({ customerId }) => customerId),
    outcomes: await select(connection, outcomes),
    replies: replied ?? { automaticReply: 0, lateReply: 0 },
  };
}
