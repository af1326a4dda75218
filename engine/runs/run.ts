import { buildAddressIndex, type AddressIndex } from '../contacts/addressIndex.ts';
import { Objectors } from '../contacts/objectors.ts';
import type { ContactSource } from '../contacts/source.ts';
import { assertUsable, parseChosen } from '../enrichments/chosen.ts';
import type { Graph } from '../graph/client.ts';
import { readOrganization, resolvePeople } from '../graph/directory.ts';
import { assertGranted } from '../graph/permissions.ts';
import type { Matching } from '../interactions/matchPage.ts';
import { Parties } from '../interactions/parties.ts';
import { Pseudonyms } from '../interactions/pseudonyms.ts';
import { InteractionStore } from '../interactions/store.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { Overview } from '../model/overview.ts';
import type { ListedPerson } from '../model/people.ts';
import { isSupportedCountry } from '../model/region.ts';
import type { SkipReason } from '../model/skipReason.ts';
import { reportWindow, zoneOffsets, type ReportWindow } from '../model/window.ts';
import { assertWritable } from '../output/outputFolder.ts';
import { removeUnfinished } from '../output/publication.ts';
import type { OutputFiles } from '../output/writeOutput.ts';
import { orInterrupted } from './interruptible.ts';
import { progressAtStart, type Covered } from './progress.ts';
import { publish } from './publish.ts';
import { readMailboxes } from './read.ts';
import type { RunOptions } from './runOptions.ts';

export interface RunResult {
  readonly overview: Overview;
  readonly files: OutputFiles;
  /** Left out when groups were resolved: their mail lies in other organisations. */
  readonly guestsCount: number;
}

/**
 * One run of an enrichment: from mailboxes and calendars to the output table.
 * Throws `EngagementFailure`; where it is the input's fault, before any result is written.
 */
export async function runEnrichment(options: RunOptions): Promise<RunResult> {
  const window = reportWindow(options.asOf, options.timeZone);
  if (options.asOf > options.clock.now()) {
    throw new EngagementFailure('asOfUnusable', `${new Date(options.asOf).toISOString()} lies in the future; a report can go up to now at the latest.`);
  }
  const chosen = parseChosen(options.members);
  const { signal, output, objectors = Objectors.none } = options;
  const stop = new AbortController();
  const graph = options.connect(signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]));
  try {
    return await orInterrupted(signal, async () => {
      options.onProgress?.(progressAtStart);
      assertGranted(await graph.grantedRoles());
      const { verifiedDomains, countryLetterCode } = await readOrganization(graph);
      assertSupported(countryLetterCode);
      const resolution = await resolvePeople(graph, chosen);
      assertUsable(resolution, objectors);
      const index = await buildAddressIndex(stoppable(options.contacts, signal), resolution.people, verifiedDomains, objectors);
      await assertWritable(output.folder);
      const store = await InteractionStore.open({ folder: options.dataFolder, memoryMegabytes: options.memoryMegabytes });
      try {
        if (output.kind === 'publications') await removeUnfinished(output.folder);
        const result = await readAndPublish({ options, window, graph, stop, store, people: resolution.people, objectors, index, verifiedDomains });
        return { ...result, guestsCount: resolution.guestsCount };
      } finally {
        store.close();
      }
    });
  } finally {
    await graph.close();
  }
}

interface ReadyRun {
  readonly options: RunOptions;
  readonly window: ReportWindow;
  readonly graph: Graph;
  readonly stop: AbortController;
  readonly store: InteractionStore;
  readonly people: readonly ListedPerson[];
  readonly objectors: Objectors;
  readonly index: AddressIndex;
  readonly verifiedDomains: readonly string[];
}

async function readAndPublish({ options, ...run }: ReadyRun): Promise<Omit<RunResult, 'guestsCount'>> {
  const { window, store, index } = run;
  const { clock, output, signal, onProgress = () => undefined } = options;
  const pseudonyms = new Pseudonyms(await options.secret());
  const matching: Matching = { window, offsets: zoneOffsets(window), pseudonyms, parties: new Parties(index, pseudonyms) };
  const publishing = { ...run, matching, output, signal };
  const onMonthCovered = async (covered: Covered, skipped: ReadonlyMap<string, SkipReason>) => {
    await publish({ ...publishing, covered, skipped, onStage: () => undefined });
  };
  const publishesMonthly = output.kind === 'publications' && output.publishesMonthly;
  const { skipped, progress } = await readMailboxes({ ...run, matching, clock, onProgress, onMonthCovered: publishesMonthly ? onMonthCovered : undefined });

  // Where every mailbox was skipped nothing is covered; what is published then is the whole window, with what is kept of those that are busy.
  const { coverage } = progress.covered();
  const result = await publish({ ...publishing, covered: { window, coverage }, skipped, onStage: (stage) => onProgress(progress.at(stage)) });
  await store.finish();
  return result;
}

/** Contacts can be many, and none of the sources knows the signal but Dataverse. */
function stoppable(source: ContactSource, signal: AbortSignal | undefined): ContactSource {
  async function* untilAborted<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
    for await (const row of rows) {
      signal?.throwIfAborted();
      yield row;
    }
  }
  return { accounts: () => untilAborted(source.accounts()), contacts: () => untilAborted(source.contacts()) };
}

function assertSupported(countryLetterCode: string | undefined): void {
  if (isSupportedCountry(countryLetterCode)) return;
  const country = countryLetterCode === undefined ? 'has no country' : `is in ${countryLetterCode}`;
  throw new EngagementFailure('regionUnsupported', `The organisation ${country}; account engagement is for organisations in the United Kingdom, Europe and North America.`);
}
