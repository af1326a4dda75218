import { describe, expect, it } from 'vitest';
import { EngagementFailure } from '../../engine/index.ts';
import { openTestService } from '../../engine/service/testService.ts';
import { cardButtons } from '../cards/testCards.ts';
import { testConversation } from '../conversations/testStore.ts';
import type { ConversationEvent } from '../port/turn.ts';
import { cardOf, TestBot, textOf } from './general/testBot.ts';

const echoed = (text: string) => JSON.parse(text) as { readonly input: unknown; readonly language: string; readonly roles: readonly string[] };

describe('a turn', () => {
  it('is answered by the handler of its question, as the person that the directory knows', async () => {
    const bot = await TestBot.over(await openTestService());
    expect(echoed(textOf(await bot.say('vic', 'engagement for Contoso?')))).toEqual({ input: { kind: 'customer', name: 'Contoso' }, language: 'en', roles: ['viewer'] });
    expect(echoed(textOf(await bot.say('mia', 'Contoso'))).roles).toEqual([]);
  });

  it('is answered in the language of the question, else of the client, unless one was chosen', async () => {
    const bot = await TestBot.over(await openTestService());
    const languageOf = async (text: string, locale?: string) => echoed(textOf(await bot.say('vic', text, locale === undefined ? {} : { locale }))).language;
    expect(await languageOf('kto zamilkł', 'en-GB')).toBe('pl');
    expect(await languageOf('who has gone quiet', 'pl-PL')).toBe('en');
    expect(await languageOf('Contoso', 'pl-PL')).toBe('pl');
    expect(await languageOf('Contoso')).toBe('pl');
    await bot.say('vic', 'language english');
    expect(await languageOf('kto zamilkł', 'pl-PL')).toBe('en');
  });

  it('of a button is believed only in what it asks for', async () => {
    const bot = await TestBot.over(await openTestService());
    const data = { enrichmentId: '00000000-0000-4000-8000-000000000001', offset: '20', verb: 'consent.approve', roles: ['admin'] };
    expect(echoed(textOf(await bot.press('mia', 'ranking.show', data)))).toMatchObject({
      input: { verb: 'ranking.show', enrichmentId: data.enrichmentId, offset: 20, isAutomatic: false, messageId: '1' },
      roles: [],
    });
  });

  it.each([['nothing.known', {}], ['ranking.show', { enrichmentId: '../..', offset: 0 }], ['ranking.show', null], ['ranking.show', 'text']])('of a button that cannot be understood says so (%s, %j)', async (verb, data) => {
    const bot = await TestBot.over(await openTestService());
    expect(await bot.press('vic', verb, data)).toEqual({ kind: 'sentence', text: 'This button no longer works. Ask again, and use the button in the new answer.' });
    expect(bot.faults).toEqual([]);
  });

  it('of a button with a question is answered as if it had been written', async () => {
    const bot = await TestBot.over(await openTestService());
    expect(echoed(textOf(await bot.press('vic', 'question', { text: 'kto zamilkł' })))).toMatchObject({ input: { kind: 'stale' }, language: 'pl' });
  });

  it('of the message extension goes to search and link', async () => {
    const bot = await TestBot.over(await openTestService());
    expect(echoed(textOf(await bot.logic.onTurn({ kind: 'search', text: 'Con', limit: 5, ...bot.happening('vic', 'group', 'pl') })))).toMatchObject({ input: { text: 'Con', limit: 5 }, language: 'pl' });
    expect(echoed(textOf(await bot.logic.onTurn({ kind: 'link', url: 'https://x.example', ...bot.happening('vic', 'group', undefined) })))).toMatchObject({ input: { url: 'https://x.example' } });
    // It is used where the bot is not, too: nothing could be sent there.
    expect(bot.context.store.read().conversations).toEqual([]);
  });

  it('that fails is answered with the sentence of the failure, in the language of the person', async () => {
    const failing = () => Promise.reject(new EngagementFailure('notReady', 'Internal words.'));
    const bot = await TestBot.over(await openTestService({ enrichments: [] }), { questions: { status: failing }, search: failing, link: failing });
    expect(textOf(await bot.say('vic', 'stan'))).toBe('Nie ma jeszcze wyników. Napisz „stan”, aby zobaczyć, na co jeszcze czekają.');
    expect(await bot.logic.onTurn({ kind: 'search', text: '', limit: 5, ...bot.happening('vic', 'personal', undefined) })).toMatchObject({ kind: 'sentence' });
    expect(await bot.logic.onTurn({ kind: 'link', url: '', ...bot.happening('vic', 'personal', undefined) })).toEqual({ kind: 'nothing' });
    expect(bot.faults).toEqual([]);
  });

  it('that nobody foresaw is told as a fault, and what it was about is not shown', async () => {
    const fault = new TypeError('secret of Contoso');
    const failing = () => Promise.reject(fault);
    const bot = await TestBot.over(await openTestService({ enrichments: [] }), { actions: { subscribe: failing } });
    const data = { enrichmentId: '00000000-0000-4000-8000-000000000001' };
    expect(textOf(await bot.press('vic', 'subscribe', data))).toBe('Something went wrong on our side. Try again in a minute; if it happens again, tell the person who runs the app.');
    expect(await bot.press('vic', 'subscribe', data, { isAutomatic: true })).toEqual({ kind: 'nothing' });
    expect(bot.faults).toEqual([fault, fault]);
  });

  it('that takes too long for Teams is answered with a sentence in time, and what becomes of it later is seen to', async () => {
    const fault = new TypeError('later');
    const waiting: (() => void)[] = [];
    const slow = () => new Promise<never>((_, reject) => waiting.push(() => reject(fault)));
    const bot = await TestBot.over(await openTestService(), { questions: { status: slow }, search: slow, link: slow });
    const happening = bot.happening('vic', 'personal', 'en');
    const turns = [{ kind: 'message', text: 'stan', ...happening }, { kind: 'search', text: '', limit: 5, ...happening }, { kind: 'link', url: '', ...happening }] as const;
    const answers = turns.map((turn) => bot.logic.onTurn(turn));
    await expect.poll(() => waiting.length).toBe(3);
    bot.service.clock.advance(10_000);
    const sentence = 'This takes longer than usual. It may still be done: look again in a minute.';
    const polish = 'To trwa dłużej niż zwykle. Być może jeszcze się uda: sprawdź za minutę.';
    expect(await Promise.all(answers)).toEqual([{ kind: 'messages', messages: [{ text: polish }] }, { kind: 'sentence', text: sentence }, { kind: 'nothing' }]);
    for (const fail of waiting) fail();
    await expect.poll(() => bot.faults).toEqual([fault, fault, fault]);
  });

  it('for help or the language is answered also while the directory does not answer, or not in time', async () => {
    const bot = await TestBot.over(await openTestService());
    bot.service.directory.failure = new EngagementFailure('graphUnavailable', 'down');
    expect(textOf(await bot.say('vic', 'status'))).toContain('Microsoft 365 is not answering');
    expect(cardButtons(cardOf(await bot.say('vic', 'help')))[0]?.title).toContain('Contoso');
    expect(textOf(await bot.say('vic', 'language polish'))).toBe('Od teraz odpowiadam tu po polsku.');
    expect(textOf(await bot.press('vic', 'language.set', { language: 'en' }))).toBe('From now on I answer in English here.');
    let asked = 0;
    bot.service.directory.beforeAnswer = () => new Promise(() => (asked += 1));
    const help = bot.say('vic', 'help');
    await expect.poll(() => asked).toBeGreaterThan(0);
    bot.service.clock.advance(2_000);
    expect(cardButtons(cardOf(await help))).toHaveLength(5);
    expect(bot.faults).toEqual([]);
  });

  it('of another tenant is not taken', async () => {
    const bot = await TestBot.over(await openTestService());
    const { conversation, ...others } = bot.happening('vic', 'personal', undefined);
    const answer = await bot.logic.onTurn({ kind: 'message', text: 'Contoso', conversation: { ...conversation, tenantId: 'ffffffff-0000-4000-8000-000000000000' }, ...others });
    expect(textOf(answer)).toContain('Something went wrong');
    expect(bot.faults).toHaveLength(1);
    expect(bot.context.store.read().conversations).toEqual([]);
  });

  it('tells of a conversation more, and of nothing else', async () => {
    const bot = await TestBot.over(await openTestService());
    await bot.say('vic', 'Contoso');
    expect(bot.changes).toBe(1);
    await bot.say('vic', 'Fabrikam');
    expect(bot.changes).toBe(1);
    await bot.say('vic', 'subscribe');
    expect(bot.changes).toBe(2);
  });
});

