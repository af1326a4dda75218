import { describe, expect, it } from 'vitest';
import { testConsent, testId } from '../../../engine/enrichments/testEnrichment.ts';
import { EngagementFailure } from '../../../engine/index.ts';
import { openTestService } from '../../../engine/service/testService.ts';
import { cardButtons, cardTexts } from '../../cards/testCards.ts';
import { parseQuestion } from '../../questions/parse.ts';
import { cardOf, TestBot, textOf } from './testBot.ts';

const accounts = { c1: { name: 'Adventure Works', figures: [{ emailsTo: 9, emailsFrom: 9 }] }, c2: { name: 'Smith "&" Sons', figures: [{ emailsTo: 1 }] } };
const plainText = (text: string) => text.replace(/[\u2068\u2069]/gu, '');
const textsOf = (answer: Parameters<typeof cardOf>[0]) => cardTexts(cardOf(answer)).map(plainText);

describe('help', () => {
  it('shows examples whose buttons ask what they say, with real customers where the person may see them', async () => {
    const bot = await TestBot.over(await openTestService());
    await bot.service.publish(testId(1), { accounts });
    const buttons = cardButtons(cardOf(await bot.say('vic', 'help')));
    expect(buttons.map(({ title }) => plainText(title))).toEqual(['Adventure Works', 'Compare two customers', 'Who has gone quiet?', 'Top customers', 'Biggest movers']);
    expect(buttons.map(({ data }) => parseQuestion(String(data['text'])).question)).toEqual([
      { kind: 'customer', name: 'Adventure Works' },
      { kind: 'compare', names: ['Adventure Works', 'Smith "&" Sons'] },
      ...['stale', 'top', 'movers'].map((kind) => ({ kind })),
    ]);
    const polish = cardButtons(cardOf(await bot.say('vic', 'pomoc')));
    expect(polish.map(({ data }) => parseQuestion(String(data['text'])))).toMatchObject([
      { question: { kind: 'customer', name: 'Adventure Works' }, language: 'pl' },
      { question: { kind: 'compare' }, language: 'pl' },
      ...['stale', 'top', 'movers'].map((kind) => ({ question: { kind } })),
    ]);
  });

  it('names no customer to who may not see results, nor where others read along', async () => {
    const bot = await TestBot.over(await openTestService());
    await bot.service.publish(testId(1), { accounts });
    for (const answer of [await bot.say('mia', 'help'), await bot.say('vic', 'help', { kind: 'channel' })]) expect(textsOf(answer).join()).not.toContain('Adventure');
  });
});

describe('language', () => {
  it('is told, and set by word or button for the whole conversation', async () => {
    const bot = await TestBot.over(await openTestService());
    const answer = await bot.say('vic', 'language', { kind: 'channel' });
    expect(textOf(answer)).toBe('I answer in English here. I also speak Polish.');
    expect(cardButtons(cardOf(answer)).map(({ data }) => data['language'])).toEqual(['en', 'pl']);
    expect(textOf(await bot.press('vic', 'language.set', { language: 'pl' }, { kind: 'channel' }))).toBe('Od teraz odpowiadam tu po polsku.');
    expect(textOf(await bot.say('ann', 'language', { kind: 'channel', locale: 'en-GB' }))).toBe('Odpowiadam tu po polsku. Znam też angielski.');
    expect(textOf(await bot.say('ann', 'język angielski', { kind: 'channel' }))).toBe('From now on I answer in English here.');
  });
});

