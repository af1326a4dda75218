import { describe, expect, test } from 'vitest';
import { dayMilliseconds } from '../../engine/index.ts';
import { testSettings } from '../../engine/enrichments/testEnrichment.ts';
import type { Coverage } from '../../engine/model/runRecord.ts';
import { EngagementFailure } from '../../engine/model/failure.ts';
import { openTestService, people, type TestService } from '../../engine/service/testService.ts';
import { runActions } from '../answers/runs/runActions.ts';
import { cardButtons, cardTexts } from '../cards/testCards.ts';
import { textsIn } from '../texts/texts.ts';
import { consentNotices } from './consentNotices.ts';
import { createDeliverer } from './deliver.ts';
import { createDigestNotices } from './digestNotices.ts';
import { runNotices } from './runNotices.ts';
import { TestBot, testConversation } from './testNotices.ts';

const { ann, gail } = people;
const hour = 3_600_000;
const minute = 60_000;
const sales = testConversation('sales', { kind: 'channel', userIds: ['vic'] });

const account = (name: string, emailsTo: number) => ({ name, figures: [{ emailsTo, daysSinceEmail: 1 }] });
const results = { accounts: { a: account('Adatum', 9), b: account('Bellows', 3) } };
const laterResults = { accounts: { a: account('Adatum', 1), b: account('Bellows', 30) } };
const half: Coverage = { from: '2026-06-01', days: 176, isComplete: false };

/** Another group that can be chosen. */
const service = { 'service@contoso.com': [{ id: 'cid', mail: 'cid@contoso.com' }, { id: 'dan', mail: 'dan@contoso.com' }] };

interface Setting {
  /** Who has a chat with the bot. */
  readonly chats?: readonly string[];
  readonly teamsAppId?: string;
}

/** The bot over the real service: Ann sets up, Gail and Gus are Global Administrators, Vic may see results and has subscribed a channel. */
async function open({ chats = ['ann', 'gail', 'gus'], teamsAppId }: Setting = {}) {
  const given = await openTestService({ enrichments: [], firstRunDelayMilliseconds: 100 * dayMilliseconds, ...(teamsAppId !== undefined && { teamsAppId }) });
  const { clock, directory } = given;
  directory.administrators = ['gail', 'gus'];
  const role = (value: string, principalId: string) => ({ value, principalId, principalType: 'User' as const });
  directory.appRoles = [role('Engagement.Admin', 'ann'), role('Engagement.Viewer', 'vic')];
  const bot = await TestBot.open({ conversations: [sales, ...chats.map((id) => testConversation(id))] }, clock, given.service);
  let [digests, deliverer] = [createDigestNotices(), createDeliverer(bot.context)];

  const pass = async () => {
    const gatheredAt = clock.now();
    const gathered = await Promise.all([consentNotices, runNotices, digests].map((source) => source(bot.context)));
    await deliverer.pass(gathered.flat(), gatheredAt, new AbortController().signal);
  };
  const { enrichments, consents } = given.service;
  const { enrichment } = await enrichments.create(ann, { ...testSettings, name: 'Sales 1' });
  const request = async () => (await enrichments.finish(ann, enrichment.id)).consent?.id ?? '';
  return {
    given,
    bot,
    enrichmentId: enrichment.id,
    pass,
    /** Asks for consent, and gives the id of the request. */
    request,
    consent: async () => consents.approve(gail, await request()),
    /** Somewhat later. */
    later: async (milliseconds = minute) => {
      clock.advance(milliseconds);
      await pass();
    },
    subscribe: () => bot.context.store.update((state) => void state.subscriptions.push({ enrichmentId: enrichment.id, conversationId: 'sales', subscribedBy: 'vic', subscribedAt: clock.now() })),
    restart: async () => {
      await bot.restart();
      await given.restart();
      bot.context = { ...bot.context, service: given.service };
      [digests, deliverer] = [createDigestNotices(), createDeliverer(bot.context)];
    },
    shown: (id: string) => [...bot.chats.chat(id).values()].map(({ card, text }) => (card === undefined ? text : cardTexts(card).join('\n').replaceAll(/[\u2068\u2069]/g, ''))),
    buttons: (id: string) => [...bot.chats.chat(id).values()].flatMap(({ card }) => (card === undefined ? [] : cardButtons({ ...card, refresh: {} }).map(({ verb }) => verb))),
  };
}

