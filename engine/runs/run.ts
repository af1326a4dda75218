import { buildAddressIndex, type AddressIndex } from '../contacts/addressIndex.ts';
import type { ContactSource } from '../contacts/source.ts';
import type { Graph } from '../graph/client.ts';
import { readOrganization, resolvePeople } from '../graph/directory.ts';
import { assertGranted } from '../graph/permissions.ts';
import type { Matching } from '../interactions/matchPage.ts';
import { Parties } from '../interactions/parties.ts';
import { Pseudonyms } from '../interactions/pseudonyms.ts';
import { InteractionStore } from '../interactions/store.ts';
import { aggregate, type Aggregated } from '../metrics/aggregate.ts';
import type { Dimensions } from '../metrics/dimensions.ts';
import type { DisputedCopy } from '../metrics/reconcile.ts';
import type { Clock } from '../model/clock.ts';
import { EngagementFailure } from '../model/failure.ts';
import { emailLeftOutReasons, meetingLeftOutReasons, type Overview } from '../model/overview.ts';
import type { ListedPerson } from '../model/people.ts';
import { isSupportedCountry } from '../model/region.ts';
import { skipReasons, type SkipReason } from '../model/skipReason.ts';
import { localDay, reportWindow, zoneOffsets, type ReportWindow } from '../model/window.ts';
import { assertWritable } from '../output/outputFolder.ts';
import { writeOutput, type OutputFiles } from '../output/writeOutput.ts';
import { assertUsable, parseChosen } from './chosen.ts';
import { copyPlaces } from './copyPlaces.ts';
import type { Progress } from './progress.ts';
import { readMailboxes } from './read.ts';

export interface RunOptions {
  /** Makes the client for the tenant; the signal ends its requests. */
  readonly connect: (signal: AbortSignal) => Graph;
  readonly contacts: ContactSource;
  /** Addresses of people and groups, as typed. */
  readonly members: readonly string[];
  /** Milliseconds since the Unix epoch; not in the future. */
  readonly asOf: number;
  /** IANA name. */
  readonly timeZone: string;
  /** Kept from run to run: a second run reads only what is new. */
  readonly dataFolder: string;
  readonly outputFolder: string;
  /** Gives the installation's secret for pseudonyms; asked for when the input has proved usable. */
  readonly secret: () => Promise<Uint8Array>;
  readonly clock: Clock;
  readonly memoryMegabytes?: number | undefined;
  /** Ends the run with `interrupted`; the next run with the same data folder goes on from there. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: Progress) => void;
}

export interface RunResult {
  readonly overview: Overview;
  readonly files: OutputFiles;
  /** Left out when groups were resolved: their mail lies in other organisations. */
  readonly guestsCount: number;
}

/**
 * One run of an enrichment: from mailboxes and calendars to the output table.
 * Throws `EngagementFailure`; where it is the input's fault, before anything is written.
 */
export async function runEnrichment(options: RunOptions): Promise<RunResult> {
  const window = reportWindow(options.asOf, options.timeZone);
  if (options.asOf > options.clock.now()) {
    throw new EngagementFailure('asOfUnusable', `${new Date(options.asOf).toISOString()} lies in the future; a report can go up to now at the latest.`);
  }
  const chosen = parseChosen(options.members);
  const stop = new AbortController();
  const graph = options.connect(options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]));
  try {
    assertGranted(await graph.grantedRoles());
    const { verifiedDomains, countryLetterCode } = await readOrganization(graph);
    assertSupported(countryLetterCode);
    const resolution = await resolvePeople(graph, chosen);
    assertUsable(resolution);
    const index = await buildAddressIndex(options.contacts, resolution.people, verifiedDomains);
    await assertWritable(options.outputFolder);
    const store = await InteractionStore.open({ folder: options.dataFolder, memoryMegabytes: options.memoryMegabytes });
    try {
      const result = await readAndPublish({ options, window, graph, stop, store, people: resolution.people, index, verifiedDomains });
      return { ...result, guestsCount: resolution.guestsCount };
    } finally {
      store.close();
    }
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
  readonly index: AddressIndex;
  readonly verifiedDomains: readonly string[];
}

