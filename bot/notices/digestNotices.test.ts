import { expect, test } from 'vitest';
import { dayMilliseconds } from '../../engine/index.ts';
import { ManualClock } from '../../engine/model/manualClock.ts';
import { cardTexts } from '../cards/testCards.ts';
import type { Subscription } from '../conversations/botState.ts';
import { createDeliverer } from './deliver.ts';
import { createDigestNotices } from './digestNotices.ts';
import { TestBot, testConversation } from './testNotices.ts';
import { testCustomer, testEnrichmentId, TestProduct, testRun } from './testProduct.ts';

const sales = testConversation('sales', { kind: 'channel', userIds: ['vic'] });
const board = testConversation('board', { kind: 'group', userIds: ['wim'], language: 'pl' });

/** Monday 23 November 2026, 8:00 in Warsaw. */
const due = Date.parse('2026-11-23T07:00:00Z');
const hour = 3_600_000;

const subscriptions: Subscription[] = [
  { enrichmentId: testEnrichmentId, conversationId: 'sales', subscribedBy: 'vic', subscribedAt: due - 9 * dayMilliseconds },
  { enrichmentId: testEnrichmentId, conversationId: 'board', subscribedBy: 'wim', subscribedAt: due - 9 * dayMilliseconds },
];

async function open(product: TestProduct, now: number) {
  const clock = new ManualClock(now);
  const bot = await TestBot.open({ conversations: [sales, board], subscriptions }, clock, product.service);
  let [digests, deliverer] = [createDigestNotices(), createDeliverer(bot.context)];
  return {
    bot,
    at: (time: number) => clock.advance(time - clock.now()),
    pass: async () => deliverer.pass(await digests(bot.context), clock.now(), new AbortController().signal),
    restart: async () => {
      await bot.restart();
      [digests, deliverer] = [createDigestNotices(), createDeliverer(bot.context)];
    },
    shown: (id: string) => [...bot.chats.chat(id).values()].map(({ card, text }) => (card === undefined ? text : cardTexts(card).join('\n').replaceAll(/[\u2068\u2069]/g, ''))),
  };
}

function withResults(): TestProduct {
  const product = new TestProduct();
  product.runs = [testRun(1)];
  product.publish(due - 2 * dayMilliseconds);
  return product;
}

test('subscribed conversations have it from Monday 8:00 of the enrichment on, once a week, each in its language', async () => {
  const product = withResults();
  product.marked = product.publish(due - 7 * dayMilliseconds);
  product.publications.reverse();
  product.movers = { up: [testCustomer('Contoso')], down: [] };
  product.quiet = [testCustomer('Fabrikam')];
  const { bot, at, pass, shown } = await open(product, due - 1);
  await pass();
  expect(bot.chats.calls).toEqual([]);
  at(due);
  await pass();
  await pass();
  at(due + 3 * dayMilliseconds);
  await pass();
  expect(shown('sales')).toEqual([expect.stringMatching(/Weekly digest\nSales 1\nWeek of 23 Nov 2026[^]*Contoso\n71\n\+12\.3[^]*Biggest rises[^]*1 customer has gone quiet[^]*Fabrikam\n45[^]*Changes since 16 Nov 2026/)]);
  expect(shown('board')).toEqual([expect.stringContaining('Podsumowanie tygodnia')]);
  at(due + 7 * dayMilliseconds);
  await pass();
  expect(shown('sales')).toHaveLength(2);
});

test('after an outage on Monday it comes later in the week, and after one of the whole week not at all', async () => {
  const { at, pass, shown } = await open(withResults(), due + 4 * dayMilliseconds);
  await pass();
  expect(shown('sales')).toHaveLength(1);
  at(due + 14 * dayMilliseconds - 9 * hour);
  await pass();
  at(due + 14 * dayMilliseconds);
  await pass();
  expect(shown('sales')).toHaveLength(3);
});

test('there is none without results at the time it is due, and none for who subscribed later', async () => {
  const product = new TestProduct();
  const { bot, at, pass, shown } = await open(product, due);
  await pass();
  product.publish(due + hour);
  await pass();
  expect(bot.chats.calls).toEqual([]);
  await bot.context.store.update((state) => {
    for (const one of state.subscriptions.filter(({ conversationId }) => conversationId === 'board')) one.subscribedAt = due + 8 * dayMilliseconds;
  });
  at(due + 9 * dayMilliseconds);
  await pass();
  expect(shown('sales')).toHaveLength(1);
  expect(shown('board')).toEqual([]);
});

test('on the word of somebody who may no longer share results, none is sent', async () => {
  const product = withResults();
  product.rights.set('vic', ['readResults']);
  const { pass, shown } = await open(product, due);
  await pass();
  expect(shown('sales')).toEqual([]);
  expect(shown('board')).toHaveLength(1);
});

test('every conversation sees the same comparison: the mark is made once, when all have theirs', async () => {
  const product = withResults();
  const { bot, at, pass, shown } = await open(product, due);
  bot.chats.fate = ({ conversationId }) => (conversationId === 'board' ? 'refused' : 'arrives');
  await pass();
  await pass();
  expect(product.marks).toBe(0);
  bot.chats.fate = () => 'arrives';
  at(due + hour);
  await pass();
  await pass();
  await pass();
  expect(shown('board')).toHaveLength(1);
  expect(product.marks).toBe(1);
});

test('a conversation that cannot be reached for hours goes without, so that the mark is of what the others saw', async () => {
  const product = withResults();
  const { bot, at, pass, shown } = await open(product, due);
  bot.chats.fate = ({ conversationId }) => (conversationId === 'board' ? 'refused' : 'arrives');
  await pass();
  at(due + 6 * hour);
  await pass();
  expect(product.marks).toBe(1);
  bot.chats.fate = () => 'arrives';
  at(due + 9 * hour);
  await pass();
  expect(shown('board')).toEqual([]);
});

test.each([
  { title: 'before the mark', restartsAfter: 1, marks: 1 },
  { title: 'after the mark', restartsAfter: 2, marks: 1 },
])('a crash $title neither loses nor repeats it', async ({ restartsAfter, marks }) => {
  const product = withResults();
  const { bot, at, pass, restart } = await open(product, due);
  for (let passed = 0; passed < restartsAfter; passed += 1) await pass();
  await restart();
  if (product.marks > 0) product.publish(due + hour);
  at(due + 2 * hour);
  await pass();
  await pass();
  expect(product.marks).toBe(marks);
  expect(product.marked?.publishedAt).toBe(due - 2 * dayMilliseconds);
  expect(bot.chats.calls).toHaveLength(2);
});