describe('status', () => {
  it('tells of each enrichment its state, last and next run, and how much data there is', async () => {
    const bot = await TestBot.over(await openTestService());
    expect(textsOf(await bot.say('vic', 'status'))).toEqual(expect.arrayContaining(['Sales 1', 'Scheduled', 'Next run']));
    await bot.service.publish(testId(1), { accounts });
    const after = textsOf(await bot.say('vic', 'status'));
    expect(after).toEqual(expect.arrayContaining(['Active', 'completed 23 Nov 2026, 13:00', 'the last 12 months, complete', 'Open in tab']));
    expect(textsOf(await bot.say('vic', 'stan'))).toEqual(expect.arrayContaining(['Aktywne', 'ukończono 23 lis 2026, 13:00']));
  });

  it('tells of a run that is under way, and of one that failed what to do', async () => {
    const bot = await TestBot.over(await openTestService());
    const run = await bot.service.run(testId(1));
    expect(textsOf(await bot.say('vic', 'status')).join()).toMatch(/Running( · \d+% read)?,.*started 23 Nov 2026/u);
    run.fail(new EngagementFailure('contactsUnreadable', 'https://org.crm.example refused.'));
    await bot.service.when(testId(1), (view) => view?.run.outcome === 'failed');
    const failed = textsOf(await bot.say('vic', 'status')).join();
    expect(failed).toContain('Accounts and contacts cannot be read from Dataverse.');
    expect(failed).not.toContain('org.crm.example');
  });

  it('is not for who may see nothing, and says so where there is nothing', async () => {
    const bot = await TestBot.over(await openTestService({ enrichments: [] }));
    expect(textOf(await bot.say('mia', 'status'))).toBe('You may not do this. Ask an admin of the app in your organisation.');
    expect(textOf(await bot.say('vic', 'status'))).toContain('No enrichment is set up yet.');
  });
});

describe('consent', () => {
  it('tells its state and what to do; only a Global Administrator can review', async () => {
    const bot = await TestBot.over(await openTestService({ enrichments: [1, 2] }));
    await bot.service.restart((state) => {
      state.consents = [testConsent(1), testConsent(2, { status: 'requested', requestedAt: 0, expiresAt: Date.parse('2026-12-07T12:00:00Z'), answeredAt: undefined })];
    });
    Object.assign(bot.context, { service: bot.service.service });
    const gail = await bot.say('gail', 'consent');
    expect(textsOf(gail)).toEqual(expect.arrayContaining(['Given 1 Jan 1970, 01:00', 'Asked for 1 Jan 1970, 01:00; open until 7 Dec 2026, 13:00', 'You can answer this.', 'Review']));
    expect(cardButtons(cardOf(gail)).map(({ verb, data }) => [verb, data['consentId']])).toEqual([['consent.show', testId(102)]]);
    const ann = await bot.say('ann', 'zgoda');
    expect(textsOf(ann)).toContain('Odpowiedzieć musi administrator globalny. Prośba czeka w jego czacie ze mną.');
    expect(cardButtons(cardOf(ann))).toEqual([]);
  });

  it.each(['declined', 'expired', 'withdrawn', 'superseded'] as const)('that was %s says how to ask again', async (status) => {
    const bot = await TestBot.over(await openTestService());
    await bot.service.restart((state) => void (state.consents = [testConsent(1, { status, declineReason: 'Ask legal first' })]));
    Object.assign(bot.context, { service: bot.service.service });
    expect(textsOf(await bot.say('ann', 'consent')).join()).toMatch(/save the enrichment again/iu);
  });

  it('that was declined tells the reason in the personal chat only: elsewhere people read along who may not see it', async () => {
    const bot = await TestBot.over(await openTestService());
    await bot.service.restart((state) => void (state.consents = [testConsent(1, { status: 'declined', declineReason: 'Ask legal first' })]));
    Object.assign(bot.context, { service: bot.service.service });
    expect(textsOf(await bot.say('ann', 'consent')).join()).toContain('Ask legal first');
    expect(textsOf(await bot.say('ann', 'consent', { kind: 'channel' })).join()).not.toContain('Ask legal first');
  });

  it('tells everybody else who decides, and no more', async () => {
    const bot = await TestBot.over(await openTestService());
    expect(textOf(await bot.say('vic', 'consent'))).toMatch(/^A Global Administrator of your organisation decides/u);
  });
});

