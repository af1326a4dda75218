import type { Graph } from '../graph/client.ts';
import { MailboxUnreadable } from '../graph/errors.ts';
import { readJunkFolderId, readMailPage } from '../graph/mail.ts';
import { matchMailPage, type Matching } from '../interactions/matchPage.ts';
import type { CopyPlace, DisputedCopy } from '../metrics/reconcile.ts';
import type { MailItem } from '../model/mail.ts';

/** Graph's times of receipt are whole seconds. */
const secondMilliseconds = 1000;

/**
 * The order of disputed copies by their ids (metrics.md: of copies that disagree, the one with the smallest mailbox and item id decides). Ids
 * are not kept, so the seconds in which the copies were received are read again; there are few, because copies within one mailbox hardly
 * ever disagree. Leaves out what cannot be read any more.
 */
export async function copyPlaces(disputed: readonly DisputedCopy[], userIds: ReadonlyMap<bigint, string>, graph: Graph, matching: Matching): Promise<CopyPlace[]> {
  const places: CopyPlace[] = [];
  for (const mailbox of new Set(disputed.map((copy) => copy.mailbox))) {
    const userId = userIds.get(mailbox);
    const copies = disputed.filter((copy) => copy.mailbox === mailbox);
    if (userId !== undefined) places.push(...(await placesInMailbox(mailbox, userId, copies, graph, matching)));
  }
  return places;
}

async function placesInMailbox(mailbox: bigint, userId: string, copies: readonly DisputedCopy[], graph: Graph, matching: Matching): Promise<CopyPlace[]> {
  try {
    const junkFolderId = await readJunkFolderId(graph, userId);
    const items = new Map<string, MailItem>();
    for (const receivedAt of new Set(copies.map((copy) => copy.receivedAt))) {
      for (const item of await readSecond(graph, userId, receivedAt)) items.set(item.id, item);
    }
    const mails = new Set(copies.map(({ mail }) => mail));
    const found = [...items.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((item) => matchMailPage([item], mailbox, junkFolderId, matching).emails)
      .filter(({ mail }) => mails.has(mail));
    const byContent = new Map(found.toReversed().map((copy) => [`${copy.mail} ${copy.content}`, copy]));
    return found.flatMap((copy, place) => (byContent.get(`${copy.mail} ${copy.content}`) === copy ? [{ mailbox, mail: copy.mail, content: copy.content, place }] : []));
  } catch (error) {
    if (error instanceof MailboxUnreadable) return [];
    throw error;
  }
}

async function readSecond(graph: Graph, userId: string, receivedAt: number): Promise<MailItem[]> {
  const items: MailItem[] = [];
  let next: string | undefined;
  do {
    const page = await readMailPage(graph, { userId, from: receivedAt, to: receivedAt + secondMilliseconds, next });
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return items;
}
