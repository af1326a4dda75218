import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { describe, expect, test } from 'vitest';
import { testId, testSettings } from '../../../engine/enrichments/testEnrichment.ts';
import type { Actor } from '../../../engine/index.ts';
import { openTestService, people, type TestService } from '../../../engine/service/testService.ts';
import { mailFields, meetingFields } from '../../../texts/whatIsRead.ts';
import { permissionReason } from '../../cards/consent/consentFields.ts';
import { assertCard, cardButtons, cardTexts } from '../../cards/testCards.ts';
import type { BotContext } from '../../context.ts';
import { emptyBotState } from '../../conversations/botState.ts';
import type { Answer } from '../../port/turn.ts';
import { textsIn } from '../../texts/texts.ts';
import type { Asked } from '../handler.ts';
import { consentActions } from './consentActions.ts';

const { ann, vic, mia, gail } = people;
const enrichmentId = testId(1);
const enrichmentName = 'Key accounts of Europe';
/** What only those may see who may read the request. */
const confidential = [enrichmentName, 'service@contoso.com', "ann's name"];
const texts = textsIn('en');

type Verb = keyof typeof consentActions;

interface Chat extends TestService {
  readonly consentId: string;
  press(by: Actor, verb: Verb, more?: { readonly isAutomatic?: boolean; readonly reason?: string }): Promise<Answer>;
}

/** A service with a request that waits, and its cards to be pressed on. */
async function openChat(): Promise<Chat> {
  const given = await openTestService();
  const { service, directory, clock } = given;
  directory.groups = { ...directory.groups, 'service@contoso.com': [{ id: 'cid', mail: 'cid@contoso.com' }, { id: 'dan', mail: 'dan@contoso.com' }] };
  await service.enrichments.saveDraft(ann, enrichmentId, { ...testSettings, name: enrichmentName, outputTable: 'Key', addresses: ['sales@contoso.com', 'service@contoso.com'] });
  const consentId = (await service.enrichments.finish(ann, enrichmentId)).consent?.id ?? '';
  const unused = () => Promise.reject(new Error('not needed'));
  const context: BotContext = {
    service,
    clock,
    store: { read: () => emptyBotState, update: unused, conversation: () => undefined, personalConversation: () => undefined, sharedConversations: () => [], close: () => Promise.resolve() },
    messenger: { send: unused, update: unused, hasMember: unused },
    links: { customer: () => undefined, enrichment: () => undefined, consent: () => undefined, app: () => undefined, customerOf: () => undefined },
    onFault: (error) => {
      throw error;
    },
  };
  return Object.assign(given, {
    consentId,
    press: (by: Actor, verb: Verb, { isAutomatic = false, reason = '' } = {}) => {
      const asked: Asked = {
        actor: by,
        person: { userId: by.userId, accountId: `29:${by.userId}` },
        conversation: { id: 'chat', tenantId: by.tenantId, kind: 'group', serviceUrl: 'https://teams.example', botAccountId: '28:bot', userIds: [], isLanguageChosen: false, lastUsedAt: 0 },
        texts,
      };
      const input = { consentId, isAutomatic, messageId: undefined };
      return verb === 'consent.decline' ? consentActions[verb](context, asked, { ...input, verb, reason }) : consentActions[verb](context, asked, { ...input, verb } as never);
    },
  });
}

async function status({ service, consentId }: Chat): Promise<string | undefined> {
  return (await service.consents.list(ann, enrichmentId)).consents.find(({ id }) => id === consentId)?.status;
}

function cardOf(answer: Answer): IAdaptiveCard {
  if (answer.kind !== 'card') throw new Error(`a ${answer.kind} was answered`);
  assertCard(answer.card);
  return answer.card;
}

const wordsOf = (answer: Answer) => cardTexts(cardOf(answer)).join('\n');
const verbsOf = (answer: Answer) => cardButtons({ ...cardOf(answer), refresh: {} }).map(({ verb }) => verb);
const refusal = { kind: 'sentence', text: texts.text('consent.refusal.onlyAdministrator') };
const verbs = Object.keys(consentActions) as Verb[];

describe('whoever may neither read nor answer', () => {
  test('is told so by every button, and nothing else', async () => {
    const chat = await openChat();
    for (const actor of [vic, mia]) for (const verb of verbs) expect(await chat.press(actor, verb)).toEqual(refusal);
    expect(await status(chat)).toBe('requested');
  });

  test('is told the same once the request has ended', async () => {
    const chat = await openChat();
    await chat.press(gail, 'consent.decline', { reason: 'no' });
    for (const verb of verbs) expect(await chat.press(vic, verb)).toEqual(refusal);
  });

  test('comes to see a card with nothing confidential where Teams asks for their own, and that it has ended when it has', async () => {
    const chat = await openChat();
    const open = await chat.press(vic, 'consent.show', { isAutomatic: true });
    for (const word of confidential) expect(JSON.stringify(open)).not.toContain(word);
    expect(cardOf(open).refresh).toBeUndefined();
    await chat.press(gail, 'consent.decline', { reason: 'because' });
    const closed = await chat.press(vic, 'consent.show', { isAutomatic: true });
    for (const word of [...confidential, 'gail', 'because']) expect(JSON.stringify(closed)).not.toContain(word);
    expect(verbsOf(closed)).toEqual([]);
  });
});