describe('where the bot is put', () => {
  const event = (kind: 'added' | 'removed'): ConversationEvent => ({ kind, conversation: testConversation('channel'), locale: 'pl-PL', person: undefined });

  it('it says once what it does and what it never reads, with examples', async () => {
    const bot = await TestBot.over(await openTestService());
    const [[message, ...others], again] = await Promise.all([bot.logic.onConversation(event('added')), bot.logic.onConversation(event('added'))]);
    expect([others, again]).toEqual([[], []]);
    expect(JSON.stringify(message?.card)).toContain('Czego nigdy nie czytam');
    expect(message?.card === undefined ? [] : cardButtons(message.card).map(({ verb }) => verb)).toEqual(['question', 'question', 'question']);
  });

  it('and taken out, nothing of it is kept', async () => {
    const bot = await TestBot.over(await openTestService());
    await bot.logic.onConversation(event('added'));
    await bot.say('vic', 'subscribe', { kind: 'channel' });
    expect(bot.context.store.read().subscriptions).toHaveLength(1);
    expect(await bot.logic.onConversation(event('removed'))).toEqual([]);
    expect(bot.context.store.read()).toMatchObject({ conversations: [], subscriptions: [], deliveries: [] });
  });

  it('it keeps another name, and says nothing of it', async () => {
    const bot = await TestBot.over(await openTestService());
    await bot.logic.onConversation(event('added'));
    expect(await bot.logic.onConversation({ ...event('added'), kind: 'renamed', title: 'Sales' })).toEqual([]);
    expect(bot.context.store.conversation('channel')?.title).toBe('Sales');
  });

  it('in another tenant, it stays silent', async () => {
    const bot = await TestBot.over(await openTestService());
    const foreign = { ...event('added'), conversation: { ...testConversation('channel'), tenantId: 'ffffffff-0000-4000-8000-000000000000' } };
    expect(await bot.logic.onConversation(foreign)).toEqual([]);
    expect(bot.faults).toHaveLength(1);
  });
});
