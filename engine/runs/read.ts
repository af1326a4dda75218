import type { AddressIndex } from '../contacts/addressIndex.ts';
import type { Objectors } from '../contacts/objectors.ts';
import type { Graph } from '../graph/client.ts';
import { MailboxUnreadable } from '../graph/errors.ts';
import { assertGranted, mailboxPurposePermission } from '../graph/permissions.ts';
import type { Matching } from '../interactions/matchPage.ts';
import { planReading, readingKinds, type ReadingKind, type Slice } from '../interactions/slices.ts';
import type { InteractionStore, MailboxSlices } from '../interactions/store.ts';
import type { Clock } from '../model/clock.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { ListedPerson } from '../model/people.ts';
import { isClosedToUs, type SkipReason } from '../model/skipReason.ts';
import { dayMilliseconds, localDay, type ReportWindow } from '../model/window.ts';
import { MonthWatch } from './monthWatch.ts';
import { ReadingProgress, type Covered, type Progress } from './progress.ts';
import { readMailbox, type MailboxReading, type PageRead } from './readMailbox.ts';

/** Grows when what is kept of an item changes, so that stores of older versions are read anew. */
const matchingVersion = 1;

/** Adding up the progress of thousands of mailboxes at every page would cost more than it tells. */
const reportMilliseconds = 200;

/** Asking for a token at every mailbox that is denied would be a storm of its own where a policy denies a thousand. */
const grantCheckMilliseconds = 5_000;

export interface ReadOptions {
  readonly graph: Graph;
  readonly store: InteractionStore;
  readonly matching: Matching;
  readonly people: readonly ListedPerson[];
  /** Their mailboxes are not asked for, and skipped; what was kept of them is deleted. */
  readonly objectors: Objectors;
  readonly index: AddressIndex;
  readonly verifiedDomains: readonly string[];
  readonly window: ReportWindow;
  readonly clock: Clock;
  /** Aborted where nothing can be read: ends the requests of all mailboxes. */
  readonly stop: AbortController;
  readonly onProgress: (progress: Progress) => void;
  /**
   * Called each time that the coverage has grown past the beginning of another UTC month, but for the last: with what is covered, and who is
   * skipped so far. It has the store to itself, which holds all that is covered; reading goes on beside it until the pages that wait for
   * the store are many.
   */
  readonly onMonthCovered?: ((covered: Covered, skipped: ReadonlyMap<string, SkipReason>) => Promise<void>) | undefined;
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
  const { graph, store, matching, people, objectors, window, clock } = options;
  const { readings, slices } = await plan(options);
  const fingerprint = basisOf(options);
  await store.begin({
    basis: { fingerprint, asOf: window.asOf },
    mailboxes: readings.map(({ mailbox }) => mailbox),
    windowStartAt: window.startAt,
    windowStartDay: localDay(window.startAt, matching.offsets),
    readTo: readTo(window),
    slices,
  });

  const progress = new ReadingProgress(readings, window, clock);
  const objected = people.filter((person) => objectors.hasPerson(person));
  const skipped = new Map<string, SkipReason>(objected.map(({ userId }) => [userId, 'objected']));
  let reportedAt = -Infinity;
  const report = () => {
    if (clock.now() - reportedAt < reportMilliseconds) return;
    reportedAt = clock.now();
    options.onProgress(progress.at('read'));
  };
  report();
  const knowsPurpose = (await graph.grantedRoles()).includes(mailboxPurposePermission);
  // Exchange says the same where its policy keeps a mailbox from us and where the organisation has withdrawn its consent.
  let grantCheckedAt = clock.now();
  const assertStillGranted = async () => {
    if (clock.now() - grantCheckedAt < grantCheckMilliseconds) return;
    grantCheckedAt = clock.now();
    assertGranted(await graph.grantedRoles());
  };
  /** Those who are skipped at this moment, of whom nothing is kept any more that is closed to us. Others may join them meanwhile. */
  const forgetClosed = async (): Promise<ReadonlyMap<string, SkipReason>> => {
    const known = new Map(skipped);
    await assertDenialsAreOfSome(graph, [...known.values()], readings.length);
    await store.forget(readings.filter(({ userId }) => isClosed(known.get(userId))).map(({ mailbox }) => mailbox));
    return known;
  };
  const { onMonthCovered } = options;
  const monthWatch = new MonthWatch(progress);
  const tellOfMonth = async () => {
    if (onMonthCovered === undefined) return;
    const covered = monthWatch.grown();
    if (covered === undefined) return;
    await store.exclusively(async () => onMonthCovered(covered, await forgetClosed()));
  };
  const readOne = async (reading: MailboxReading) => {
    try {
      const onPage = async (page: PageRead) => {
        progress.pageRead(page);
        report();
        if (page.finished !== undefined) await tellOfMonth();
      };
      await readMailbox(reading, { graph, store, matching, knowsPurpose, onPage });
    } catch (error) {
      if (!(error instanceof MailboxUnreadable)) throw error;
      if (error.reason === 'accessDenied') await assertStillGranted();
      skipped.set(reading.userId, error.reason);
      progress.mailboxSkipped(reading.mailbox);
      report();
      await tellOfMonth();
    }
  };
  const running = readings.map(readOne);
  try {
    await Promise.all(running);
  } catch (error) {
    options.stop.abort();
    await Promise.allSettled(running);
    throw error;
  } finally {
    await store.flush();
  }
  await forgetClosed();
  return { skipped, progress };
}

