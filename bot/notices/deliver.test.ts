import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMilliseconds } from '../../engine/index.ts';
import { ManualClock } from '../../engine/model/manualClock.ts';
import { createDeliverer } from './deliver.ts';
import type { Notice } from './notice.ts';
import { TestBot, testConversation, testNotice, testNow, until, type Fate } from './testNotices.ts';

const ann = testConversation('ann');
const signal = new AbortController().signal;

async function openBot(...conversations: (typeof ann)[]) {
  const bot = await TestBot.open({ conversations: conversations.length === 0 ? [ann] : conversations }, new ManualClock(testNow));
  let deliverer = createDeliverer(bot.context);
  return {
    bot,
    chats: bot.chats,
    deliver: (...notices: Notice[]) => deliverer.pass(notices, bot.clock.now(), signal),
    restart: async () => {
      await bot.restart();
      deliverer = createDeliverer(bot.context);
    },
  };
}

const minute = 60_000;

test('a notice is sent once, and its record is durable before it is sent', async () => {
  const { bot, chats, deliver } = await openBot();
  let recorded: unknown;
  chats.fate = () => {
    recorded = bot.state.deliveries;
    return 'arrives';
  };
  await deliver(testNotice(ann, { content: { a: 1, b: [2] } }));
  await deliver(testNotice(ann, { content: { b: [2], a: 1 } }));
  expect(chats.texts('ann')).toHaveLength(1);
  expect(recorded).toMatchObject([{ notice: 'run/1', conversationId: 'ann', sentAt: testNow }]);
  expect(recorded).not.toMatchObject([{ messageId: 'm1' }]);
  expect(bot.state.deliveries).toMatchObject([{ messageId: 'm1' }]);
});

test('a notice that tells something else, or the same in another language, changes its message', async () => {
  const { chats, deliver } = await openBot();
  await deliver(testNotice(ann));
  await deliver(testNotice(ann, { content: 'second' }));
  await deliver(testNotice(ann, { content: 'second' }));
  expect(chats.texts('ann')).toEqual(['run/1: "second"']);
  await deliver(testNotice({ ...ann, language: 'pl' }, { content: 'second' }));
  expect(chats.calls.map(({ kind }) => kind)).toEqual(['send', 'update', 'update']);
});

test('what is only to be updated is not sent', async () => {
  const { bot, chats, deliver } = await openBot();
  await deliver(testNotice(ann, { isUpdateOnly: true }));
  expect(chats.calls).toEqual([]);
  expect(bot.state.deliveries).toEqual([]);
});

test.each<Fate>(['lost', 'arrivedUnanswered'])('what a crash leaves while it is sent (%s) counts as sent, and is neither sent nor changed by the next process', async (fate) => {
  const { bot, chats, deliver, restart } = await openBot();
  chats.fate = () => fate;
  void deliver(testNotice(ann));
  await until(() => chats.calls.length === 1);
  await restart();
  chats.fate = () => 'arrives';
  await deliver(testNotice(ann, { content: 'second' }));
  expect(chats.calls).toHaveLength(1);
  expect(bot.state.deliveries).toHaveLength(1);
});

test('what Teams did not take is sent later, after pauses that grow', async () => {
  const { bot, chats, deliver } = await openBot();
  chats.fate = () => 'refused';
  const triedAt: number[] = [];
  for (let passed = 0; passed < 20; passed += 1) {
    const before = chats.calls.length;
    await deliver(testNotice(ann));
    if (chats.calls.length > before) triedAt.push(passed);
    bot.clock.advance(minute);
  }
  expect(triedAt).toEqual([0, 1, 3, 7, 15]);
  expect(bot.state.deliveries).toEqual([]);
  expect(bot.faults).toHaveLength(5);
  chats.fate = () => 'arrives';
  bot.clock.advance(60 * minute);
  await deliver(testNotice(ann));
  expect(chats.texts('ann')).toHaveLength(1);
});

test.each<Fate>(['uncertain', 'arrivedUncertain', 'fault'])('what may have arrived (%s) is not sent again', async (fate) => {
  const { bot, chats, deliver } = await openBot();
  chats.fate = () => fate;
  await deliver(testNotice(ann));
  chats.fate = () => 'arrives';
  bot.clock.advance(120 * minute);
  await deliver(testNotice(ann, { content: 'second' }));
  expect(chats.calls).toHaveLength(1);
  expect(bot.faults).toHaveLength(1);
});

test.each<Fate>(['refused', 'uncertain'])('a change that failed (%s) is made later', async (fate) => {
  const { bot, chats, deliver } = await openBot();
  await deliver(testNotice(ann));
  chats.fate = () => fate;
  await deliver(testNotice(ann, { content: 'second' }));
  chats.fate = () => 'arrives';
  bot.clock.advance(minute);
  await deliver(testNotice(ann, { content: 'second' }));
  expect(chats.texts('ann')).toEqual(['run/1: "second"']);
});

