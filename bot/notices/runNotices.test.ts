import { expect, test } from 'vitest';
import { dayMilliseconds } from '../../engine/index.ts';
import { ManualClock } from '../../engine/model/manualClock.ts';
import { testOverview } from '../../engine/model/testOverview.ts';
import { testId, testProgress } from '../cards/notices/testRecords.ts';
import { cardButtons, cardTexts } from '../cards/testCards.ts';
import type { Subscription } from '../conversations/botState.ts';
import { createDeliverer } from './deliver.ts';
import { runNotices } from './runNotices.ts';
import { TestBot, testConversation, testNow } from './testNotices.ts';
import { testConsent, testCustomer, testEnrichmentId, TestProduct, testReceipt, testRun } from './testProduct.ts';

const ann = testConversation('ann');
const sales = testConversation('sales', { kind: 'channel', userIds: ['vic'] });
const hour = 3_600_000;

function subscription(changes: Partial<Subscription> = {}): Subscription {
  return { enrichmentId: testEnrichmentId, conversationId: 'sales', subscribedBy: 'vic', subscribedAt: testNow - hour, ...changes };
}

/** Ann's personal chat, and a channel that is subscribed unless told otherwise. */
async function open(product: TestProduct, subscriptions: Subscription[] = [subscription()]) {
  const bot = await TestBot.open({ conversations: [ann, sales], subscriptions }, new ManualClock(testNow), product.service);
  let deliverer = createDeliverer(bot.context);
  return {
    bot,
    /** One pass, a minute later. */
    pass: async () => {
      bot.clock.advance(60_000);
      const at = bot.clock.now();
      await deliverer.pass(await runNotices(bot.context), at, new AbortController().signal);
    },
    restart: async () => {
      await bot.restart();
      deliverer = createDeliverer(bot.context);
    },
    shown: (id: string) => [...bot.chats.chat(id).values()].map(({ card, text }) => (card === undefined ? text : cardTexts(card).join('\n').replaceAll(/[\u2068\u2069]/g, ''))),
    buttons: (id: string) => [...bot.chats.chat(id).values()].flatMap(({ card }) => (card === undefined ? [] : cardButtons(card).map(({ verb }) => verb))),
  };
}

test('one card goes with the first run from its announcement to its results', async () => {
  const product = new TestProduct();
  product.consents = [testConsent(1, { answeredAt: testNow })];
  product.nextRunAt = testNow + hour;
  const { bot, pass, shown } = await open(product);
  await pass();
  expect(shown('sales')).toEqual([expect.stringMatching(/Scheduled\nSales 1\nFirst run · starts 23 Nov 2026, 14:00/)]);
  product.nextRunAt = undefined;
  product.runs = [testRun(1, { cause: 'first', startedAt: testNow + 60_000 })];
  await pass();
  expect(shown('sales')).toEqual([expect.stringMatching(/Started[^]*its turn/)]);
  product.progress = testProgress({ percent: 35, mailboxesDone: 14, secondsLeft: 700 });
  await pass();
  expect(shown('sales')).toEqual([expect.stringMatching(/In progress[^]*35%[^]*14\nof 40 mailboxes[^]*About 12 minutes left/)]);
  product.publish(testNow, { coverage: { from: '2026-10-01', days: 53, isComplete: false } });
  await pass();
  expect(shown('sales')).toEqual([expect.stringMatching(/First results[^]*the last 53 days[^]*3\nof 4 customers/)]);
  product.end({ endedAt: testNow + hour });
  product.movers = { up: [testCustomer('Contoso')], down: [testCustomer('Fabrikam', { scoreChange: -8 })] };
  await pass();
  expect(shown('sales')).toEqual([expect.stringMatching(/Completed\n[^]*3\nof 4 customers enriched[^]*Contoso\n71\n\+12\.3[^]*Fabrikam\n71\n−8/)]);
  expect(shown('ann')).toEqual(shown('sales'));
  expect(bot.faults).toEqual([]);
});

test('later runs have cards of their own, and what an earlier one says stays', async () => {
  const product = new TestProduct();
  product.runs = [testRun(1, { startedAt: testNow, endedAt: testNow, outcome: 'succeeded' })];
  const { pass, shown } = await open(product);
  await pass();
  product.runs.push(testRun(2, { startedAt: testNow + hour }));
  await pass();
  expect(shown('ann')).toEqual([expect.stringContaining('Completed'), expect.stringContaining('Started')]);
});

