import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../infra/systemClock.ts';
import { consentsAnswer, erasureReceiptAnswer } from '../../tab/contract/consents.ts';
import { runRecordAnswer, runsAnswer } from '../../tab/contract/runs.ts';
import { addressOf } from '../end-to-end/smallTenant.ts';
import { HurriedClock } from '../service/hurriedClock.ts';
import type { Person } from '../service/person.ts';
import { hour, people, salesYear } from '../service/salesYear.ts';
import { consentIdOf, endOfRun, setUpEnrichment } from '../service/setUp.ts';
import { TraceSearch } from '../service/traces.ts';
import { keepScreenshot, openPlayground, startBrowser } from './browser.ts';
import { startChattingCompany, type ChattingCompany } from './chattingCompany.ts';
import type { BotMessage } from './playgroundClient.ts';
import { answeredCard, answeredSentence, buttonsOf, cardIn, elementsOf, press, wordsIn, wordsOf } from './shownCards.ts';

const en = wordsIn('en');
const pl = wordsIn('pl');

/** Two customers share a word, and one has a name that is no good as markup. */
const newNames: Readonly<Record<string, string>> = { 'Wingtip Press': 'Fabrikam Press', 'Proseware Systems': 'Proseware <b>*Systems*</b> & Sons' };
/** The clock goes ten times as fast as the machine's, and does not come up with it while the tests go on. */
const startedAt = systemClock.now() - hour;
const company = salesYear(startedAt);
company.accounts = company.accounts.map((account) => ({ ...account, Name: newNames[account.Name] ?? account.Name }));

/** So that a run goes on for as long as a test needs it. */
const slowly = { route: /\/(messages|calendarView)$/, slowMilliseconds: 4_000 };

/** What people see of it is nobody's business but those who may answer. */
const enrichmentName = 'Borealis';
const confidential = [enrichmentName, addressOf('sales'), people.admin];