test('a conversation that is gone is forgotten with its subscriptions and deliveries, and the others are not', async () => {
  const { bot, chats, deliver } = await openBot(ann, testConversation('bea'));
  const enrichmentId = testNotice(ann).enrichmentId;
  await deliver(testNotice(ann), testNotice(testConversation('bea')));
  await bot.context.store.update((state) => state.subscriptions.push({ enrichmentId, conversationId: 'ann', subscribedBy: 'ann', subscribedAt: 0 }));
  chats.fate = ({ conversationId }) => (conversationId === 'ann' ? 'conversationGone' : 'arrives');
  await deliver(testNotice(ann, { content: 'second' }), testNotice(ann, { notice: 'run/2' }), testNotice(testConversation('bea'), { notice: 'run/2' }));
  expect(bot.state.conversations.map(({ id }) => id)).toEqual(['bea']);
  expect(bot.state.subscriptions).toEqual([]);
  expect(bot.state.deliveries.map(({ conversationId, notice }) => `${conversationId} ${notice}`)).toEqual(['bea run/1', 'bea run/2']);
  expect(chats.calls.filter(({ conversationId }) => conversationId === 'ann')).toHaveLength(2);
  expect(bot.faults).toEqual([]);
});

test('nothing is sent to a conversation that was forgotten since the notices were gathered', async () => {
  const { chats, deliver } = await openBot(testConversation('bea'));
  await deliver(testNotice(ann));
  expect(chats.calls).toEqual([]);
});

test('a message that somebody deleted is not sent again, and no longer changed', async () => {
  const { bot, chats, deliver } = await openBot();
  await deliver(testNotice(ann));
  chats.fate = () => 'messageGone';
  await deliver(testNotice(ann, { content: 'second' }));
  await deliver(testNotice(ann, { content: 'third' }));
  expect(chats.calls.map(({ kind }) => kind)).toEqual(['send', 'update']);
  expect(bot.state.deliveries).toHaveLength(1);
  expect(bot.faults).toEqual([]);
});

test('a message that cannot be made is not recorded as sent, and does not hold up the next', async () => {
  const { bot, chats, deliver } = await openBot();
  await deliver(testNotice(ann, { message: () => Promise.reject(new RangeError('too large')) }), testNotice(ann, { notice: 'run/2' }));
  expect(chats.texts('ann')).toEqual(['run/2: "first"']);
  expect(bot.faults).toHaveLength(1);
  bot.clock.advance(minute);
  await deliver(testNotice(ann));
  expect(chats.texts('ann')).toHaveLength(2);
});

test('some conversations are written to at once, each in the order of its notices', async () => {
  const all = Array.from({ length: 20 }, (_, index) => testConversation(`user-${index}`));
  const { chats, deliver } = await openBot(...all);
  await deliver(...['a', 'b', 'c'].flatMap((notice) => all.map((conversation) => testNotice(conversation, { notice }))));
  expect(chats.underWayMax).toBe(16);
  for (const { id } of all) expect(chats.texts(id)).toEqual(['a: "first"', 'b: "first"', 'c: "first"']);
});

test('when it is to stop, it does so after the message that is being sent', async () => {
  const bot = await TestBot.open({ conversations: [ann] }, new ManualClock(testNow));
  const stop = new AbortController();
  bot.chats.fate = () => {
    stop.abort();
    return 'arrives';
  };
  await createDeliverer(bot.context).pass([testNotice(ann), testNotice(ann, { notice: 'run/2' })], testNow, stop.signal);
  expect(bot.chats.calls).toHaveLength(1);
  expect(bot.state.deliveries).toMatchObject([{ messageId: 'm1' }]);
});

test('deliveries of more than 60 days ago are forgotten, but for those that an erasure has to find: they are kept for longer than any figure', async () => {
  const { bot, deliver } = await openBot();
  await deliver(testNotice(ann), testNotice(ann, { notice: 'digest/1/2026-W48' }), testNotice(ann, { notice: 'consent/1' }));
  const kept = () => bot.state.deliveries.map(({ notice }) => notice);
  bot.clock.advance(60 * dayMilliseconds);
  await deliver();
  expect(kept()).toEqual(['run/1', 'digest/1/2026-W48', 'consent/1']);
  bot.clock.advance(1);
  await deliver();
  expect(kept()).toEqual(['run/1', 'digest/1/2026-W48']);
  bot.clock.advance(340 * dayMilliseconds);
  await deliver();
  expect(kept()).toEqual([]);
});

