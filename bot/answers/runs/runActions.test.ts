import { expect, test } from 'vitest';
import { EngagementFailure, type Service } from '../../../engine/index.ts';
import { ManualClock } from '../../../engine/model/manualClock.ts';
import { TestBot, testConversation, testNow } from '../../notices/testNotices.ts';
import { testEnrichmentId, TestProduct } from '../../notices/testProduct.ts';
import { textsIn } from '../../texts/texts.ts';
import type { Asked } from '../handler.ts';
import { runActions } from './runActions.ts';

const conversation = testConversation('ann');
const asked: Asked = { actor: { tenantId: 'contoso', userId: 'ann', appRoles: ['admin'] }, person: { userId: 'ann', accountId: '29:ann' }, conversation, texts: textsIn('en') };
const input = { verb: 'run.again', enrichmentId: testEnrichmentId, isAutomatic: false, messageId: 'm1' } as const;

test('a run is started in the name of who pressed, and a sentence says so', async () => {
  const product = new TestProduct();
  const { context } = await TestBot.open({ conversations: [conversation] }, new ManualClock(testNow), product.service);
  expect(await runActions['run.again'](context, asked, input)).toEqual({ kind: 'sentence', text: 'A new run has started. Follow it in its own message.' });
  expect(product.started).toEqual([{ by: 'ann', enrichmentId: testEnrichmentId }]);
});

test('nothing is started where Teams and not a person asks', async () => {
  const product = new TestProduct();
  const { context } = await TestBot.open({ conversations: [conversation] }, new ManualClock(testNow), product.service);
  expect(await runActions['run.again'](context, asked, { ...input, isAutomatic: true })).toEqual({ kind: 'nothing' });
  expect(product.started).toEqual([]);
});

test('what the service refuses is the answer', async () => {
  const runs = { start: () => Promise.reject(new EngagementFailure('runConflict', 'A run is under way.')) } as Partial<Service['runs']> as Service['runs'];
  const { context } = await TestBot.open({ conversations: [conversation] }, new ManualClock(testNow), { runs });
  await expect(runActions['run.again'](context, asked, input)).rejects.toMatchObject({ code: 'runConflict' });
});