test('an admin of the app sees the details, and can neither consent nor decline', async () => {
  const chat = await openChat();
  const details = await chat.press(ann, 'consent.details');
  expect(wordsOf(details)).toContain(enrichmentName);
  expect(verbsOf(details)).toEqual([]);
  for (const verb of ['consent.review', 'consent.approve', 'consent.decline'] as const) expect(await chat.press(ann, verb)).toEqual(refusal);
  expect(await status(chat)).toBe('requested');
});

describe('a Global Administrator', () => {
  test('sees who asks, for what and whose mailboxes, by themselves and when pressing', async () => {
    const chat = await openChat();
    for (const answer of [await chat.press(gail, 'consent.show', { isAutomatic: true }), await chat.press(gail, 'consent.details')]) {
      for (const word of [enrichmentName, 'service@contoso.com', "ann's name", 'RoleManagement.Read.Directory']) expect(wordsOf(answer)).toContain(word);
      expect(verbsOf(answer)).toEqual(['consent.review', 'consent.decline']);
    }
  });

  test('reviews, agrees, and sees that consent was given, by whom and what comes next', async () => {
    const chat = await openChat();
    expect(verbsOf(await chat.press(gail, 'consent.review'))).toEqual(['consent.approve', 'consent.decline', 'consent.show']);
    const result = wordsOf(await chat.press(gail, 'consent.approve'));
    for (const word of ['Consent was given', "gail's name", enrichmentName, 'run begins']) expect(result).toContain(word);
    expect(await status(chat)).toBe('granted');
  });

  test('who presses after another has answered sees the result, whatever the button', async () => {
    const chat = await openChat();
    chat.directory.administrators = ['gail', 'gus'];
    await chat.press(gail, 'consent.approve');
    for (const verb of verbs) expect(wordsOf(await chat.press({ ...gail, userId: 'gus' }, verb))).toContain("gail's name");
    expect(await status(chat)).toBe('granted');
  });

  test('declines with a reason, which is on the result', async () => {
    const chat = await openChat();
    const result = wordsOf(await chat.press(gail, 'consent.decline', { reason: '  Ask Olga first ' }));
    expect(result).toContain('The request was declined');
    expect(result.split('\n')).toContain('Ask Olga first');
    expect(await status(chat)).toBe('declined');
  });

  test('finds an expired request expired', async () => {
    const chat = await openChat();
    chat.clock.advance(14 * 86_400_000);
    for (const verb of verbs) expect(wordsOf(await chat.press(gail, verb))).toContain('The request has expired');
  });

  test('is led through Microsoft Entra ID where permissions are missing, and agrees once they are granted', async () => {
    const chat = await openChat();
    const { roles } = chat.directory;
    chat.directory.roles = roles.filter((name) => name !== 'Mail.ReadBasic.All');
    expect(wordsOf(await chat.press(gail, 'consent.review'))).toContain('1 permission');
    const entra = cardOf(await chat.press(gail, 'consent.approve'));
    expect(cardTexts(entra).join('\n')).toContain('Mail.ReadBasic.All');
    expect(JSON.stringify(entra.actions)).toContain('https://login.example/');
    expect(await status(chat)).toBe('requested');
    chat.directory.roles = roles;
    expect(wordsOf(await chat.press(gail, 'consent.approve'))).toContain('Consent was given');
  });
});

test('before the first grant, when nobody can be shown to be an administrator, the way leads through Microsoft Entra ID and shows nothing confidential', async () => {
  const chat = await openChat();
  chat.directory.roles = [];
  const answers = [await chat.press(gail, 'consent.show'), await chat.press(gail, 'consent.review'), await chat.press(gail, 'consent.approve')];
  expect(answers.map(verbsOf)).toEqual([['consent.review', 'consent.decline', 'consent.details'], ['consent.approve', 'consent.show'], ['consent.approve', 'consent.show']]);
  for (const word of confidential) expect(JSON.stringify(answers)).not.toContain(word);
  expect(await chat.press(gail, 'consent.decline')).toEqual({ kind: 'sentence', text: texts.text('consent.refusal.unproven') });
  expect(await chat.press(gail, 'consent.details')).toEqual({ kind: 'sentence', text: texts.text('consent.review.hidden') });
  expect(await status(chat)).toBe('requested');
});

test('the cards name every field and every permission that the service tells of', async () => {
  const { service, consentId } = await openChat();
  const { fieldsRead, permissions, neverRead } = await service.consents.review(gail, consentId);
  expect([...mailFields].sort()).toEqual([...fieldsRead.mail].sort());
  expect([...meetingFields].sort()).toEqual([...fieldsRead.meetings].sort());
  expect(permissions.map(({ name }) => permissionReason(texts, name))).not.toContain(undefined);
  expect(neverRead).toEqual(['subject', 'body', 'attachments', 'location', 'categories']);
});