test('of what is kept for erasures alone, the oldest beyond ten thousand are forgotten', async () => {
  const { bot, deliver } = await openBot();
  const { enrichmentId } = testNotice(ann);
  const deliveries = Array.from({ length: 10_003 }, (_, number) => ({ notice: `run/${number}`, conversationId: 'ann', enrichmentId, messageId: 'm', content: '', sentAt: testNow }));
  await bot.context.store.update((state) => void (state.deliveries = deliveries));
  bot.clock.advance(60 * dayMilliseconds);
  await deliver();
  expect(bot.state.deliveries).toHaveLength(10_003);
  bot.clock.advance(1);
  await deliver();
  expect(bot.state.deliveries.map(({ notice }) => notice)).toEqual(deliveries.slice(3).map(({ notice }) => notice));
});

test('when the last is told of it, the record of a message goes', async () => {
  const { bot, chats, deliver } = await openBot();
  const last = testNotice(ann, { content: 'over', isUpdateOnly: true, isLast: true });
  await deliver(testNotice(ann));
  await deliver(last);
  await deliver(last);
  expect(chats.calls.map(({ kind }) => kind)).toEqual(['send', 'update']);
  expect(bot.state.deliveries).toEqual([]);
});

describe('conversations that do not answer', () => {
  /** More than are written to at once. */
  const dead = Array.from({ length: 40 }, (_, index) => testConversation(`dead-${index}`));

  test('give their places to others after a second, and have the rest when they answer again', async () => {
    const { bot, chats, deliver } = await openBot(...dead, ann);
    let answer: () => void = () => undefined;
    const silence = new Promise<void>((resolve) => (answer = resolve));
    chats.gateOf = (id) => (id === 'ann' ? Promise.resolve() : silence);
    const pass = deliver(...[...dead, ann].flatMap((conversation) => [testNotice(conversation), testNotice(conversation, { notice: 'run/2' })]));
    for (const underWay of [16, 32]) {
      await until(() => chats.underWay === underWay);
      expect(chats.texts('ann')).toEqual([]);
      bot.clock.advance(1_000);
    }
    await until(() => chats.underWay === 40 && bot.state.deliveries.filter(({ messageId }) => messageId !== undefined).length === 2);
    bot.clock.advance(1_000);
    await pass;

    await deliver(...[...dead, ann].map((conversation) => testNotice(conversation, { notice: 'run/2', content: 'second' })));
    expect(chats.texts('ann')).toEqual(['run/1: "first"', 'run/2: "second"']);
    expect(chats.calls.filter(({ conversationId }) => conversationId !== 'ann')).toHaveLength(40);
    answer();
    await until(() => bot.state.deliveries.every(({ messageId }) => messageId !== undefined));
    await until(() => chats.underWay === 0);
    await deliver(...dead.map((conversation) => testNotice(conversation, { notice: 'run/2', content: 'second' })));
    for (const { id } of dead) expect(chats.texts(id)).toEqual(['run/1: "first"', 'run/2: "second"']);
    expect(bot.faults).toEqual([]);
  });

  test('are tried with one message a pass', async () => {
    const { chats, deliver } = await openBot();
    chats.fate = () => 'refused';
    await deliver(testNotice(ann), testNotice(ann, { notice: 'run/2' }));
    expect(chats.calls).toHaveLength(1);
  });
});

const fates = fc.constantFrom<Fate>('arrives', 'arrives', 'refused', 'lost', 'arrivedUnanswered', 'uncertain', 'arrivedUncertain', 'messageGone', 'fault');
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), contents: fc.array(fc.tuple(fc.constantFrom('ann', 'bea'), fc.constantFrom('run/1', 'run/2'), fc.nat(3), fc.boolean()), { maxLength: 5 }), fates: fc.array(fates, { minLength: 1, maxLength: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 30, 90) }) },
);

test('whatever the order of passes, crashes and failures, no conversation has two messages for one notice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { bot, chats, deliver, restart } = await openBot(ann, testConversation('bea'));
      for (const one of steps) {
        if (one.kind === 'wait') {
          bot.clock.advance(one.minutes * minute);
          continue;
        }
        let call = 0;
        const pass = { isHung: false, isDone: false };
        chats.fate = () => {
          const fate = one.fates[call++ % one.fates.length] ?? 'arrives';
          pass.isHung ||= fate === 'lost' || fate === 'arrivedUnanswered';
          return fate;
        };
        void deliver(...one.contents.map(([id, notice, content, isUpdateOnly]) => testNotice(testConversation(id), { notice, content, isUpdateOnly }))).then(() => (pass.isDone = true));
        await until(() => pass.isDone || pass.isHung);
        if (pass.isHung) await restart();
      }
      for (const id of ['ann', 'bea']) {
        const told = chats.texts(id).map((text) => text.split(':', 1)[0]);
        expect(told).toEqual([...new Set(told)]);
      }
    }),
    { numRuns: 25 },
  );
});
