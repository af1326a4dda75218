import type { Graph } from '../graph/client.ts';
import { MailboxUnreadable } from '../graph/errors.ts';
import { isResourceMailbox, readJunkFolderId, readMailPage } from '../graph/mail.ts';
import { readMeetingPage } from '../graph/meetings.ts';
import { matchMailPage, matchMeetingPage, newItems, type Matching } from '../interactions/matchPage.ts';
import type { MatchedPage } from '../interactions/matchPage.ts';
import { readingKinds, type ReadingKind, type Slice } from '../interactions/slices.ts';
import type { InteractionStore } from '../interactions/store.ts';
import { isClosedToUs } from '../model/skipReason.ts';

/** A slice whose mailbox changed under the reader is read again this often before it is taken as it is: the next run reads the newest days again. */
const rereadsMax = 2;

/** In a stored checkpoint this stands for the mailbox's directory id, which is not stored. */
const mailboxPlaceholder = '{mailbox}';

/** One mailbox, with what is to be read of it, newest first. */
export interface MailboxReading {
  readonly userId: string;
  readonly mailbox: bigint;
  readonly toRead: Readonly<Record<ReadingKind, readonly Slice[]>>;
  /** Something of this mailbox and kind has been read before, so that reading a range replaces it. */
  readonly wasRead: Readonly<Record<ReadingKind, boolean>>;
}

export interface ReadingTools {
  readonly graph: Graph;
  /** The app may ask what a mailbox is for. */
  readonly knowsPurpose: boolean;
  readonly store: InteractionStore;
  readonly matching: Matching;
  /** Called when the store has taken a page; the next page of its slice waits for it. */
  readonly onPage: (page: PageRead) => Promise<void>;
}

/** What a page means for the progress. */
export interface PageRead {
  readonly mailbox: bigint;
  readonly kind: ReadingKind;
  readonly itemsCount: number;
  /** With this page this slice is read to its end… */
  readonly finished: Slice | undefined;
  /** …and the next one, which is older, ends here; undefined where it was the last. */
  readonly nextTo: number | undefined;
}

/** Items of a page, matched, and where the next page is. */
interface ReadPage {
  readonly itemsCount: number;
  readonly matched: MatchedPage;
  readonly next: string | undefined;
  readonly expectedCount: number | undefined;
  /** Items that count among the expected and cannot be used. */
  readonly unreadableCount: number;
}

type ReadSlicePage = (slice: Slice, next: string | undefined, seen: Set<string>) => Promise<ReadPage>;

/**
 * Reads what is planned of one mailbox into the store, page by page: mail and calendar side by side, each newest first.
 * Throws `MailboxUnreadable` where this mailbox cannot be read, and `EngagementFailure` where nothing can.
 */
