import { describe, expect, test } from 'vitest';
import { testId } from '../../../engine/enrichments/testEnrichment.ts';
import type { TestAccount, TestPublication } from '../../../engine/insights/testPublication.ts';
import { openTestService, people, type TestService } from '../../../engine/service/testService.ts';
import { assertCard, cardButtons, cardTexts } from '../../cards/testCards.ts';
import type { BotContext } from '../../context.ts';
import type { KnownConversation } from '../../conversations/botState.ts';
import { openTestBotStore, testConversation } from '../../conversations/testStore.ts';
import { ConversationGone, DeliveryFailed, type Messenger } from '../../port/messenger.ts';
import type { Message } from '../../port/message.ts';
import type { Answer } from '../../port/turn.ts';
import { textsIn } from '../../texts/texts.ts';
import type { Asked } from '../handler.ts';
import { customerActions, customerLink, customerQuestions, customerSearch } from './index.ts';

const vicId = '00000000-0000-4000-8000-0000000000aa';
const pressed = { isAutomatic: false, messageId: 'm' };

const account = (name: string, emails: number, daysSinceEmail = 1): TestAccount => ({ name, figures: [{ emailsTo: emails, emailsFrom: 1, people: 3, daysSinceEmail, daysSinceMeeting: null }] });
const customers: TestPublication = {
  accounts: {
    contoso: account('Contoso', 90),
    retail: account('Contoso Retail', 80),
    lodz: account('Łódź Sp. z o.o.', 70),
    fabrikam: account('Fabrikam', 60, 90),
    one: account('Twin', 20),
    two: account('TWIN', 10),
    quiet: { name: 'Adatum' },
  },
};

/** A bot over a service and a store of its own, in which Vic asks; what is sent is kept. */
async function openBot(service: TestService) {
  const sent: { readonly id: string; readonly message: Message }[] = [];
  const faults: unknown[] = [];
  /** In which chats Teams has Vic now; what fails there. */
  const chats = new Map<string, Error | undefined>();
  const messenger: Messenger = {
    send: (conversation, message) => {
      const failure = chats.get(`send ${conversation.id}`);
      if (failure !== undefined) return Promise.reject(failure);
      sent.push({ id: conversation.id, message });
      return Promise.resolve({ messageId: 'm' });
    },
    update: () => Promise.reject(new Error('nothing is changed here')),
    hasMember: ({ id }, accountId) => {
      const failure = chats.get(id);
      return failure === undefined ? Promise.resolve(chats.has(id) && accountId === '29:vic') : Promise.reject(failure);
    },
  };
  const customerOf = (url: string) => (url.startsWith('https://tab.example/') ? { enrichmentId: testId(1), customerId: url.slice('https://tab.example/'.length) } : undefined);
  const context: BotContext = {
    service: service.service,
    store: await openTestBotStore(),
    messenger,
    links: { customer: (_, id) => `https://tab.example/${id}`, enrichment: () => undefined, consent: () => undefined, app: () => undefined, customerOf },
    clock: service.clock,
    onFault: (error) => faults.push(error),
  };
  const conversation: KnownConversation = { ...testConversation('personal'), userIds: [vicId], isLanguageChosen: false, lastUsedAt: 0 };
  const asked: Asked = { actor: people.vic, person: { userId: vicId, accountId: '29:vic' }, conversation, texts: textsIn('en') };
  const join = async (kind: 'group' | 'channel', id: string, title?: string) => {
    chats.set(id, undefined);
    await context.store.update(({ conversations }) => void conversations.push({ ...testConversation(kind, id), ...(title !== undefined && { title }), userIds: [vicId], isLanguageChosen: false, lastUsedAt: 0 }));
  };
  return { context, asked, sent, faults, chats, join, service };
}

async function withResults(publication: TestPublication = customers, enrichments: readonly number[] = [1]) {
  const service = await openTestService({ enrichments });
  for (const number of enrichments) {
    service.clock.advance(60_000);
    await service.publish(testId(number), publication);
  }
  return openBot(service);
}
type Bot = Awaited<ReturnType<typeof openBot>>;

/** The texts of the card, which is one that Teams takes. */
function textsOf(answer: Answer): string[] {
  return cardTexts(cardOf(answer));
}

