import type { AddressIndex } from '../contacts/addressIndex.ts';
import type { Graph } from '../graph/client.ts';
import { MailboxUnreadable } from '../graph/errors.ts';
import type { Matching } from '../interactions/matchPage.ts';
import { Parties } from '../interactions/parties.ts';
import type { Pseudonyms } from '../interactions/pseudonyms.ts';
import { planReading, readingKinds, type ReadingKind, type Slice } from '../interactions/slices.ts';
import type { InteractionStore, MailboxSlices } from '../interactions/store.ts';
import type { Clock } from '../model/clock.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { ListedPerson } from '../model/people.ts';
import { isClosedToUs, type SkipReason } from '../model/skipReason.ts';
import { dayMilliseconds, localDay, zoneOffsets, type ReportWindow } from '../model/window.ts';
import { ReadingProgress, type Progress } from './progress.ts';
import { readMailbox, type MailboxReading } from './readMailbox.ts';

/** Grows when what is kept of an item changes, so that stores of older versions are read anew. */
const matchingVersion = 1;

/** Adding up the progress of thousands of mailboxes at every page would cost more than it tells. */
const reportMilliseconds = 200;

export interface ReadOptions {
  readonly graph: Graph;
  readonly store: InteractionStore;
  readonly pseudonyms: Pseudonyms;
  readonly people: readonly ListedPerson[];
  readonly index: AddressIndex;
  readonly verifiedDomains: readonly string[];
  readonly window: ReportWindow;
  readonly clock: Clock;
  /** Aborted where nothing can be read: ends the requests of all mailboxes. */
  readonly stop: AbortController;
  readonly onProgress: (progress: Progress) => void;
}

export interface ReadOutcome {
  /** By directory id. */
  readonly skipped: ReadonlyMap<string, SkipReason>;
  readonly progress: ReadingProgress;
}

/**
 * Brings the store up to the window's end: reads of every mailbox what no earlier run has read, all mailboxes side by side and each newest
 * first. A mailbox that cannot be read is skipped; what was kept of one that the tenant has closed to us is deleted.
 * Throws `EngagementFailure` where nothing can be read; what was read until then stays, and the next run goes on from there.
 */
export async function readMailboxes(options: ReadOptions): Promise<ReadOutcome> {
  const { graph, store, pseudonyms, people, index, window, clock } = options;
  const offsets = zoneOffsets(window);
  const matching: Matching = { window, offsets, pseudonyms, parties: new Parties(index, pseudonyms) };
  const { readings, slices } = await plan(options);
  const fingerprint = basisOf(options);
  await store.begin({
    basis: { fingerprint, asOf: window.asOf },
    mailboxes: readings.map(({ mailbox }) => mailbox),
    windowStartAt: window.startAt,
    windowStartDay: localDay(window.startAt, offsets),
    slices,
  });

  const progress = new ReadingProgress(readings, window, clock);
  const skipped = new Map<string, SkipReason>();
  let reportedAt = -Infinity;
  const report = () => {
    if (clock.now() - reportedAt < reportMilliseconds) return;
    reportedAt = clock.now();
    options.onProgress(progress.at('read'));
  };
  report();
  let failure: unknown;
  await Promise.all(
    readings.map(async (reading) => {
      try {
        await readMailbox(reading, { graph, store, matching, onPage: (page) => {
          progress.pageRead(page);
          report();
        } });
      } catch (error) {
        if (!(error instanceof MailboxUnreadable)) {
          failure ??= error;
          options.stop.abort();
          return;
        }
        skipped.set(reading.userId, error.reason);
        progress.mailboxSkipped(reading.mailbox);
        report();
      }
    }),
  );
  await store.flush();
  if (failure !== undefined) throw failure;

  if (people.length > 0 && [...skipped.values()].filter((reason) => reason === 'accessDenied').length === people.length) {
    throw new EngagementFailure('everyMailboxDenied', 'Exchange denies this app access to every chosen mailbox. Check the application access policy (RBAC for applications) in Exchange Online: its scope must hold the chosen people.');
  }
  await store.forget(readings.filter(({ userId }) => isClosed(skipped.get(userId))).map(({ mailbox }) => mailbox));
  return { skipped, progress };
}

function isClosed(reason: SkipReason | undefined): boolean {
  return reason !== undefined && isClosedToUs(reason);
}

/** What is to be read of each mailbox, and the slices that are on record when reading begins. */
async function plan(options: ReadOptions): Promise<{ readings: MailboxReading[]; slices: MailboxSlices[] }> {
  const { store, pseudonyms, people, window } = options;
  const basis = await store.basis();
  const isSameBasis = basis !== undefined && basis.fingerprint === basisOf(options) && basis.asOf <= window.asOf;
  const onRecord = new Map((await store.slices()).map((entry) => [`${entry.mailbox} ${entry.kind}`, entry.slices]));
  // A mail is not received before it is sent, but may come a day late; a meeting in the window starts in it.
  const wantedTo: Record<ReadingKind, number> = { mail: window.asOf + dayMilliseconds, meetings: window.asOf };

  const slices: MailboxSlices[] = [];
  const readings = people.map(({ userId }): MailboxReading => {
    const mailbox = pseudonyms.mailbox(userId);
    const toRead = { mail: [] as readonly Slice[], meetings: [] as readonly Slice[] };
    const wasRead = { mail: false, meetings: false };
    for (const kind of readingKinds) {
      const earlier = onRecord.get(`${mailbox} ${kind}`) ?? [];
      // What no longer holds stays on record as unread, so that the store knows to replace it whenever it is read again.
      const valid = isSameBasis ? earlier : earlier.map((slice): Slice => ({ ...slice, isDone: false, next: undefined }));
      const planned = planReading(kind, valid, { from: window.startAt, to: wantedTo[kind] }, window.asOf);
      toRead[kind] = planned.toRead;
      wasRead[kind] = earlier.length > 0;
      const unread = earlier.length > 0 && planned.kept.length === 0 ? planned.toRead.slice(0, 1) : [];
      slices.push({ mailbox, kind, slices: [...planned.kept, ...planned.toRead.filter(({ next }) => next !== undefined), ...unread] });
    }
    return { userId, mailbox, toRead, wasRead };
  });
  return { readings, slices };
}

/** By this the store tells whether what earlier runs have left out would be left out still. */
function basisOf({ pseudonyms, people, index, verifiedDomains, window }: ReadOptions): string {
  const contactAddresses = [...new Set(index.contactAddresses.map(({ address }) => address))].sort();
  const ownAddresses = people.flatMap(({ addresses }) => addresses.filter((address) => !index.isOwnDomain(address))).sort();
  return pseudonyms.fingerprint([
    String(matchingVersion),
    window.timeZone,
    'verified domains', ...[...verifiedDomains].sort(),
    'own addresses elsewhere', ...ownAddresses,
    'contacts', ...contactAddresses,
  ]);
}