describe('subscribing', () => {
  it('tells that everybody in the channel will see results, once and twice alike', async () => {
    const bot = await TestBot.over(await openTestService());
    const first = await bot.say('vic', 'subscribe', { kind: 'channel' });
    expect(textsOf(first).join()).toMatch(/^Subscribed,.*Everybody in this conversation will see these results/u);
    const at = bot.service.clock.now();
    expect(bot.context.store.read().subscriptions).toEqual([{ enrichmentId: testId(1), conversationId: 'channel', subscribedBy: 'vic', subscribedAt: at }]);
    bot.service.clock.advance(1_000);
    const second = await bot.say('ann', 'subscribe', { kind: 'channel' });
    expect(textsOf(second)[0]).toBe('Already subscribed');
    expect(bot.context.store.read().subscriptions).toEqual([{ enrichmentId: testId(1), conversationId: 'channel', subscribedBy: 'ann', subscribedAt: at + 1_000, toldSince: at }]);
  });

  it('works in the personal chat, where nobody else reads along', async () => {
    const bot = await TestBot.over(await openTestService());
    expect(textsOf(await bot.say('vic', 'subscribe')).join()).not.toContain('Everybody');
    expect(bot.context.store.read().subscriptions).toHaveLength(1);
  });

  it('is for those who may show results to others, also by a button', async () => {
    const bot = await TestBot.over(await openTestService());
    for (const userId of ['mia', 'gail']) {
      expect(textOf(await bot.say(userId, 'subscribe', { kind: 'channel' }))).toMatch(/^You may not change what is sent here/u);
      expect(textOf(await bot.press(userId, 'subscribe', { enrichmentId: testId(1) }, { kind: 'channel' }))).toMatch(/^You may not change what is sent here/u);
    }
    expect(bot.context.store.read().subscriptions).toEqual([]);
  });

  it('to one of several enrichments is chosen by a button, however many there are', async () => {
    const bot = await TestBot.over(await openTestService({ enrichments: [1, 2] }));
    const [first, second] = cardButtons(cardOf(await bot.say('vic', 'subscribe')));
    expect([first?.title, second?.title]).toEqual(['Sales 1', 'Sales 2']);
    expect(textsOf(await bot.press('vic', 'subscribe', second?.data)).join()).toContain('Sales 2');
    await bot.press('vic', 'subscribe', first?.data);
    expect(cardButtons(cardOf(await bot.say('vic', 'unsubscribe'))).map(({ verb }) => verb)).toEqual(['unsubscribe', 'unsubscribe']);
    const many = await TestBot.over(await openTestService({ enrichments: [1, 2, 3, 4, 5, 6, 7] }));
    expect(cardButtons(cardOf(await many.say('vic', 'subscribe')))).toHaveLength(7);
  });

  it('ends by word and by button, and is ended but once', async () => {
    const bot = await TestBot.over(await openTestService());
    expect(textOf(await bot.say('vic', 'unsubscribe'))).toBe('This conversation has no subscription. Write “subscribe” to start one.');
    await bot.say('vic', 'subscribe', { kind: 'channel' });
    expect(textOf(await bot.say('mia', 'unsubscribe', { kind: 'channel' }))).toMatch(/^You may not change what is sent here/u);
    expect(plainText(textOf(await bot.say('vic', 'unsubscribe', { kind: 'channel' })))).toBe('Updates about Sales 1 will no longer come here.');
    expect(textsOf(await bot.press('ann', 'unsubscribe', { enrichmentId: testId(1) }, { kind: 'channel' }))[0]).toBe('Updates about Sales 1 do not come here.');
    expect(bot.context.store.read().subscriptions).toEqual([]);
  });

  it('ends also by whoever it rests on, after the right is gone, and of an enrichment that is gone', async () => {
    const bot = await TestBot.over(await openTestService());
    await bot.say('vic', 'subscribe', { kind: 'channel' });
    bot.service.directory.appRoles = [];
    bot.service.clock.advance(120_000);
    await bot.service.restart((state) => void (state.enrichments = []));
    Object.assign(bot.context, { service: bot.service.service });
    expect(textOf(await bot.say('vic', 'unsubscribe', { kind: 'channel' }))).toContain('will no longer come here');
    expect(bot.context.store.read().subscriptions).toEqual([]);
  });

  it('finds nothing where nothing is set up', async () => {
    const bot = await TestBot.over(await openTestService({ enrichments: [] }));
    expect(textOf(await bot.say('vic', 'subscribe'))).toContain('No enrichment is set up yet.');
  });
});
