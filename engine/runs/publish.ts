import { join } from 'node:path';
import type { AddressIndex } from '../contacts/addressIndex.ts';
import type { Graph } from '../graph/client.ts';
import { writeInsights } from '../insights/writeInsights.ts';
import type { Matching } from '../interactions/matchPage.ts';
import type { InteractionStore } from '../interactions/store.ts';
import { aggregate } from '../metrics/aggregate.ts';
import type { Dimensions } from '../metrics/dimensions.ts';
import type { DisputedCopy } from '../metrics/reconcile.ts';
import type { Overview } from '../model/overview.ts';
import type { ListedPerson } from '../model/people.ts';
import type { SkipReason } from '../model/skipReason.ts';
import type { ReportWindow } from '../model/window.ts';
import { makePublication } from '../output/publication.ts';
import { outputFiles, writeOutput, type OutputFiles } from '../output/writeOutput.ts';
import { assertEnoughRead } from './assertEnoughRead.ts';
import { copyPlaces } from './copyPlaces.ts';
import { interruptible } from './interruptible.ts';
import { overviewOf } from './overview.ts';
import type { Covered, RunStage } from './progress.ts';
import type { RunOutput } from './runOptions.ts';

const insightsName = 'insights.duckdb';

export interface PublishOptions {
  readonly graph: Graph;
  readonly store: InteractionStore;
  readonly matching: Matching;
  readonly people: readonly ListedPerson[];
  readonly index: AddressIndex;
  readonly output: RunOutput;
  readonly signal: AbortSignal | undefined;
  /** By directory id. */
  readonly skipped: ReadonlyMap<string, SkipReason>;
  /** What is published: the figures of its window. */
  readonly covered: Pick<Covered, 'window' | 'coverage'>;
  readonly onStage: (stage: RunStage) => void;
}

/**
 * Aggregates what the store holds of the covered window, and publishes it. Once that is done it stays, also if the run is interrupted
 * afterwards; before, nothing of it can be seen. Throws `peopleTooFew` where the figures would be those of fewer than two people.
 */
export async function publish(options: PublishOptions): Promise<{ readonly overview: Overview; readonly files: OutputFiles }> {
  const { graph, store, matching, index, output, signal, skipped, covered, onStage } = options;
  const { connection } = store;
  // Of those who object nothing is written, not even that they were chosen.
  const people = options.people.filter(({ userId }) => skipped.get(userId) !== 'objected');
  const { window, coverage } = covered;
  const userIds = new Map(people.map(({ userId }) => [matching.pseudonyms.mailbox(userId), userId]));
  const placesOf = (disputed: readonly DisputedCopy[]) => copyPlaces(disputed, userIds, graph, matching);

  return interruptible(connection, signal, async () => {
    await assertEnoughRead({ store, pseudonyms: matching.pseudonyms, people: options.people, skipped });
    onStage('aggregate');
    const aggregated = await aggregate(connection, dimensionsOf(people, options, window), { placesOf, signal, onScoring: () => onStage('score') });

    onStage('publish');
    const overview = overviewOf(window, options.people, skipped, aggregated, index);
    const { table } = aggregated;
    const writeResults = (folder: string) => writeOutput({ connection, table, folder, people, overview });
    if (output.kind === 'folder') return { overview, files: await writeResults(output.folder) };

    const { id, path } = await makePublication(output.folder, async (folder) => {
      await writeResults(folder);
      const previousPath = output.previousFolder === undefined ? undefined : join(output.previousFolder, insightsName);
      signal?.throwIfAborted();
      await writeInsights({ connection, table, accounts: index.accounts, coverage, previousPath, path: join(folder, insightsName) });
      signal?.throwIfAborted();
    });
    output.onPublished({ id, asOf: window.asOf, coverage, overview });
    return { overview, files: outputFiles(path) };
  });
}

function dimensionsOf(people: readonly ListedPerson[], { index, matching: { pseudonyms } }: PublishOptions, window: ReportWindow): Dimensions {
  return {
    window,
    people: people.map(({ userId, addresses }) => ({ mailbox: pseudonyms.mailbox(userId), addresses: addresses.map((address) => pseudonyms.address(address)) })),
    contacts: index.contactAddresses.map(({ address, accountId, contactId }) => ({ address: pseudonyms.address(address), accountId, contactId })),
  };
}
