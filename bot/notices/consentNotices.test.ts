import { describe, expect, test } from 'vitest';
import { testEnrichment } from '../../engine/enrichments/testEnrichment.ts';
import { dayMilliseconds, type Bulletin, type Consent, type EnrichmentView, type Service } from '../../engine/index.ts';
import { ManualClock } from '../../engine/model/manualClock.ts';
import { testRequest } from '../cards/consent/testConsent.ts';
import { assertCard, cardTexts } from '../cards/testCards.ts';
import type { BotContext } from '../context.ts';
import type { Delivery, KnownConversation } from '../conversations/botState.ts';
import { consentNotices } from './consentNotices.ts';
import type { Notice } from './notice.ts';

const request = testRequest();
const { id: consentId, enrichmentId, requestedAt } = request;
const keys = { request: `consent/${consentId}`, reminder: `consent-reminder/${consentId}`, forward: `consent-forward/${consentId}`, outcome: `consent-outcome/${consentId}` };
const view: EnrichmentView = {
  enrichment: { ...testEnrichment(1), id: enrichmentId },
  state: 'awaitingConsent',
  consent: request,
  lastRun: undefined,
  publication: undefined,
  nextRunAt: requestedAt + dayMilliseconds,
};
/** What those must not see to whom the request is passed on. */
const confidential = ['Sales 1', 'contoso.com', 'Ann'];

interface World {
  consents: readonly Consent[];
  enrichments: readonly EnrichmentView[];
  administrators: readonly string[] | undefined;
  /** Who has a chat with the bot. */
  chats: readonly string[];
  installing: (userId: string) => ReturnType<Bulletin['installApp']>;
  deliveries: readonly Delivery[];
}

/** A tenant in which Ann has asked, and Gail and Gus may answer. */
function openWorld(changes: Partial<World> = {}) {
  const world: World = { consents: [request], enrichments: [view], administrators: ['gail', 'gus'], chats: ['ann', 'gail', 'gus'], installing: () => Promise.resolve('notPermitted'), deliveries: [], ...changes };
  const clock = new ManualClock(requestedAt);
  const installed: string[] = [];
  const faults: unknown[] = [];
  const bulletin: Bulletin = {
    enrichments: () => world.enrichments,
    consents: () => world.consents,
    runs: () => [],
    publications: () => [],
    receipts: () => [],
    erasedPeople: () => Promise.resolve([]),
    progress: () => undefined,
    movers: () => Promise.resolve({ up: [], down: [] }),
    globalAdministratorIds: () => Promise.resolve(world.administrators),
    displayName: (userId) => Promise.resolve({ ann: 'Ann Kowalska', gail: 'Gail Nowak' }[userId]),
    installApp: (userId) => {
      installed.push(userId);
      return world.installing(userId);
    },
  };
  const unused = () => Promise.reject(new Error('not needed'));
  const context: BotContext = {
    service: { bulletin } as Service,
    clock,
    store: {
      read: () => ({ version: 1, conversations: [], subscriptions: [], deliveries: [...world.deliveries], erasuresForgotten: [] }),
      update: unused,
      conversation: (id) => world.chats.filter((userId) => chatOf(userId).id === id).map(chatOf)[0],
      personalConversation: (userId) => (world.chats.includes(userId) ? chatOf(userId) : undefined),
      sharedConversations: () => [],
      close: () => Promise.resolve(),
    },
    messenger: { send: unused, update: unused, hasMember: unused },
    links: { customer: () => undefined, enrichment: () => undefined, consent: () => 'https://tab.example/consent', app: () => 'https://teams.example/app', customerOf: () => undefined },
    onFault: (error) => faults.push(error),
  };
  const notices = () => consentNotices(context);
  /** As if all that is told now had been sent. */
  const deliver = async () => {
    const sent = (await notices()).filter(({ isUpdateOnly }) => !isUpdateOnly);
    world.deliveries = [...world.deliveries, ...sent.map(({ notice, conversation }) => deliveryOf(notice, conversation.id, clock.now()))];
  };
  return { world, clock, notices, deliver, installed, faults };
}

function chatOf(userId: string): KnownConversation {
  return { id: `chat of ${userId}`, tenantId: 'contoso', kind: 'personal', serviceUrl: 'https://teams.example', botAccountId: '28:bot', userIds: [userId], isLanguageChosen: false, lastUsedAt: 0 };
}

function deliveryOf(notice: string, conversationId: string, sentAt = requestedAt): Delivery {
  return { notice, conversationId, enrichmentId, messageId: 'message', content: '', sentAt };
}

const told = (notices: readonly Notice[]) => notices.map(({ notice, conversation, isUpdateOnly }) => [notice, conversation.userIds[0], ...(isUpdateOnly ? ['update'] : [])]);

async function textOf(notice: Notice | undefined): Promise<string> {
  const message = await notice?.message();
  if (message?.card === undefined) throw new Error('there is no card');
  assertCard(message.card);
  return [message.text, ...cardTexts(message.card)].join('\n');
}

