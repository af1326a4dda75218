import { expect, onTestFinished, test } from 'vitest';
import { Pseudonyms } from '../interactions/pseudonyms.ts';
import { InteractionStore } from '../interactions/store.ts';
import type { SkipReason } from '../model/skipReason.ts';
import { storeFolder } from '../store/testStore.ts';
import { assertEnoughRead } from './assertEnoughRead.ts';

const pseudonyms = new Pseudonyms(new Uint8Array(32).fill(7));
const people = ['ann', 'bob', 'cid'].map((userId) => ({ userId, addresses: [], chosen: [] }));
const slice = { from: 0, to: 1, readAsOf: 1, next: undefined };

/** A store in which something was read of these mailboxes: an item, a time without any, or nothing yet. */
async function storeWith(read: Readonly<Record<string, 'item' | 'nothing there' | 'not yet'>>): Promise<InteractionStore> {
  const store = await InteractionStore.open({ folder: await storeFolder() });
  onTestFinished(() => store.close());
  for (const [userId, what] of Object.entries(read)) {
    const mailbox = pseudonyms.mailbox(userId);
    const ledger = what === 'item' ? [{ mailbox, kind: 'mail' as const, rangeDay: 0, localDay: 0, outcome: 'noContact' as const, itemCount: 1 }] : [];
    await store.write({ mailbox, kind: 'mail', slice: { ...slice, isDone: what === 'nothing there' }, replaces: false, emails: [], meetings: [], ledger });
  }
  await store.flush();
  return store;
}

const check = (store: InteractionStore, skipped: Readonly<Record<string, SkipReason>>) => assertEnoughRead({ store, pseudonyms, people, skipped: new Map(Object.entries(skipped)) });

test('two who were read are enough, with whatever of mail and meetings', async () => {
  await check(await storeWith({}), { cid: 'noMailbox' });
});

test.each(['noMailbox', 'guest', 'room', 'accessDenied', 'gone', 'objected'] as const)('somebody who is skipped as %s does not count, whatever is still kept', async (reason) => {
  const failure = { code: 'peopleTooFew', message: `Of the 3 chosen people, the mailboxes of 1 could be read (skipped: 2 ${reason}); a report covers at least 2. Choose more people or a larger group.` };
  await expect(check(await storeWith({ bob: 'item', cid: 'item' }), { bob: reason, cid: reason })).rejects.toMatchObject(failure);
});

test.each(['moved', 'unavailable'] as const)('somebody whose mailbox is only busy (%s) counts if something was read of it', async (reason) => {
  const skipped = { bob: reason, cid: 'gone' } as const;
  for (const what of ['item', 'nothing there'] as const) await check(await storeWith({ bob: what }), skipped);
  for (const read of [{ bob: 'not yet' }, { cid: 'item', dan: 'item' }] as const) await expect(check(await storeWith(read), skipped)).rejects.toMatchObject({ code: 'peopleTooFew' });
});

test('where everybody is only busy, those of whom something is kept are enough', async () => {
  const skipped = { ann: 'unavailable', bob: 'unavailable', cid: 'moved' } as const;
  await check(await storeWith({ ann: 'item', cid: 'nothing there' }), skipped);
  await expect(check(await storeWith({ ann: 'item' }), skipped)).rejects.toMatchObject({ code: 'peopleTooFew', message: expect.stringContaining('1 moved, 2 unavailable') as string });
});