async function readAndPublish({ options, ...run }: ReadyRun): Promise<Omit<RunResult, 'guestsCount'>> {
  const { window, graph, store, people, index } = run;
  const { clock, onProgress = () => undefined } = options;
  const pseudonyms = new Pseudonyms(await options.secret());
  const matching: Matching = { window, offsets: zoneOffsets(window), pseudonyms, parties: new Parties(index, pseudonyms) };
  const { skipped, progress } = await readMailboxes({ ...run, matching, clock, onProgress });

  onProgress(progress.at('aggregate'));
  const dimensions: Dimensions = {
    window,
    people: people.map(({ userId, addresses }) => ({ mailbox: pseudonyms.mailbox(userId), addresses: addresses.map((address) => pseudonyms.address(address)) })),
    contacts: index.contactAddresses.map(({ address, accountId, contactId }) => ({ address: pseudonyms.address(address), accountId, contactId })),
  };
  const userIds = new Map(people.map(({ userId }) => [pseudonyms.mailbox(userId), userId]));
  const placesOf = (disputed: readonly DisputedCopy[]) => copyPlaces(disputed, userIds, graph, matching);
  const aggregated = await aggregate(store.connection, dimensions, { placesOf, signal: options.signal });

  onProgress(progress.at('publish'));
  const overview = overviewOf(window, people, skipped, aggregated, index);
  const files = await writeOutput({ connection: store.connection, table: aggregated.table, folder: options.outputFolder, people, overview });
  await store.finish();
  return { overview, files };
}

function assertSupported(countryLetterCode: string | undefined): void {
  if (isSupportedCountry(countryLetterCode)) return;
  const country = countryLetterCode === undefined ? 'has no country' : `is in ${countryLetterCode}`;
  throw new EngagementFailure('regionUnsupported', `The organisation ${country}; account engagement is for organisations in the United Kingdom, Europe and North America.`);
}

function overviewOf(window: ReportWindow, people: readonly ListedPerson[], skipped: ReadonlyMap<string, SkipReason>, aggregated: Aggregated, index: AddressIndex): Overview {
  const reasons = [...skipped.values()];
  const items = (kind: string, isWanted: (outcome: string) => boolean) =>
    aggregated.outcomes.filter((entry) => entry.kind === kind && isWanted(entry.outcome)).reduce((total, entry) => total + entry.items, 0);
  const byReason = <Reason extends string>(kind: string, known: readonly Reason[]) =>
    Object.fromEntries(known.map((reason) => [reason, items(kind, (outcome) => outcome === reason)])) as Record<Reason, number>;
  const offsets = zoneOffsets(window);
  return {
    addressesSelected: people.length,
    addressesProcessed: people.length - reasons.length,
    addressesSkipped: skipReasons
      .map((reason) => ({ reason, count: reasons.filter((given) => given === reason).length }))
      .filter(({ count }) => count > 0),
    emailsProcessed: items('mail', () => true),
    meetingsProcessed: items('meetings', () => true),
    daysOfData: reasons.length === people.length ? 0 : localDay(window.asOf, offsets) - localDay(window.startAt, offsets),
    customersEnriched: aggregated.customerIds.filter((id) => index.accounts.has(id)).length,
    customersTotal: index.accounts.size,
    leftOut: { emails: byReason('mail', emailLeftOutReasons), meetings: byReason('meetings', meetingLeftOutReasons), replies: aggregated.replies },
    dataQuality: index.dataQuality,
    asOf: new Date(window.asOf).toISOString(),
    windowStart: new Date(window.startAt).toISOString(),
    timeZone: window.timeZone,
  };
}