const isForward = ({ notice }: Notice) => notice === keys.forward;

describe('an open request', () => {
  test('goes to every Global Administrator, and needs nobody to pass it on where all have a chat', async () => {
    const { notices } = openWorld();
    expect(told(await notices())).toEqual([[keys.request, 'gail'], [keys.request, 'gus'], [keys.forward, 'ann', 'update']]);
  });

  test('holds nothing confidential in any chat, where it can be passed on', async () => {
    const { notices, clock, deliver, world } = openWorld({ chats: ['ann', 'gail'] });
    await deliver();
    clock.advance(4 * dayMilliseconds);
    const open = await notices();
    expect(told(open)).toEqual([[keys.request, 'gail'], [keys.reminder, 'gail'], [keys.forward, 'ann']]);
    world.consents = [{ ...request, status: 'declined', answeredAt: clock.now(), answeredBy: 'gail', declineReason: 'because of Olga' }];
    const ended = (await notices()).filter(({ notice }) => notice !== keys.outcome);
    for (const message of await Promise.all([...open, ...ended].map((notice) => notice.message()))) for (const word of [...confidential, 'Olga']) expect(JSON.stringify(message)).not.toContain(word);
  });

  test('has the app put into the chats that lack it, once, and counts on those for an hour', async () => {
    const { notices, installed, clock } = openWorld({ chats: ['ann', 'gail'], installing: () => Promise.resolve('installed') });
    await notices();
    expect(told(await notices())).toEqual([[keys.request, 'gail'], [keys.forward, 'ann', 'update']]);
    expect(installed).toEqual(['gus']);
    clock.advance(60 * 60_000);
    await notices();
    expect(installed).toEqual(['gus', 'gus']);
  });

  test('counts on a chat that comes by another request', async () => {
    const outcomes = ['installed', 'alreadyInstalled'] as const;
    let count = 0;
    const { notices } = openWorld({ consents: [request, { ...request, id: 'other' }], chats: ['ann', 'gail'], installing: () => Promise.resolve(outcomes[count++] ?? 'alreadyInstalled') });
    expect((await notices()).filter(({ notice, isUpdateOnly }) => notice.startsWith('consent-forward/') && !isUpdateOnly)).toEqual([]);
    expect(count).toBe(1);
  });

  test('is given to whoever asked to be passed on, with how many could not be reached, and told when they are', async () => {
    const { notices, world } = openWorld({ chats: ['ann'] });
    const before = (await notices()).find(isForward);
    expect(await textOf(before)).toContain('2 Global Administrators');
    world.chats = ['ann', 'gail'];
    const after = (await notices()).find(isForward);
    expect(await textOf(after)).toContain('1 Global Administrator of');
    expect(after?.content).not.toEqual(before?.content);
    world.chats = ['ann', 'gail', 'gus'];
    expect((await notices()).find(isForward)).toMatchObject({ isUpdateOnly: true });
  });

  test('is given to whoever asked where the directory does not tell who may answer, or names nobody', async () => {
    for (const administrators of [undefined, []]) {
      const { notices } = openWorld({ administrators });
      const all = await notices();
      expect(told(all)).toEqual([[keys.forward, 'ann']]);
      expect(await textOf(all[0])).toContain('No Global Administrator could be reached');
    }
  });

  test('reaches the others where one cannot have the app installed', async () => {
    const fault = new Error('Graph is down');
    const { notices, faults } = openWorld({ chats: ['ann', 'gail'], installing: () => Promise.reject(fault) });
    expect(told(await notices())).toEqual([[keys.request, 'gail'], [keys.forward, 'ann']]);
    expect(faults).toEqual([fault]);
  });

  test('comes to whoever becomes an administrator meanwhile, within ten minutes', async () => {
    const { notices, world, clock } = openWorld({ administrators: ['gail'] });
    await notices();
    world.administrators = ['gail', 'gus'];
    clock.advance(10 * 60_000);
    expect(told(await notices())).toContainEqual([keys.request, 'gus']);
  });

  test('that has ended becomes its result also while the directory does not answer for another', async () => {
    const declined: Consent = { ...request, id: 'declined', status: 'declined', answeredAt: requestedAt, answeredBy: 'gail' };
    const { notices, world, faults } = openWorld({ consents: [declined, request] });
    const fault = new Error('Graph is down');
    Object.assign(world, { administrators: Promise.reject(fault) });
    expect(told(await notices())).toEqual([['consent-outcome/declined', 'ann']]);
    expect(faults).toEqual([fault]);
  });

  test('is told nobody who has no chat', async () => {
    const { notices } = openWorld({ chats: [] });
    expect(await notices()).toEqual([]);
  });

  test('comes with a reminder after three days, and stays as it is', async () => {
    const { notices, clock, deliver } = openWorld();
    const before = await notices();
    await deliver();
    clock.advance(3 * dayMilliseconds - 1);
    expect((await notices()).map(({ content }) => content)).toEqual(before.map(({ content }) => content));
    clock.advance(1);
    expect(told(await notices())).toEqual([[keys.request, 'gail'], [keys.request, 'gus'], [keys.reminder, 'gail'], [keys.reminder, 'gus'], [keys.forward, 'ann', 'update']]);
  });

  test('reminds nobody who has just got it', async () => {
    const { notices, clock, deliver } = openWorld({ chats: ['gail'] });
    clock.advance(5 * dayMilliseconds);
    await deliver();
    expect(told(await notices())).toEqual([[keys.request, 'gail']]);
    clock.advance(dayMilliseconds);
    expect(told(await notices())).toEqual([[keys.request, 'gail'], [keys.reminder, 'gail']]);
  });
});