/** Before anything is erased: a denial by the whole organisation is no reason to erase what mailboxes had given. */
async function assertDenialsAreOfSome(graph: Graph, skipped: readonly SkipReason[], mailboxesCount: number): Promise<void> {
  const denied = skipped.filter((reason) => reason === 'accessDenied').length;
  if (denied === 0) return;
  assertGranted(await graph.grantedRoles());
  if (denied === mailboxesCount) {
    throw new EngagementFailure(
      'everyMailboxDenied',
      'Exchange denies this app access to every chosen mailbox. Check the role assignment of the app (or its application access policy) in Exchange Online: its scope must hold the chosen people.',
    );
  }
}

function isClosed(reason: SkipReason | undefined): boolean {
  return reason !== undefined && isClosedToUs(reason);
}

/** What is to be read of each mailbox, and the slices that are on record when reading begins. */
async function plan(options: ReadOptions): Promise<{ readings: MailboxReading[]; slices: MailboxSlices[] }> {
  const { store, objectors, window, matching: { pseudonyms } } = options;
  const people = options.people.filter((person) => !objectors.hasPerson(person));
  const basis = await store.basis();
  const isSameBasis = basis?.fingerprint === basisOf(options) && basis.asOf <= window.asOf;
  const onRecord = new Map((await store.slices()).map((entry) => [`${entry.mailbox} ${entry.kind}`, entry.slices]));
  const finishedAsOf = basis?.isFinished === true ? basis.asOf : undefined;

  const slices: MailboxSlices[] = [];
  const readings = people.map(({ userId }): MailboxReading => {
    const mailbox = pseudonyms.mailbox(userId);
    const toRead = { mail: [] as readonly Slice[], meetings: [] as readonly Slice[] };
    const wasRead = { mail: false, meetings: false };
    for (const kind of readingKinds) {
      const earlier = onRecord.get(`${mailbox} ${kind}`) ?? [];
      // What no longer holds stays on record as unread, so that the store knows to replace it whenever it is read again.
      const valid = isSameBasis ? earlier : earlier.map((slice): Slice => ({ ...slice, isDone: false, next: undefined }));
      const planned = planReading(kind, valid, { from: window.startAt, to: readTo(window)[kind] }, window.asOf, finishedAsOf);
      toRead[kind] = planned.toRead;
      wasRead[kind] = earlier.length > 0;
      const unread = earlier.length > 0 && planned.kept.length === 0 ? planned.toRead.slice(0, 1) : [];
      slices.push({ mailbox, kind, slices: [...planned.kept, ...planned.toRead.filter(({ next }) => next !== undefined), ...unread] });
    }
    return { userId, mailbox, toRead, wasRead };
  });
  return { readings, slices };
}

/** A mail is not received before it is sent, but may come a day late; a meeting in the window starts in it. */
function readTo({ asOf }: ReportWindow): Record<ReadingKind, number> {
  return { mail: asOf + dayMilliseconds, meetings: asOf };
}

/** By this the store tells whether what earlier runs have left out would be left out still. */
function basisOf({ matching: { pseudonyms }, people, objectors, index, verifiedDomains, window }: ReadOptions): string {
  const contactAddresses = [...new Set(index.contactAddresses.map(({ address }) => address))].sort();
  const ownAddresses = people.flatMap(({ addresses }) => addresses.filter((address) => !index.isOwnDomain(address))).sort();
  return pseudonyms.fingerprint([
    String(matchingVersion),
    window.timeZone,
    'verified domains', ...[...verifiedDomains].sort(),
    'own addresses elsewhere', ...ownAddresses,
    'contacts', ...contactAddresses,
    // Without any the basis is that of stores from before there were objections, which need not be read anew.
    ...(objectors.keys.length === 0 ? [] : ['objections', ...objectors.keys]),
  ]);
}