function cardOf(answer: Answer) {
  const card = answer.kind === 'card' ? answer.card : answer.kind === 'messages' ? answer.messages[0]?.card : undefined;
  if (card === undefined) throw new Error(`no card but ${JSON.stringify(answer)}`);
  assertCard(card);
  return card;
}

/** Captions of the rows that can be tapped, without the buttons below. */
const rowsOf = (answer: Answer) => cardButtons(cardOf(answer)).flatMap(({ title, verb }) => (title.startsWith('Show') ? [[title.replace(/^Show |[\u2068\u2069]/gu, ''), verb]] : []));
const ask = ({ context, asked }: Bot, name: string) => customerQuestions.customer(context, asked, { kind: 'customer', name });
const compare = ({ context, asked }: Bot, ...names: readonly string[]) => customerQuestions.compare(context, asked, { kind: 'compare', names });
const sentence = (answer: Answer) => (answer.kind === 'sentence' ? answer.text : JSON.stringify(answer));

describe('a name', () => {
  test.each(['Contoso', 'CONTOSO', 'contoso'])('that one customer has exactly is answered with the card, though others begin like it: %s', async (name) => {
    const answer = await ask(await withResults(), name);
    expect(textsOf(answer).slice(0, 2)).toEqual(['Contoso', expect.stringMatching(/^\d+$/)]);
    expect(answer).toMatchObject({ messages: [{ text: expect.stringContaining('engagement score') as string }] });
  });

  test('is found without its accents, and by a part that only one has', async () => {
    const bot = await withResults();
    expect(textsOf(await ask(bot, 'lodz sp z o o'))[0]).toBe('Łódź Sp. z o.o.');
    expect(textsOf(await ask(bot, 'retail'))[0]).toBe('Contoso Retail');
  });

  test('that several customers have is a choice', async () => {
    const bot = await withResults();
    const answer = await ask(bot, 'twin');
    expect(textsOf(answer)[0]).toBe('Which one do you mean?');
    expect(rowsOf(answer)).toEqual([['Twin', 'customer.show'], ['TWIN', 'customer.show']]);
    expect(rowsOf(await ask(bot, 'conto'))).toEqual([['Contoso', 'customer.show'], ['Contoso Retail', 'customer.show']]);
  });

  test('that nobody has is answered with the nearest, or with what to do', async () => {
    const bot = await withResults();
    expect(rowsOf(await ask(bot, 'Fabricam'))).toEqual([['Fabrikam', 'customer.show']]);
    expect(textsOf(await ask(bot, 'Qqqqq'))).toContain('No customer is called “Qqqqq”.');
  });

  test('in several enrichments is a choice that says of which', async () => {
    const answer = await ask(await withResults(customers, [1, 2]), 'Fabrikam');
    expect(textsOf(answer).filter((text) => text.includes('Sales'))).toEqual([expect.stringContaining('Sales 2'), expect.stringContaining('Sales 1')]);
  });

  test('of a customer without any email or meeting has a card, too', async () => {
    expect(textsOf(await ask(await withResults(), 'Adatum'))[1]).toBe('No emails or meetings with this customer in the last 12 months.');
  });
});

describe('before the first results', () => {
  test('it is said what is being waited for', async () => {
    const service = await openTestService({ enrichments: [1] });
    expect(textsOf(await ask(await openBot(service), 'Contoso')).slice(0, 3)).toEqual(['No results yet', 'Sales 1', expect.stringContaining('first run')]);
    await service.run(testId(1));
    const bot = await openBot(service);
    for (const answer of [await ask(bot, 'Contoso'), await compare(bot, 'a', 'b'), await customerQuestions.top(bot.context, bot.asked), await customerQuestions.segment(bot.context, bot.asked, { kind: 'segment', name: '' })]) {
      expect(textsOf(answer)[2]).toBe('The first run is under way: 0% read, 0 days of data so far. The first results come before it ends.');
    }
  });

  test('and where nothing has been set up, that', async () => {
    expect(textsOf(await ask(await openBot(await openTestService({ enrichments: [] })), 'Contoso'))[1]).toContain('No enrichment is set up yet.');
  });
});

test('who may not see results is refused', async () => {
  const bot = await withResults();
  await expect(ask({ ...bot, asked: { ...bot.asked, actor: people.mia } }, 'Contoso')).rejects.toMatchObject({ code: 'notAllowed' });
});