describe('an ended request', () => {
  const standing = [deliveryOf(keys.request, 'chat of gail'), deliveryOf(keys.reminder, 'chat of gail'), deliveryOf(keys.request, 'chat of gus'), deliveryOf(keys.forward, 'chat of ann')];
  const answeredAt = requestedAt + dayMilliseconds;
  const updates = [[keys.request, 'gail', 'update'], [keys.request, 'gus', 'update'], [keys.reminder, 'gail', 'update'], [keys.forward, 'ann', 'update']];

  test.each<[string, Partial<Consent>, string]>([
    ['granted', { status: 'granted', answeredAt, answeredBy: 'gail' }, 'Consent was given'],
    ['declined', { status: 'declined', answeredAt, answeredBy: 'gail' }, 'The request was declined'],
    ['expired', { status: 'expired', expiresAt: answeredAt }, 'The request has expired'],
    ['expired, which is not on record yet', { expiresAt: answeredAt }, 'The request has expired'],
  ])('that was %s becomes its result wherever it stands, and whoever asked is told', async (_, changes, caption) => {
    const { notices, clock } = openWorld({ consents: [{ ...request, ...changes }], deliveries: standing });
    clock.advance(dayMilliseconds);
    const all = await notices();
    expect(told(all)).toEqual([...updates, [keys.outcome, 'ann']]);
    for (const notice of all) expect(await textOf(notice)).toContain(caption);
    if (changes.answeredBy !== undefined) for (const notice of all) expect(await textOf(notice)).toContain('Gail Nowak');
  });

  test.each<[string, Partial<World>, string]>([
    ['withdrawn', { consents: [{ ...request, status: 'withdrawn', withdrawnAt: answeredAt, withdrawnBy: 'gail' }] }, 'Consent was withdrawn'],
    ['ended with its enrichment', { consents: [{ ...request, status: 'withdrawn', withdrawnAt: answeredAt, withdrawnBy: 'ann' }], enrichments: [] }, 'The enrichment was deleted'],
    ['replaced', { consents: [{ ...request, status: 'superseded' }, testRequest({ id: 'later', requestedAt: answeredAt, requestedBy: 'nobody' })], administrators: [] }, 'A newer request has taken its place'],
  ])('that was %s becomes its result, of which nobody is told anew', async (_, changes, caption) => {
    const { notices, clock } = openWorld({ deliveries: standing, ...changes });
    clock.advance(dayMilliseconds);
    const all = await notices();
    expect(told(all)).toEqual(updates);
    for (const notice of all) expect(await textOf(notice)).toContain(caption);
  });

  test('tells whoever asked why it was declined, or when the first run begins', async () => {
    const declined = openWorld({ consents: [{ ...request, status: 'declined', answeredAt: requestedAt, answeredBy: 'gail', declineReason: 'Ask Olga first' }] });
    expect(await textOf((await declined.notices())[0])).toContain('Ask Olga first');
    const granted = openWorld({ consents: [{ ...request, status: 'granted', answeredAt: requestedAt, answeredBy: 'gail' }] });
    expect(await textOf((await granted.notices())[0])).toContain('The first run begins');
  });

  test('tells whoever asked nothing that they have done themselves, nor after a week; then only what stands already changes', async () => {
    const granted: Consent = { ...request, status: 'granted', answeredAt: requestedAt, answeredBy: 'gail' };
    expect(await openWorld({ consents: [{ ...granted, answeredBy: 'ann' }] }).notices()).toEqual([]);
    const { notices, clock, world } = openWorld({ consents: [granted] });
    clock.advance(7 * dayMilliseconds + 1);
    expect(await notices()).toEqual([]);
    world.deliveries = [deliveryOf(keys.outcome, 'chat of ann')];
    world.consents = [{ ...granted, status: 'withdrawn', withdrawnAt: clock.now() }];
    expect(told(await notices())).toEqual([[keys.outcome, 'ann', 'update']]);
  });

  test('is left as it stands after thirty days, and where the chat is gone', async () => {
    const { notices, clock, world } = openWorld({ consents: [{ ...request, status: 'declined', answeredAt: requestedAt, answeredBy: 'gail' }], deliveries: standing });
    world.chats = ['gus'];
    expect(told(await notices())).toEqual([[keys.request, 'gus', 'update']]);
    clock.advance(30 * dayMilliseconds + 1);
    expect(await notices()).toEqual([]);
  });
});