/** One story in real chats, from the first hello to the erasure of all results; each test begins where the one before has ended. */
describe('in Teams, as the Agents Playground plays it', () => {
  let browser: Browser;
  let chatting: ChattingCompany;
  let chats: ChattingCompany['chats'];
  let pages: Record<'globalAdministrator' | 'viewer', Page>;
  let admin: Person;
  let director: Person;
  let enrichmentId: string;
  let consentId: string;

  const viewerTeams = () => chats.viewer.playground;
  const path = (rest: string) => `/enrichments/${enrichmentId}${rest}`;
  const runs = async () => (await admin.get(path('/runs'), runsAnswer)).items;
  const consents = async () => (await director.get(path('/consents'), consentsAnswer)).consents;
  const says = (...words: readonly string[]) => (message: BotMessage) => words.every((word) => wordsOf(message).includes(word));

  const isOfRun = (message: BotMessage) => says(enrichmentName)(message) && (says(en('notices.cause.first'))(message) || says(en('notices.cause.manual'))(message));

  /** Resolves when so many runs that were started by hand stand in the owner's chat as completed. */
  const untilOwnerHasCompleted = (count: number) => chats.admin.untilMessage(() => chats.admin.messages.filter(says(en('notices.state.completed'), en('notices.cause.manual'), enrichmentName)).length === count);

  beforeAll(async () => {
    const settled = await Promise.allSettled([startBrowser(), startChattingCompany({ company, clock: new HurriedClock(startedAt), environment: { FIRST_RUN_DELAY: 'PT30S' } })]);
    if (settled[0].status === 'fulfilled') browser = settled[0].value;
    if (settled[1].status === 'fulfilled') chatting = settled[1].value;
    for (const outcome of settled) if (outcome.status === 'rejected') throw outcome.reason;
    chats = chatting.chats;
    const [globalAdministrator, viewer] = await Promise.all([chats.globalAdministrator, chats.viewer].map(({ playground }) => openPlayground(browser, playground.url))) as [Page, Page];
    pages = { globalAdministrator, viewer };
    [admin, director] = await Promise.all([chatting.service.signIn('admin'), chatting.service.signIn('globalAdministrator')]);
  });
  afterAll(async () => {
    // Undefined where it could not be started.
    await (browser as Browser | undefined)?.close();
    await (chatting as ChattingCompany | undefined)?.close();
  });

  test('whoever is new is welcomed once, though Teams tells of it twice, and again', async () => {
    const isWelcome = says(en('answers.welcome.what'));
    for (const chat of Object.values(chats)) {
      await chat.install();
      await chat.untilMessage(isWelcome);
      await chat.ask('help');
      expect(chat.messages.filter(isWelcome)).toHaveLength(1);
    }
  });

  test('an activity without the channel’s token is not taken', async () => {
    const activity = { type: 'message', text: 'help', channelId: 'msteams', serviceUrl: viewerTeams().url };
    const response = await fetch(`${chatting.service.url}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(activity) });
    expect([response.status, await response.text()]).toEqual([401, '']);
  });

  test('a seller who asks before there are results is told what is being waited for', async () => {
    expect(wordsOf(await chats.viewer.ask('engagement for Fabrikam'))).toContain(en('customer.notReady.nothing'));
    // Not at an hour that comes while the tests go on.
    const runHour = (new Date(startedAt).getUTCHours() + 12) % 24;
    const view = await setUpEnrichment(admin, enrichmentName, { runHour });
    enrichmentId = view.enrichment.id;
    consentId = consentIdOf(view);
    expect(wordsOf(await chats.viewer.ask('engagement for Fabrikam'))).toContain(en('customer.notReady.awaitingConsent'));
  });

  test('the request for consent comes to the Global Administrator, and tells anybody who comes across it nothing confidential', async () => {
    const request = await chats.globalAdministrator.untilMessage(says(en('consent.request.title')));
    expect(buttonsOf(cardIn(request))).toEqual([en('consent.buttons.review'), en('consent.buttons.declineNow'), en('consent.buttons.details')]);
    expect(wordsOf(request)).toContain(en('consent.terms.neverText'));
    for (const word of confidential) expect(JSON.stringify(request)).not.toContain(word);
  });

  test('whoever asked is given the request to pass on to the one administrator who cannot be reached, through a group in a group', async () => {
    const forward = await chats.admin.untilMessage(says(en('consent.forward.title')));
    expect(wordsOf(forward)).toContain(en('consent.forward.unreached', { count: 1 }));
    for (const word of confidential) expect(JSON.stringify(forward)).not.toContain(word);
  });

  test.each(['viewer', 'admin'] as const)('whoever is no Global Administrator (%s) answers nothing, in no chat and with no client, and learns nothing', async (part) => {
    const chat = chats[part];
    const inGroup = await chats.admin.ask('help', { conversationId: chats.admin.playground.conversations.group, isMention: true });
    const inOwn = await chat.ask('help');
    const refusal = en('consent.refusal.onlyAdministrator');
    for (const verb of ['consent.approve', 'consent.decline']) {
      expect(answeredSentence(await chat.invoke(verb, { consentId }, inOwn))).toBe(refusal);
      expect(answeredSentence(await chats.admin.invoke(verb, { consentId, from: chatting.service.idOf('globalAdministrator') }, { messageId: inGroup.messageId, from: chat.playground.accountId }))).toBe(refusal);
      const before = new Set(chat.messages);
      await chat.submit({ verb, consentId }, inOwn);
      expect((await chat.untilMessage((message) => !before.has(message))).text).toBe(refusal);
    }
    expect(await consents()).toMatchObject([{ id: consentId, status: 'requested' }]);
  });

  test('what Teams shows by itself to others in a group chat to which the card was passed on holds nothing confidential', async () => {
    const { messageId } = await chats.admin.ask('help', { conversationId: chats.admin.playground.conversations.group, isMention: true });
    const refreshed = await chats.admin.invoke('consent.show', { consentId }, { messageId, from: viewerTeams().accountId, trigger: 'automatic' });
    expect(wordsOf(answeredCard(refreshed))).toContain(en('consent.request.title'));
    for (const word of confidential) expect(JSON.stringify(refreshed)).not.toContain(word);
  });

  test('a request that is declined becomes its result, and whoever asked is told the reason', async () => {
    const view = await setUpEnrichment(admin, 'Australis');
    const chat = chats.globalAdministrator;
    const request = await chat.untilMessage((message) => JSON.stringify(message.cards).includes(consentIdOf(view)));
    const result = await press(chat, request, en('consent.buttons.declineNow'), { inputs: { reason: 'The works council comes first' } });
    expect(wordsOf(answeredCard(result))).toContain(en('consent.result.titles.declined'));
    const standing = await chat.untilMessage(({ messageId, updates }) => messageId === request.messageId && updates > 0);
    expect(wordsOf(standing)).toContain(en('consent.result.titles.declined'));
    for (const word of ['Australis', 'works council']) expect(JSON.stringify(standing)).not.toContain(word);
    expect(wordsOf(await chats.admin.untilMessage(says(en('consent.result.titles.declined'), 'Australis')))).toContain('The works council comes first');
  });

  test('the administrator sees the details, reviews, consents and sees the result', async () => {
    const chat = chats.globalAdministrator;
    const request = await chat.untilMessage((message) => JSON.stringify(message.cards).includes(consentId));
    const details = answeredCard(await press(chat, request, en('consent.buttons.details')));
    for (const word of confidential) expect(wordsOf(details)).toContain(word);
    expect(wordsOf(answeredCard(await press(chat, request, en('consent.buttons.review'), { card: details })))).toContain(en('consent.review.title'));

    chatting.service.tenant.faults.fail(slowly);
    const page = pages.globalAdministrator;
    const button = (key: Parameters<typeof en>[0]) => page.getByRole('button', { name: en(key), exact: true }).last();
    // The card that was declined stands below.
    await button('consent.buttons.review').scrollIntoViewIfNeeded();
    await keepScreenshot(page, 'consent-1-request');
    await button('consent.buttons.review').click();
    await button('consent.buttons.approve').waitFor();
    await keepScreenshot(page, 'consent-2-review');
    await button('consent.buttons.approve').click();
    await page.getByText(en('consent.result.titles.granted')).last().waitFor();
    await keepScreenshot(page, 'consent-3-result');

    const standing = await chat.untilMessage(({ messageId, updates }) => messageId === request.messageId && updates > 0);
    expect(wordsOf(standing)).toContain(en('consent.result.titles.granted'));
    expect(wordsOf(standing)).toContain(people.globalAdministrator);
    expect(wordsOf(standing)).not.toContain(enrichmentName);
    expect(buttonsOf(standing.cards)).toEqual([en('consent.buttons.details')]);
    expect(wordsOf(await chats.admin.untilMessage(says(en('consent.result.titles.granted'), enrichmentName)))).toContain(en('consent.result.next.grantedFirstRun', { when: '' }));
    const forwarded = chats.admin.messages.find((message) => chats.admin.versionsOf(message).some((version) => JSON.stringify(version).includes(consentId)));
    const passedOn = await chats.admin.untilMessage((message) => message.messageId === forwarded?.messageId && says(en('consent.result.titles.granted'))(message));
    for (const word of confidential) expect(JSON.stringify(passedOn)).not.toContain(word);
  });

  test('while the first run goes on, questions of all kinds are answered, in English and Polish', async () => {
    await chats.admin.untilMessage(says(en('notices.state.scheduled'), enrichmentName));
    expect(wordsOf(await chats.viewer.ask('engagement for Fabrikam'))).toContain(en('customer.notReady.scheduled', { instant: '' }));
    await chats.admin.untilMessage(says(en('notices.state.firstResults'), enrichmentName));

    const several = await chats.viewer.ask('Fabrikam');
    expect(wordsOf(several)).toContain(en('customer.choice.title'));
    const chosen = answeredCard(await press(chats.viewer, several, buttonsOf(several)[0] ?? ''));
    expect(wordsOf(chosen)).toContain(en('customer.standsOut'));
    const answers: readonly (readonly [question: string, answer: readonly string[]])[] = [
      ['engagement for northwind', ['Northwind Traders', en('customer.standsOut'), en('customer.sinceDay', { day: '' })]],
      ['“NORTHWIND   traders”?!', ['Northwind Traders', en('customer.standsOut')]],
      ['<p>engagement for <b>&quot;Northwind&quot;</b></p>', ['Northwind Traders', en('customer.standsOut')]],
      ['zaangażowanie Łódź', ['Łódź Logistics', pl('customer.standsOut')]],
      ['tailspn toyz', [en('customer.noMatch.nearest'), 'Tailspin Toys']],
      ['engagement for Zzyzx', [en('customer.noMatch.intro', { name: 'Zzyzx' })]],
      ['proseware', ['Proseware <b>*Systems*</b> & Sons', en('customer.standsOut')]],
      ['compare Northwind and Tailspin', [en('customer.compare.title'), 'Northwind Traders', 'Tailspin Toys']],
      ['top', [en('customer.ranking.title'), 'Fabrikam Zürich']],
      ['movers', [en('customer.movers.title')]],
      ['who has gone quiet?', [en('customer.stale.title')]],
      ['segment stale', [en('customer.stale.title')]],
      ['status', [en('answers.status.title'), enrichmentName, en('answers.status.state.running')]],
      ['consent', [en('answers.consent.whoDecides')]],
    ];
    for (const [question, words] of answers) {
      const answer = await chats.viewer.ask(question);
      for (const word of words) expect(`${answer.text}\n${wordsOf(answer)}`, question).toContain(word);
    }
    expect(await runs()).toMatchObject([{ cause: 'first' }]);
    expect((await runs())[0]?.endedAt).toBeUndefined();
  });

  test('the first run has one card in the owner’s chat, which goes from its announcement to its end', async () => {
    chatting.service.tenant.faults.clear();
    await endOfRun(admin, enrichmentId);
    const card = await chats.admin.untilMessage(says(en('notices.state.completedWithWarnings'), enrichmentName));
    const states = chats.admin.versionsOf(card).map((version) => wordsOf(cardIn(version)).split('\n')[0]);
    expect(new Set(states)).toEqual(new Set((['scheduled', 'started', 'reading', 'firstResults', 'completedWithWarnings'] as const).map((state) => en(`notices.state.${state}`))));
    expect(wordsOf(card)).toContain(`7\n${en('notices.metric.customers', { total: '8' })}\n365\n${en('notices.metric.days', { count: 365 })}`);
    expect(wordsOf(card)).toContain(en('notices.skipReason.noMailbox'));
    expect(chats.admin.messages.filter(says(en('notices.cause.first'), enrichmentName))).toHaveLength(1);
  });

  test('a customer’s card has both charts, with a table where none can be drawn, and is shown anew for three months', async () => {
    const answer = await chats.viewer.ask('engagement for northwind');
    expect(elementsOf(cardIn(answer)).filter((type) => type === 'Chart.VerticalBar.Grouped')).toHaveLength(2);
    expect(JSON.stringify(cardIn(answer)).match(/"fallback":\{"type":"Table"/g)).toHaveLength(2);
    const quarter = answeredCard(await press(chats.viewer, answer, en('customer.buttons.months3')));
    expect(buttonsOf(quarter)).toContain(en('customer.buttons.months12'));
    const valuesIn = (card: unknown) => (JSON.stringify(card).match(/"x":/g) ?? []).length;
    expect([valuesIn(cardIn(answer)), valuesIn(quarter)]).toEqual([48, 12]);
  });

  test('in a group chat the bot answers whoever mentions it, and in a channel it answers in the thread', async () => {
    const { group, general } = viewerTeams().conversations;
    expect(wordsOf(await chats.viewer.ask('Northwind', { conversationId: group, isMention: true }))).toContain('Northwind Traders');
    const { messageId: asked } = await chats.viewer.say('Northwind', { conversationId: general, isMention: true });
    const answer = await chats.viewer.untilMessage(({ conversationId }) => conversationId === general);
    expect(wordsOf(answer)).toContain('Northwind Traders');
    expect(answer.threadId).toBe(`${general};messageid=${asked}`);
  });

  test('a customer’s card is shared to a chat in which the person is, and to no other, whatever the card says', async () => {
    const { group } = viewerTeams().conversations;
    const answer = await chats.viewer.ask('Tailspin');
    const choice = answeredCard(await press(chats.viewer, answer, en('customer.buttons.share')));
    const before = new Set(chats.viewer.messages);
    expect(answeredSentence(await press(chats.viewer, answer, en('customer.share.send'), { card: choice, inputs: { conversationId: group } }))).toBe(en('customer.share.done', { title: en('customer.share.group') }));
    expect(wordsOf(await chats.viewer.untilMessage((message) => !before.has(message) && message.conversationId === group))).toContain('Tailspin Toys');

    const stranger = chats.globalAdministrator;
    const theirs = stranger.playground.conversations.group;
    await stranger.ask('help', { conversationId: theirs, isMention: true });
    expect(JSON.stringify(choice)).not.toContain(theirs);
    expect(answeredSentence(await press(chats.viewer, answer, en('customer.share.send'), { card: choice, inputs: { conversationId: theirs } }))).toBe(en('customer.share.notThere'));
    await stranger.ask('help', { conversationId: theirs, isMention: true });
    expect(stranger.messages.filter(({ conversationId }) => conversationId === theirs).map(wordsOf)).not.toContainEqual(expect.stringContaining('Tailspin'));
  });

  test('the message extension finds customers, and gives the card to put into a message', async () => {
    const { body } = await chats.viewer.search('fabrikam', 'customers');
    expect(wordsOf(body)).toMatch(/Fabrikam Zürich[^]*Fabrikam Press/);
    expect(elementsOf(body).filter((type) => type === 'Chart.VerticalBar.Grouped')).toHaveLength(4);
  });

  test('a channel that a seller subscribes is told of the next run in a thread of its own, which goes on to its end; and no more when it has unsubscribed', async () => {
    const { channel } = viewerTeams().conversations;
    const choice = await chats.viewer.ask('subscribe', { conversationId: channel, isMention: true });
    expect(wordsOf(answeredCard(await press(chats.viewer, choice, enrichmentName)))).toContain(en('answers.subscription.title'));
    chatting.service.tenant.faults.fail(slowly);
    await admin.post(path('/runs'), runRecordAnswer);
    const isNotice = (message: BotMessage) => message.conversationId === channel && says(en('notices.cause.manual'), enrichmentName)(message);
    const notice = await chats.viewer.untilMessage(isNotice);
    expect([en('notices.state.started'), en('notices.state.reading')]).toContain(wordsOf(notice.cards).split('\n')[0]);
    chatting.service.tenant.faults.clear();
    const end = await chats.viewer.untilMessage((message) => isNotice(message) && says(en('notices.state.completedWithWarnings'))(message));
    expect(end).toMatchObject({ messageId: notice.messageId, threadId: notice.threadId });
    expect(wordsOf(await chats.viewer.ask('unsubscribe', { conversationId: channel, isMention: true }))).toContain(en('answers.subscription.ended', { name: enrichmentName }));
    await untilOwnerHasCompleted(1);
  });

  test('a seller sees a customer’s card with its charts drawn, and sees it anew for three months', async () => {
    const page = pages.viewer;
    await page.locator('[data-lexical-editor=true]').fill('engagement for proseware');
    await page.getByRole('button', { name: 'Send Message' }).click();
    const card = page.locator('.ac-adaptiveCard').filter({ hasText: 'Proseware <b>*Systems*</b> & Sons' }).last();
    const bars = card.locator('svg path');
    await card.getByRole('button', { name: en('customer.buttons.months3') }).waitFor();
    // Of each month, in two charts, what went each way.
    expect(await bars.count()).toBe(48);
    await keepScreenshot(page, 'customer-1-year');
    await card.getByRole('button', { name: en('customer.buttons.months3') }).click();
    await card.getByRole('button', { name: en('customer.buttons.months12') }).waitFor();
    expect(await bars.count()).toBe(12);
    await keepScreenshot(page, 'customer-2-quarter');
    expect(await card.getByText(en('customer.standsOut')).isVisible()).toBe(true);
  });

  test('stopped and started again, the service says nothing twice', async () => {
    const standing = () => Object.values(chats).flatMap(({ messages }) => messages);
    const before = new Set(standing());
    await chatting.service.restart();
    await admin.post(path('/runs'), runRecordAnswer);
    await untilOwnerHasCompleted(2);
    const said = standing().filter((message) => !before.has(message));
    expect(said).toHaveLength(1);
  });

  test('when consent is withdrawn, the figures go from all cards about runs, and the owner is told', async () => {
    const channel = viewerTeams().conversations.channel;
    const cardsOfRuns = () => [...chats.admin.messages, ...chats.viewer.messages].filter((message) => [chats.admin, chats.viewer].some((chat) => chat.versionsOf(message).some(isOfRun)));
    expect(cardsOfRuns()).toHaveLength(4);
    await director.post(path('/consents/withdraw'), erasureReceiptAnswer);
    expect(wordsOf(await chats.admin.untilMessage(says(en('notices.state.erased'), enrichmentName, en('notices.erased.what'))))).toContain(en('notices.erased.cause.consentWithdrawn'));
    const isErased = says(en('notices.erased.instead', { at: '' }));
    await chats.viewer.untilMessage((message) => message.conversationId === channel && isErased(message));
    await chats.admin.untilMessage(() => chats.admin.messages.filter(isErased).length === 3);
    for (const message of cardsOfRuns()) expect(wordsOf(message)).not.toContain(en('notices.metric.customers', { total: '8' }));
    await chats.globalAdministrator.untilMessage(says(en('consent.result.titles.withdrawn')));
    expect(wordsOf(await chats.viewer.ask('Northwind'))).toContain(en('customer.notReady.awaitingConsent'));
  });

  test('nothing of anybody is in what the bot has ever written, in logs or in files, but for who asked for consent and who answered, and ids', async () => {
    const heard = Object.values(chats).map((chat) => chat.heard);
    const found = await (await TraceSearch.of(chatting.service)).traces({ chats: JSON.stringify(heard) });
    expect(wordsOf(heard)).toContain('Northwind Traders');
    expect(new Set(found.filter(({ where }) => where === 'chats').map(({ text }) => text))).toEqual(new Set([people.admin, people.globalAdministrator]));
    // Whose chats they are, and in the audit log the refusal of the seller.
    const onRecord = found.filter(({ where, kind }) => kind === 'id' && /(bot\.json|audit\.ndjson)$/.test(where));
    expect(new Set(onRecord.map(({ text }) => text))).toEqual(new Set([chatting.service.idOf('viewer')]));
    expect(found.filter((leak) => leak.where !== 'chats' && !onRecord.includes(leak))).toEqual([]);
  });
});