async function ended(given: TestService, enrichmentId: string): Promise<void> {
  await given.when(enrichmentId, (view) => view?.run.endedAt !== undefined);
}

describe('a run', () => {
  test('is one message in each chat, from its schedule over the first results to the last', async () => {
    const { given, bot, enrichmentId, consent, subscribe, pass, later, shown } = await open();
    await subscribe();
    await consent();
    await pass();
    const runCards = () => ['ann', 'sales'].map((id) => shown(id).at(-1) ?? '');
    for (const shownNow of runCards()) expect(shownNow).toMatch(/^Scheduled\nSales 1\nFirst run · starts 3 Mar 2027/);
    const run = await given.run(enrichmentId);
    await later();
    for (const shownNow of runCards()) expect(shownNow).toMatch(/^Started\nSales 1/);
    await run.publish({ ...results, coverage: half });
    await given.told('published', 1);
    await later();
    for (const shownNow of runCards()) expect(shownNow).toMatch(/^First results\nSales 1/);
    run.finish();
    await ended(given, enrichmentId);
    await later();
    for (const shownNow of runCards()) expect(shownNow).toMatch(/^Completed\nSales 1/);
    expect(bot.chats.calls.filter(({ kind, conversationId }) => kind === 'send' && conversationId === 'sales')).toHaveLength(1);
    expect(shown('sales')).toHaveLength(1);
    expect(bot.faults).toEqual([]);
  });

  test('that failed can be run again by its owner, in a message of its own; one that is cancelled says so', async () => {
    const { given, bot, enrichmentId, consent, later, shown, buttons } = await open({ chats: ['ann'] });
    await consent();
    const failing = await given.run(enrichmentId);
    failing.fail(new EngagementFailure('addressUnknown', 'secret@contoso.com is unknown.'));
    await ended(given, enrichmentId);
    await later();
    expect(shown('ann').at(-1)).toMatch(/^Failed\nSales 1/);
    expect(JSON.stringify(bot.chats.calls)).not.toContain('secret@');
    expect(buttons('ann')).toContain('run.again');
    const asked = { actor: ann, person: { userId: 'ann', accountId: '29:ann' }, conversation: testConversation('ann'), texts: textsIn('en') };
    await runActions['run.again'](bot.context, asked, { verb: 'run.again', enrichmentId, isAutomatic: false, messageId: 'm1' });
    await later();
    expect(buttons('ann')).not.toContain('run.again');
    expect(shown('ann').slice(-2)).toEqual([expect.stringMatching(/^Failed/), expect.stringMatching(/^Started/)]);
    const [run] = given.service.bulletin.runs().slice(-1);
    await given.service.runs.cancel(ann, enrichmentId, run?.id ?? '');
    await later();
    expect(shown('ann').at(-1)).toMatch(/^Cancelled\nSales 1/);
  });

  test('is told by the card of the first consent also where another takes its place before it begins', async () => {
    const { given, enrichmentId, consent, request, later, shown } = await open();
    await consent();
    await later();
    given.directory.groups = { ...given.directory.groups, ...service };
    await given.service.enrichments.saveDraft(ann, enrichmentId, { addresses: ['sales@contoso.com', 'service@contoso.com'] });
    const consentId = await request();
    await later();
    expect(shown('ann').join('\n')).toContain('On hold');
    await given.service.consents.approve(gail, consentId);
    await given.run(enrichmentId);
    await later();
    expect(shown('ann').filter((text) => /^(Scheduled|On hold|Started)/.test(text))).toEqual([expect.stringMatching(/^Started/)]);
  });

  test('is told nobody who may not see results, and no longer followed where the right is lost meanwhile', async () => {
    const { given, bot, enrichmentId, consent, subscribe, later, shown } = await open();
    await subscribe();
    await consent();
    await given.run(enrichmentId);
    await later();
    given.directory.appRoles = [];
    await later();
    await later();
    expect(shown('sales')).toEqual([expect.stringMatching(/^No longer followed here/), expect.stringContaining('write “subscribe”')]);
    expect(shown('ann').at(-1)).toMatch(/^No longer followed here/);
    expect(bot.state.subscriptions).toEqual([]);
  });
});