test('a card is changed with each percent of progress, and not with each item that is read', async () => {
  const product = new TestProduct();
  product.runs = [testRun(1, { startedAt: testNow })];
  product.progress = testProgress({ percent: 10 });
  const { bot, pass } = await open(product, []);
  await pass();
  product.progress = testProgress({ percent: 10, itemsRead: 5_000, secondsLeft: 90 });
  await pass();
  expect(bot.chats.calls).toHaveLength(1);
  product.progress = testProgress({ percent: 11 });
  await pass();
  expect(bot.chats.calls).toHaveLength(2);
});

test('a run that goes on after a restart does not fall back to its beginning in the chat', async () => {
  const product = new TestProduct();
  product.runs = [testRun(1, { startedAt: testNow })];
  product.progress = testProgress({ percent: 40 });
  const { pass, shown, restart } = await open(product);
  await pass();
  product.progress = undefined;
  product.runs = [testRun(1, { startedAt: testNow, resumptions: 1 })];
  await restart();
  await pass();
  expect(shown('ann')).toEqual([expect.stringContaining('40%')]);
});

test('warnings say how many mailboxes were skipped, and what each reason means', async () => {
  const product = new TestProduct();
  product.runs = [testRun(1, { startedAt: testNow })];
  const { pass, shown } = await open(product);
  product.end({ endedAt: testNow, outcome: 'succeededWithWarnings', overview: { ...testOverview, addressesSkipped: [{ reason: 'accessDenied', count: 2 }, { reason: 'moved', count: 1 }] } });
  await pass();
  expect(shown('ann')).toEqual([expect.stringMatching(/Completed with warnings[^]*3 mailboxes were skipped[^]*Access denied[^]*2[^]*Being moved[^]*1/)]);
});

test('a failure says what to do and never what was typed; only its owner can run again, until there is a newer run', async () => {
  const product = new TestProduct();
  product.runs = [testRun(1, { startedAt: testNow, endedAt: testNow, outcome: 'failed', failure: { code: 'addressUnknown', message: 'secret@contoso.com is unknown.' } })];
  const { bot, pass, shown, buttons } = await open(product);
  await pass();
  expect(shown('ann')[0]).toContain('Failed');
  expect(JSON.stringify([...bot.chats.messages.values()].map((chat) => [...chat]))).not.toContain('secret@');
  expect(buttons('ann')).toEqual(['run.again']);
  expect(buttons('sales')).toEqual([]);
  product.runs.push(testRun(2, { startedAt: testNow + hour }));
  await pass();
  expect(buttons('ann')).toEqual([]);
});

test('what ended more than a week ago, or before the newest run, is no news; a message that stands there is still changed', async () => {
  const product = new TestProduct();
  product.runs = [testRun(1, { startedAt: testNow - 9 * dayMilliseconds, endedAt: testNow - 8 * dayMilliseconds, outcome: 'cancelled' })];
  const { bot, pass, shown } = await open(product, []);
  await pass();
  expect(bot.chats.calls).toEqual([]);
  product.runs.push(testRun(2, { startedAt: testNow - 2 * dayMilliseconds, endedAt: testNow - dayMilliseconds, outcome: 'cancelled' }), testRun(3, { startedAt: testNow }));
  await pass();
  expect(shown('ann')).toEqual([expect.stringContaining('Started')]);
  bot.clock.advance(10 * dayMilliseconds);
  product.end({ endedAt: testNow + 2 * dayMilliseconds, outcome: 'cancelled' });
  await pass();
  expect(shown('ann')).toEqual([expect.stringContaining('Cancelled')]);
});

test('a conversation is told of runs that started after it subscribed', async () => {
  const product = new TestProduct();
  product.runs = [testRun(1, { startedAt: testNow - 2 * hour })];
  const { pass, shown } = await open(product);
  await pass();
  expect(shown('sales')).toEqual([]);
  expect(shown('ann')).toHaveLength(1);
});

test('where a conversation unsubscribes during a run, its card says that it is no longer followed there', async () => {
  const product = new TestProduct();
  product.runs = [testRun(1, { startedAt: testNow })];
  const { bot, pass, shown } = await open(product);
  await pass();
  await bot.context.store.update((state) => void (state.subscriptions = []));
  await pass();
  product.end({ endedAt: testNow });
  await pass();
  expect(shown('sales')).toEqual([expect.stringContaining('No longer followed here')]);
  expect(shown('ann')).toEqual([expect.stringContaining('Completed')]);
});

