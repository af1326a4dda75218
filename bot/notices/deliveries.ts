import type { BotStore } from '../conversations/botStore.ts';
import type { Delivery } from '../conversations/botState.ts';

/** By notice and conversation. */
type Index = ReadonlyMap<string, ReadonlyMap<string, Delivery>>;

/** The state is never changed in place, so that an index holds for as long as its list is there. */
const indices = new WeakMap<readonly Delivery[], Index>();

const none: ReadonlyMap<string, Delivery> = new Map();

/** Where a notice was sent, or is being sent, by conversation. */
export function deliveriesOf(store: BotStore, notice: string): ReadonlyMap<string, Delivery> {
  const { deliveries } = store.read();
  const index = indices.get(deliveries) ?? indexed(deliveries);
  indices.set(deliveries, index);
  return index.get(notice) ?? none;
}

function indexed(deliveries: readonly Delivery[]): Index {
  const index = new Map<string, Map<string, Delivery>>();
  for (const delivery of deliveries) {
    const ofNotice = index.get(delivery.notice);
    if (ofNotice === undefined) index.set(delivery.notice, new Map([[delivery.conversationId, delivery]]));
    else ofNotice.set(delivery.conversationId, delivery);
  }
  return index;
}

/** Of runs and digests; other messages tell nothing that was derived from mailboxes. */
export function canHoldFigures({ notice }: Delivery): boolean {
  return notice.startsWith('run/') || notice.startsWith('digest/');
}