describe('a comparison', () => {
  test('puts customers side by side', async () => {
    expect(textsOf(await compare(await withResults(), 'contoso', 'Fabrikam')).slice(0, 3)).toEqual(['Comparison', 'A  Contoso', 'B  Fabrikam']);
  });

  test('asks whom an unclear name means, and then compares', async () => {
    const bot = await withResults();
    const answer = await compare(bot, 'Fabrikam', 'twin');
    expect(rowsOf(answer)).toEqual([['Twin', 'customers.compare'], ['TWIN', 'customers.compare']]);
    expect(cardButtons(cardOf(answer))[1]?.data['customerIds']).toEqual(['fabrikam', 'two']);
    const chosen = await customerActions['customers.compare'](bot.context, bot.asked, { verb: 'customers.compare', enrichmentId: testId(1), customerIds: ['fabrikam', 'two'], ...pressed });
    expect(textsOf(chosen).slice(1, 3)).toEqual(['A  Fabrikam', 'B  TWIN']);
  });

  test('with what is typed into a customer’s card', async () => {
    const bot = await withResults();
    const typed = (other: string) => customerActions['customer.compare'](bot.context, bot.asked, { verb: 'customer.compare', enrichmentId: testId(1), customerId: 'contoso', other, ...pressed });
    expect(textsOf(await typed('fabrikam')).slice(1, 3)).toEqual(['A  Contoso', 'B  Fabrikam']);
    expect(rowsOf(await typed('twin'))).toEqual([['Twin', 'customers.compare'], ['TWIN', 'customers.compare']]);
    expect(sentence(await typed(' '))).toBe('Type a customer’s name.');
    expect(sentence(await typed('Contoso'))).toBe('This is the same customer. Type another name.');
  });
});

describe('lists', () => {
  let bot: Bot;
  test('the ranking, the movers, the accounts gone quiet and the segments are of the enrichment published last, with a way to the others', async () => {
    bot = await withResults(customers, [1, 2]);
    const { context, asked } = bot;
    const ranking = await customerQuestions.top(context, asked);
    expect(rowsOf(ranking)[0]).toEqual(['Contoso', 'customer.show']);
    expect(textsOf(ranking)[1]).toBe('Sales 2 · 6 customers');
    expect(rowsOf(ranking).at(-1)).toEqual(['Sales 1', 'ranking.show']);
    expect(textsOf(await customerQuestions.movers(context, asked))).toContain('No score has changed since the previous results. If these are the first results, there is nothing to compare them with yet.');
    const stale = await customerQuestions.stale(context, asked);
    expect(rowsOf(stale)).toEqual([['Fabrikam', 'customer.show'], ['Sales 1', 'stale.show']]);
    expect(textsOf(stale)).toContain('Last email: 90 days ago · meeting: none');
    expect(textsOf(await customerActions['ranking.show'](context, asked, { enrichmentId: testId(1), offset: 0 }))[1]).toBe('Sales 1 · 6 customers');
  });

  test('a segment is found by its name, in part and in another language; otherwise those are told that there are', async () => {
    const { context, asked, service } = await withResults();
    await service.service.segments.create(people.vic, testId(1), { name: 'Many emails', level: 'Year', condition: { kind: 'comparison', column: 'NoOfEmails_ToAccount', comparison: 'greaterOrEqual', value: 75 } });
    const segment = (name: string, language: 'en' | 'pl' = 'en') => customerQuestions.segment(context, { ...asked, texts: textsIn(language) }, { kind: 'segment', name });
    const many = await segment('many');
    expect(textsOf(many).slice(0, 2)).toEqual(['Many emails', '2 customers']);
    expect(textsOf(await segment('zamilkli', 'pl'))[0]).toBe('Zamilkli');
    expect(textsOf(await segment('stale ACCOUNTS'))[0]).toBe('Gone quiet');
    expect(rowsOf(await segment(''))).toEqual([['Gone quiet', 'segment.show'], ['Many emails', 'segment.show']]);
    expect(textsOf(await segment('nothing'))[1]).toBe('No segment is called “nothing”. These exist:');
    const [row] = cardButtons(cardOf(await segment(''))).slice(1);
    const shown = await customerActions['segment.show'](context, asked, { verb: 'segment.show', ...(row?.data as { enrichmentId: string; segmentId: string; offset: number }), ...pressed });
    expect(rowsOf(shown)).toEqual([['Contoso', 'customer.show'], ['Contoso Retail', 'customer.show']]);
  });
});

