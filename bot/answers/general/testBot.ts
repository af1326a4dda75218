import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { expect } from 'vitest';
import type { Clock, Service as Product } from '../../../engine/index.ts';
import { assertCard } from '../../cards/testCards.ts';
import type { BotContext } from '../../context.ts';
import { openTestBotStore, testConversation } from '../../conversations/testStore.ts';
import type { Conversation } from '../../port/conversation.ts';
import type { Answer, BotLogic } from '../../port/turn.ts';
import type { Handler } from '../handler.ts';
import { createLogic, type LogicOptions } from '../router.ts';
import { generalActions, generalQuestions } from './index.ts';

type Overrides = { readonly [Part in 'questions' | 'actions']?: Partial<LogicOptions[Part]> } & Partial<Pick<LogicOptions, 'search' | 'link'>>;

/** As `openTestService` gives it. */
interface Tested {
  readonly service: Product;
  readonly clock: Clock;
  readonly directory: { appRoles: readonly { readonly value: string; readonly principalId: string; readonly principalType: 'User' | 'Group' }[] };
}

/** The bot's logic with the general handlers over a real service and a real store; what belongs to others says what it was given. */
export class TestBot<Service extends Tested> {
  readonly service: Service;
  readonly context: BotContext;
  readonly logic: BotLogic;
  readonly faults: unknown[] = [];
  changes = 0;

  private constructor(service: Service, store: BotContext['store'], changes: Overrides) {
    this.service = service;
    const unused = () => Promise.reject(new Error('nothing is sent here'));
    this.context = {
      service: service.service,
      store,
      messenger: { send: unused, update: unused, hasMember: unused },
      links: { customer: () => undefined, enrichment: (id) => `https://teams.example/${id}`, consent: () => undefined, app: () => undefined, customerOf: () => undefined },
      clock: service.clock,
      onFault: (error) => this.faults.push(error),
    };
    const echo: Handler<unknown> = (_, asked, input) => Promise.resolve({ kind: 'messages', messages: [{ text: JSON.stringify({ input, language: asked.texts.language, roles: asked.actor.appRoles }) }] });
    const customers = { customer: echo, compare: echo, stale: echo, top: echo, movers: echo, segment: echo };
    const ofCustomers = { 'customer.show': echo, 'customer.compare': echo, 'customer.share': echo, 'customer.shareTo': echo, 'customers.compare': echo };
    const ofLists = { 'ranking.show': echo, 'movers.show': echo, 'stale.show': echo, 'segment.show': echo, 'run.again': echo };
    const ofConsents = { 'consent.show': echo, 'consent.details': echo, 'consent.review': echo, 'consent.approve': echo, 'consent.decline': echo };
    this.logic = createLogic(this.context, {
      questions: { ...customers, ...generalQuestions, ...changes.questions },
      actions: { ...ofCustomers, ...ofLists, ...ofConsents, ...generalActions, ...changes.actions },
      search: changes.search ?? echo,
      link: changes.link ?? echo,
      onConversationsChanged: () => (this.changes += 1),
    });
  }

  /** Ann is an admin of the app, Vic may see results, Gail is a Global Administrator, Mia none of these. */
  static async over<Service extends Tested>(service: Service, changes: Overrides = {}): Promise<TestBot<Service>> {
    service.directory.appRoles = [
      { value: 'Engagement.Admin', principalId: 'ann', principalType: 'User' },
      { value: 'Engagement.Viewer', principalId: 'vic', principalType: 'User' },
    ];
    return new TestBot(service, await openTestBotStore(), changes);
  }

  say(userId: string, text: string, { kind = 'personal', locale }: { readonly kind?: Conversation['kind']; readonly locale?: string } = {}): Promise<Answer> {
    return this.logic.onTurn({ kind: 'message', text, ...this.happening(userId, kind, locale) });
  }

  press(userId: string, verb: string, data: unknown, { kind = 'personal', isAutomatic = false }: { readonly kind?: Conversation['kind']; readonly isAutomatic?: boolean } = {}): Promise<Answer> {
    return this.logic.onTurn({ kind: 'cardAction', verb, data, isAutomatic, messageId: '1', ...this.happening(userId, kind, undefined) });
  }

  happening(userId: string, kind: Conversation['kind'], locale: string | undefined) {
    const conversation = testConversation(kind, kind === 'personal' ? `a:${userId}` : kind);
    return { conversation, person: { userId, accountId: `29:${userId}` }, locale };
  }
}

/** The text of the only message, or the sentence. */
export function textOf(answer: Answer): string {
  if (answer.kind === 'sentence') return answer.text;
  if (answer.kind !== 'messages') throw new Error(`not a text but ${answer.kind}`);
  expect(answer.messages).toHaveLength(1);
  return answer.messages[0]?.text ?? '';
}

/** The card, which is one that Teams takes. */
export function cardOf(answer: Answer): IAdaptiveCard {
  const card = answer.kind === 'card' ? answer.card : answer.kind === 'messages' ? answer.messages[0]?.card : undefined;
  if (card === undefined) throw new Error(`no card but ${JSON.stringify(answer)}`);
  assertCard(card);
  return card;
}