test('when who subscribed loses the right, the conversation is told so once, and nothing else', async () => {
  const product = new TestProduct();
  product.rights.set('vic', ['readEnrichments', 'readResults']);
  product.runs = [testRun(1, { startedAt: testNow })];
  const { bot, pass, shown, restart } = await open(product);
  await pass();
  expect(bot.state.subscriptions).toHaveLength(1);
  await restart();
  await pass();
  await pass();
  expect(shown('sales')).toEqual([expect.stringContaining('write “subscribe”')]);
  expect(bot.state.subscriptions).toEqual([]);
});

test('while the directory cannot be asked, a subscribed conversation is told nothing, and stays subscribed', async () => {
  const product = new TestProduct();
  product.rights.set('vic', undefined);
  product.runs = [testRun(1, { startedAt: testNow })];
  const { bot, pass, shown } = await open(product);
  await pass();
  expect(shown('sales')).toEqual([]);
  expect(bot.faults.length).toBeGreaterThan(0);
  product.rights.set('vic', ['subscribeConversations', 'readResults']);
  await pass();
  expect(shown('sales')).toEqual([expect.stringContaining('Started')]);
});

test('an owner who may no longer see results is told nothing', async () => {
  const product = new TestProduct();
  product.rights.set('ann', ['readEnrichments']);
  product.runs = [testRun(1, { startedAt: testNow })];
  const { pass, shown } = await open(product);
  await pass();
  expect(shown('ann')).toEqual([]);
  expect(shown('sales')).toHaveLength(1);
});

test('after a withdrawal no figure stays in the chat, the receipt is told once, and new runs are told as before', async () => {
  const product = new TestProduct();
  product.runs = [testRun(1, { startedAt: testNow })];
  product.publish(testNow);
  product.end({ endedAt: testNow });
  product.movers.up = [testCustomer('Contoso')];
  const { bot, pass, shown, restart } = await open(product);
  await pass();
  expect(shown('sales')[0]).toContain('Contoso');
  // A channel keeps its old cards when it is no longer subscribed, and they are emptied all the same.
  await bot.context.store.update((state) => void (state.subscriptions = []));
  const erasedAt = bot.clock.now() + 1_000;
  product.erase(testReceipt(1, { readingStoppedAt: erasedAt, finishedAt: erasedAt }));
  await pass();
  await restart();
  await pass();
  expect(shown('sales')).toEqual([expect.stringMatching(/^Data erased\nThe figures .* 23 Nov 2026, 13:01\.$/)]);
  expect(shown('ann')).toEqual([expect.stringMatching(/^Data erased\nThe figures/), expect.stringMatching(/^Data erased\nSales 1[^]*Consent was withdrawn[^]*120,345/)]);
  product.consents.push(testConsent(2, { id: testId(777), answeredAt: bot.clock.now() }));
  product.runs.push(testRun(2, { cause: 'manual', startedAt: bot.clock.now() + 1 }));
  await pass();
  expect(shown('ann')).toEqual([expect.stringContaining('The figures'), expect.stringContaining('withdrawn'), expect.stringContaining('Started')]);
});

test('figures that were on their way when everything was erased are taken back', async () => {
  const product = new TestProduct();
  product.runs = [testRun(1, { startedAt: testNow })];
  product.publish(testNow);
  product.end({ endedAt: testNow });
  const { bot, pass, shown } = await open(product, []);
  bot.chats.fate = () => {
    bot.clock.advance(500);
    if (product.receipts.length === 0) product.erase(testReceipt(1, { finishedAt: bot.clock.now() }));
    return 'arrives';
  };
  await pass();
  expect(shown('ann')[0]).toContain('Completed');
  await pass();
  expect(shown('ann')[0]).toMatch(/^Data erased\nThe figures/);
});

test('of an enrichment that was deleted the receipt is told, and its subscriptions end', async () => {
  const product = new TestProduct();
  product.runs = [testRun(1, { startedAt: testNow })];
  const { bot, pass, shown } = await open(product);
  await pass();
  product.isDeleted = true;
  await pass();
  expect(bot.state.subscriptions).toHaveLength(1);
  product.erase(testReceipt(1, { cause: 'enrichmentDeleted', finishedAt: bot.clock.now() }));
  await pass();
  await pass();
  for (const id of ['ann', 'sales']) expect(shown(id)).toEqual([expect.stringContaining('The figures'), expect.stringMatching(/Deleted enrichment[^]*UTC/)]);
  expect(bot.state.subscriptions).toEqual([]);
});