describe('a customer’s card is shared', () => {
  const ofContoso = { enrichmentId: testId(1), customerId: 'contoso', ...pressed };
  let bot: Bot;
  const share = () => customerActions['customer.share'](bot.context, bot.asked, { verb: 'customer.share', ...ofContoso });
  const shareTo = (conversationId: string) => customerActions['customer.shareTo'](bot.context, bot.asked, { verb: 'customer.shareTo', ...ofContoso, conversationId });
  const opened = async () => {
    bot = await withResults();
    await bot.join('group', '19:team', 'Account team');
    await bot.join('channel', '19:general');
  };

  test('with chats in which the person is now', async () => {
    await opened();
    expect(textsOf(await share())).toEqual(expect.arrayContaining(['Share Contoso', 'Account team', 'Channel']));
    bot.chats.delete('19:team');
    expect(textsOf(await share())).not.toContain('Account team');
    bot.chats.set('19:general', new ConversationGone());
    expect(sentence(await share())).toContain('There is no chat to share to yet.');
  });

  test('and sent there', async () => {
    await opened();
    expect(sentence(await shareTo('19:team'))).toBe('Shared to \u2068Account team\u2069.');
    expect(bot.sent.map(({ id, message }) => [id, message.card && cardTexts(message.card)[0]])).toEqual([['19:team', 'Contoso']]);
  });

  test('but not where the person is not, whatever the card says', async () => {
    await opened();
    bot.chats.delete('19:general');
    for (const id of ['19:general', '19:foreign']) expect(sentence(await shareTo(id))).toContain('I cannot share there');
    bot.asked = { ...bot.asked, actor: people.mia };
    await expect(shareTo('19:team')).rejects.toMatchObject({ code: 'notAllowed' });
    expect(bot.sent).toEqual([]);
  });

  test('or it is said that Teams did not take it', async () => {
    await opened();
    bot.chats.set('send 19:team', new DeliveryFailed('busy', false));
    expect(sentence(await shareTo('19:team'))).toContain('Teams did not take the message.');
    bot.chats.set('send 19:team', new DeliveryFailed('no answer', true));
    expect(sentence(await shareTo('19:team'))).toContain('Look in the chat before you share again.');
    expect(bot.faults).toHaveLength(2);
    bot.chats.set('send 19:team', new ConversationGone());
    expect(sentence(await shareTo('19:team'))).toContain('I cannot share there');
  });
});

describe('while composing', () => {
  test('customers are found with their standing and card, and before anything is typed the first of the ranking', async () => {
    const { context, asked } = await withResults();
    const search = async (text: string) => {
      const answer = await customerSearch(context, asked, { text, limit: 25 });
      return answer.kind === 'results' ? answer.results : [];
    };
    const [first] = await search('contoso');
    expect(first).toMatchObject({ title: 'Contoso', subtitle: expect.stringMatching(/^Score \d+ · rank 1$/) as string });
    if (first !== undefined) assertCard(first.card);
    expect((await search('')).map(({ title }) => title).slice(0, 2)).toEqual(['Contoso', 'Contoso Retail']);
    expect((await search('adatum')).map(({ subtitle }) => subtitle)).toEqual(['No emails or meetings']);
  });

  test('a link to a customer becomes the card, any other link nothing', async () => {
    const { context, asked } = await withResults();
    expect(await customerLink(context, asked, { url: 'https://tab.example/fabrikam' })).toMatchObject({ kind: 'results', results: [{ title: 'Fabrikam' }] });
    expect(await customerLink(context, asked, { url: 'https://other.example/fabrikam' })).toEqual({ kind: 'nothing' });
  });
});

test('the card shows the months that are wanted', async () => {
  const { context, asked } = await withResults();
  const shown = await customerActions['customer.show'](context, asked, { verb: 'customer.show', enrichmentId: testId(1), customerId: 'contoso', months: 3, ...pressed });
  expect(textsOf(shown)).toContain('Last 12 months');
});
