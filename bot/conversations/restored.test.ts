import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Service } from '../../engine/index.ts';
import { ManualClock } from '../../engine/model/manualClock.ts';
import { beginningOf, type BotState } from './botState.ts';
import type { BotStore } from './botStore.ts';
import { forgetErasedPeople } from './forgetErasedPeople.ts';
import { openBotStore } from './openBotStore.ts';
import { settleRestoredBot } from './restored.ts';
import { testTenantId } from './testStore.ts';

const enrichmentId = '00000000-0000-4000-8000-000000000001';
const restoredAt = 9;

/** What came out of a backup with one subscription, of the moment 3. */
async function restored(): Promise<BotStore> {
  const options = { folder: await mkdtemp(join(tmpdir(), 'bot-restored-')), tenantId: testTenantId };
  const backup = await openBotStore(options);
  await backup.update(({ subscriptions }: BotState) => subscriptions.push({ enrichmentId, conversationId: 'group', subscribedBy: 'ann', subscribedAt: 3 }));
  await backup.close();
  await settleRestoredBot({ ...options, clock: new ManualClock(restoredAt) });
  const store = await openBotStore(options);
  onTestFinished(async () => {
    await store.close();
    await rm(options.folder, { recursive: true });
  });
  return store;
}

test('of what happened before a restore a subscribed conversation is not told again', async () => {
  const store = await restored();
  expect(store.read().subscriptions.map(beginningOf)).toEqual([restoredAt]);
});

test('a subscription of somebody who was erased between backup and restore, or before either, does not come back', async () => {
  for (const at of [5, restoredAt]) {
    const store = await restored();
    await forgetErasedPeople({ store, service: { bulletin: { erasedPeople: () => Promise.resolve([{ id: enrichmentId, at, isPerson: (userId: string) => userId === 'ann' }]) } } as unknown as Service });
    expect(store.read().subscriptions).toEqual([]);
  }
});