export async function readMailbox(reading: MailboxReading, allTools: ReadingTools): Promise<void> {
  const tools = { ...allTools, graph: untilClosed(allTools.graph) };
  if (tools.knowsPurpose && (await isResourceMailbox(tools.graph, reading.userId))) throw new MailboxUnreadable('room');
  const outcomes = await Promise.allSettled(readingKinds.map((kind) => (kind === 'mail' ? readMail(reading, tools) : readMeetings(reading, tools))));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

/**
 * Asks for nothing more once the mailbox has turned out to be closed: where consent is withdrawn for mail alone, the calendar would otherwise
 * be read to its end before anybody hears of it.
 */
function untilClosed(graph: Graph): Graph {
  let closed: MailboxUnreadable | undefined;
  return {
    grantedRoles: () => graph.grantedRoles(),
    pathOf: (nextLink) => graph.pathOf(nextLink),
    close: () => graph.close(),
    get: async (request) => {
      if (closed !== undefined) throw closed;
      try {
        return await graph.get(request);
      } catch (error) {
        if (error instanceof MailboxUnreadable && isClosedToUs(error.reason)) closed = error;
        throw error;
      }
    },
  };
}

async function readMail(reading: MailboxReading, tools: ReadingTools): Promise<void> {
  if (reading.toRead.mail.length === 0) return;
  const { userId, mailbox } = reading;
  const junkFolderId = await readJunkFolderId(tools.graph, userId);
  await readSlices('mail', reading, tools, async (slice, next, seen) => {
    const page = await readMailPage(tools.graph, { userId, from: slice.from, to: slice.to, next });
    const items = newItems(page.items, (item) => item.receivedAt, slice, seen);
    const matched = matchMailPage(items, mailbox, junkFolderId, tools.matching);
    return { itemsCount: items.length, matched, next: page.next, expectedCount: page.count, unreadableCount: page.unreadableCount };
  });
}

async function readMeetings(reading: MailboxReading, tools: ReadingTools): Promise<void> {
  const { userId, mailbox } = reading;
  await readSlices('meetings', reading, tools, async (slice, next, seen) => {
    const page = await readMeetingPage(tools.graph, { userId, from: slice.from, to: slice.to, next });
    const items = newItems(page.items, (item) => item.startAt, slice, seen);
    return { itemsCount: items.length, matched: matchMeetingPage(items, mailbox, tools.matching), next: page.next, expectedCount: undefined, unreadableCount: page.unreadableCount };
  });
}

async function readSlices(kind: ReadingKind, reading: MailboxReading, tools: ReadingTools, readPage: ReadSlicePage): Promise<void> {
  let replaces = reading.wasRead[kind];
  const slices = reading.toRead[kind];
  for (const [index, planned] of slices.entries()) {
    const onPage = (itemsCount: number, finished: Slice | undefined) =>
      tools.onPage({ mailbox: reading.mailbox, kind, itemsCount, finished, nextTo: finished && slices[index + 1]?.to });
    let slice = planned;
    for (let rereads = 0; ; rereads += 1) {
      const isComplete = await readSlice(kind, slice, { reading, store: tools.store, replaces, mayBeIncomplete: rereads >= rereadsMax, readPage, onPage });
      if (isComplete) break;
      slice = { ...planned, next: undefined };
      replaces = true;
      await tools.store.flush();
    }
  }
}

interface SliceReading {
  readonly reading: MailboxReading;
  readonly store: InteractionStore;
  readonly replaces: boolean;
  readonly mayBeIncomplete: boolean;
  readonly readPage: ReadSlicePage;
  readonly onPage: (itemsCount: number, finished: Slice | undefined) => Promise<void>;
}

/** False where the mailbox changed meanwhile, so that paging by offset has missed or repeated items: the slice must be read from its beginning. */
async function readSlice(kind: ReadingKind, slice: Slice, { reading, store, replaces, mayBeIncomplete, readPage, onPage }: SliceReading): Promise<boolean> {
  const { userId, mailbox } = reading;
  const isResumed = slice.next !== undefined;
  const seen = new Set<string>();
  let next = slice.next?.replaceAll(mailboxPlaceholder, userId);
  let isFirst = !isResumed;
  let itemsExpected = slice.itemsExpected;
  let unreadableCount = 0;
  for (;;) {
    const page = await readPage(slice, next, seen);
    unreadableCount += page.unreadableCount;
    if (isFirst) itemsExpected = page.expectedCount;
    next = page.next;
    const isDone = next === undefined;
    const itemsRead = (isResumed ? (slice.itemsRead ?? 0) : 0) + seen.size + unreadableCount;
    // What was read before an interruption is not remembered item by item, so that a resumed slice may also have read some twice.
    const isWhole = itemsExpected === undefined || (isResumed ? itemsRead === itemsExpected : itemsRead >= itemsExpected);
    if (isDone && !isWhole && !mayBeIncomplete) return false;

    const { from, to, readAsOf } = slice;
    const read: Slice = isDone
      ? { from, to, readAsOf, next: undefined, isDone }
      : { from, to, readAsOf, next: next?.replaceAll(userId, mailboxPlaceholder), isDone, itemsExpected, itemsRead };
    await store.write({ mailbox, kind, slice: read, replaces: replaces && isFirst, ...page.matched });
    await onPage(page.itemsCount, isDone ? read : undefined);
    if (isDone) return true;
    isFirst = false;
  }
}