describe('a request for consent', () => {
  const endings: readonly [string, RegExp, (world: Awaited<ReturnType<typeof open>>, consentId: string) => Promise<unknown>][] = [
    ['declined', /declined[^]*gail's name[^]*Nov 2026/, ({ given }, consentId) => given.service.consents.decline(gail, consentId, 'not now')],
    ['granted', /Consent was given[^]*gail's name[^]*Nov 2026/, ({ given }, consentId) => given.service.consents.approve(gail, consentId)],
    ['replaced', /newer request/, async ({ given, enrichmentId, request }) => {
      given.directory.groups = { ...given.directory.groups, ...service };
      await given.service.enrichments.saveDraft(ann, enrichmentId, { addresses: ['service@contoso.com'] });
      await request();
    }],
    ['expired', /expired/, ({ given }) => Promise.resolve().then(() => { given.clock.advance(14 * dayMilliseconds); })],
    ['deleted with its enrichment', /enrichment was deleted/, ({ given, enrichmentId }) => given.service.enrichments.remove(ann, enrichmentId)],
    ['withdrawn', /Consent was withdrawn[^]*gail's name/, async ({ given, enrichmentId }, consentId) => {
      await given.service.consents.approve(gail, consentId);
      await given.service.consents.withdraw(gail, enrichmentId);
    }],
    ['ended because the permission was removed', /Consent was withdrawn/, async ({ given }, consentId) => {
      await given.service.consents.approve(gail, consentId);
      given.directory.roles = given.directory.roles.filter((name) => !name.startsWith('Mail.'));
      while (!given.events.some(({ kind }) => kind === 'erased')) {
        given.clock.advance(minute);
        await new Promise(setImmediate);
      }
    }],
  ];

  test.each(endings)('that is %s becomes its result in every chat where it stands, its reminder and the card to pass on too', async (_, expected, end) => {
    // The app cannot be put into the chat of Gus: whoever asked has a card to pass on.
    const world = await open({ chats: ['ann', 'gail'] });
    const consentId = await world.request();
    await world.pass();
    await world.later(3 * dayMilliseconds);
    expect([world.shown('gail').length, world.shown('ann').length]).toEqual([2, 1]);
    await end(world, consentId);
    await world.later();
    for (const text of [...world.shown('gail').slice(0, 2), ...world.shown('ann').slice(0, 1)]) expect(text).toMatch(expected);
    expect(world.buttons('gail').slice(0, 2)).toEqual(['consent.details', 'consent.details']);
    expect(world.bot.faults).toEqual([]);
  });

  test('comes once to each administrator, with a reminder after three days, and ends after fourteen', async () => {
    const { bot, request, pass, later, shown, restart } = await open();
    await request();
    await pass();
    await restart();
    await later(3 * dayMilliseconds - 1);
    expect([shown('gail').length, shown('gus').length]).toEqual([1, 1]);
    await later(1);
    await restart();
    await later(10 * dayMilliseconds);
    expect([shown('gail').length, shown('gus').length]).toEqual([2, 2]);
    await later(dayMilliseconds);
    for (const text of [...shown('gail'), ...shown('gus')]) expect(text).toContain('expired');
    expect(bot.chats.calls.filter(({ kind, conversationId }) => kind === 'send' && conversationId === 'gail')).toHaveLength(2);
  });

  test('has the app put into the chats of administrators who lack it, where the organisation lets it, and is given to whoever asked to pass on where not', async () => {
    const permitted = await open({ chats: ['ann', 'gail'], teamsAppId: 'app' });
    permitted.given.directory.catalogue = { app: 'entry' };
    permitted.given.directory.roles = [...permitted.given.directory.roles, 'AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'];
    await permitted.request();
    await permitted.pass();
    expect([...permitted.given.directory.installed.keys()]).toEqual(['/users/gus/teamwork/installedApps']);
    expect(permitted.shown('ann')).toEqual([]);
    // Teams tells of the new chat.
    await permitted.bot.context.store.update((state) => void state.conversations.push(testConversation('gus')));
    await permitted.later();
    expect(permitted.shown('gus')).toHaveLength(1);

    const refused = await open({ chats: ['ann', 'gail'], teamsAppId: 'app' });
    await refused.request();
    await refused.pass();
    expect(refused.shown('ann')).toEqual([expect.stringContaining('1 Global Administrator')]);
  });
});

describe('a withdrawal', () => {
  test('while a message with figures is being sent empties it, and the owner and the channel are told of the receipt once', async () => {
    const { given, bot, enrichmentId, consent, subscribe, later, shown } = await open();
    await subscribe();
    await consent();
    await given.publish(enrichmentId, results);
    let withdrawal: Promise<unknown> | undefined;
    bot.chats.gateOf = async () => {
      given.clock.advance(1);
      withdrawal ??= given.service.consents.withdraw(gail, enrichmentId);
      await withdrawal;
    };
    await later();
    bot.chats.gateOf = () => Promise.resolve();
    expect(shown('sales').join('\n')).toContain('customers enriched');
    await later();
    await later();
    for (const id of ['ann', 'sales']) {
      expect(shown(id).join('\n')).not.toMatch(/customers enriched|Adatum/);
      expect(shown(id).filter((text) => text.startsWith('Data erased\nSales 1'))).toHaveLength(1);
    }
    expect(bot.faults).toEqual([]);
  });

  test('of everything in Microsoft Entra ID leaves the subscriptions: nobody can be asked then who may see results', async () => {
    const { given, bot, enrichmentId, consent, subscribe, later, shown } = await open();
    await subscribe();
    await consent();
    await given.publish(enrichmentId, results);
    await later();
    given.directory.roles = [];
    while (!given.events.some(({ kind }) => kind === 'erased')) {
      given.clock.advance(minute);
      await new Promise(setImmediate);
    }
    await later();
    expect(shown('sales')).toEqual([expect.stringMatching(/^Data erased/)]);
    expect(bot.state.subscriptions).toHaveLength(1);
  });
});

test('the digest comes once a week, on Monday or after an outage later, with what has moved since the last, also over restarts', async () => {
  const { given, enrichmentId, consent, subscribe, later, shown, restart, bot } = await open({ chats: [] });
  await consent();
  await subscribe();
  await given.publish(enrichmentId, results);
  await given.service.enrichments.setActive(ann, enrichmentId, false);
  const digests = () => shown('sales').filter((text) => text.startsWith('Weekly digest'));
  // The clock stands at Monday, 13:00 in Warsaw.
  await later(7 * dayMilliseconds - 5 * hour - minute);
  expect(digests()).toEqual([]);
  await later();
  await restart();
  await later();
  await later(dayMilliseconds);
  expect(digests()).toEqual([expect.stringMatching(/Week of 30 Nov 2026[^]*Adatum/)]);
  expect(digests()[0]).not.toContain('Biggest');

  await given.service.enrichments.setActive(ann, enrichmentId, true);
  await given.when(enrichmentId, (view) => view !== undefined && view.run.endedAt === undefined);
  const run = given.runs.at(-1);
  await run?.publish(laterResults);
  await given.told('published', 2);
  run?.finish();
  await ended(given, enrichmentId);
  await given.service.enrichments.setActive(ann, enrichmentId, false);
  await restart();
  await later(8 * dayMilliseconds);
  await later();
  await restart();
  await later(dayMilliseconds);
  expect(digests()).toHaveLength(2);
  expect(digests()[1]).toMatch(/Week of 7 Dec 2026[^]*Biggest rises\n[^]*Bellows[^]*Biggest falls\n[^]*Adatum/);
  expect(bot.faults).toEqual([]);
});
