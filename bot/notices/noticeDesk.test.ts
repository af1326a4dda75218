import { expect, onTestFinished, test } from 'vitest';
import { testId } from '../../engine/enrichments/testEnrichment.ts';
import type { Service } from '../../engine/index.ts';
import { ManualClock } from '../../engine/model/manualClock.ts';
import { createNoticeDesk } from './noticeDesk.ts';
import type { NoticeSource } from './notice.ts';
import { TestBot, testConversation, testNotice, testNow, until } from './testNotices.ts';

const ann = testConversation('ann');

type Bulletin = Service['bulletin'];
type ErasedPeople = Awaited<ReturnType<Bulletin['erasedPeople']>>;

/** A desk with one source that counts the passes, and stops when the test ends. */
async function openDesk(...sources: NoticeSource[]) {
  const erased: ErasedPeople[number][] = [];
  const bulletin = { erasedPeople: () => Promise.resolve(erased) } as unknown as Bulletin;
  const bot = await TestBot.open({ conversations: [ann] }, new ManualClock(testNow), { bulletin });
  let passes = 0;
  let asleep = 0;
  const { clock } = bot;
  const counting = { now: () => clock.now(), sleep: (milliseconds: number, signal?: AbortSignal) => (asleep++, clock.sleep(milliseconds, signal)) };
  const desk = createNoticeDesk({ ...bot.context, clock: counting }, [() => (passes++, Promise.resolve([])), ...sources]);
  const running = desk.run();
  onTestFinished(async () => {
    desk.stop();
    await running;
  });
  return { bot, desk, running, erased, passes: () => passes, sleeps: (count: number) => until(() => asleep === count) };
}

test('it looks at once, and then every minute', async () => {
  const { bot, passes, sleeps } = await openDesk();
  await sleeps(1);
  expect(passes()).toBe(1);
  bot.clock.advance(2_000);
  await sleeps(2);
  bot.clock.advance(57_999);
  expect(passes()).toBe(1);
  bot.clock.advance(1);
  await sleeps(3);
  expect(passes()).toBe(2);
});

test('each pass forgets whoever was erased since the last, before anything is gathered', async () => {
  const known: string[][] = [];
  const { bot, desk, erased, sleeps } = await openDesk(({ store }) => {
    known.push(store.read().conversations.map(({ id }) => id));
    return Promise.resolve([]);
  });
  await sleeps(1);
  erased.push({ id: testId(1), at: testNow, isPerson: (userId) => ann.userIds.includes(userId) });
  bot.clock.advance(2_000);
  await sleeps(2);
  desk.wake();
  await sleeps(3);
  expect(known).toEqual([['ann'], []]);
});

test('a wake while it sleeps brings a pass at once', async () => {
  const { bot, desk, passes, sleeps } = await openDesk();
  await sleeps(1);
  bot.clock.advance(2_000);
  await sleeps(2);
  desk.wake();
  await sleeps(3);
  expect(passes()).toBe(2);
});

test('wakes during a pass bring exactly one more, two seconds after it', async () => {
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const { bot, desk, passes, sleeps } = await openDesk(() => gate.then(() => []));
  await until(() => passes() === 1);
  desk.wake();
  desk.wake();
  release();
  await sleeps(1);
  desk.wake();
  bot.clock.advance(1_999);
  expect(passes()).toBe(1);
  bot.clock.advance(1);
  await sleeps(3);
  expect(passes()).toBe(2);
  bot.clock.advance(2_000);
  await sleeps(4);
  expect(passes()).toBe(2);
});

test('a source that throws is told of, and the others go on', async () => {
  const { bot } = await openDesk(
    () => Promise.reject(new Error('broken')),
    () => {
      throw new Error('broken at once');
    },
    () => Promise.resolve([testNotice(ann)]),
  );
  await until(() => bot.chats.texts('ann').length === 1);
  expect(bot.faults).toHaveLength(2);
});

test('it stops after the message that is being sent', async () => {
  const { bot, desk, running, passes } = await openDesk(() => Promise.resolve([testNotice(ann), testNotice(ann, { notice: 'run/2' })]));
  bot.chats.fate = () => {
    desk.stop();
    return 'arrives';
  };
  await running;
  expect(bot.chats.texts('ann')).toHaveLength(1);
  expect(passes()).toBe(1);
});

test('a conversation with which Teams is slow has the rest of its messages seconds later, not at the next look', async () => {
  let answer: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => (answer = resolve));
  const notices = [
    testNotice(ann, { message: () => slow.then(() => ({ text: 'first' })) }),
    testNotice(ann, { notice: 'run/2', message: () => Promise.resolve({ text: 'second' }) }),
  ];
  const { bot, sleeps } = await openDesk(() => Promise.resolve(notices));
  // The wait for the slow one, and the pause behind the pass.
  await sleeps(1);
  bot.clock.advance(1_000);
  await sleeps(2);
  answer();
  await until(() => bot.context.store.read().deliveries.some(({ messageId }) => messageId !== undefined));
  bot.clock.advance(2_000);
  await sleeps(3);
  bot.clock.advance(3_000);
  await until(() => bot.chats.texts('ann').length === 2);
  expect(bot.chats.texts('ann')).toEqual(['first', 'second']);
});
