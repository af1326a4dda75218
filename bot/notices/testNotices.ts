import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Clock, Service } from '../../engine/index.ts';
import type { BotContext } from '../context.ts';
import type { BotState, KnownConversation } from '../conversations/botState.ts';
import { openBotStore } from '../conversations/openBotStore.ts';
import type { Message } from '../port/message.ts';
import { ConversationGone, DeliveryFailed, MessageGone, type Messenger } from '../port/messenger.ts';
import type { Notice } from './notice.ts';

export const testTenantId = '0a0a0a0a-0000-4000-8000-00000000000a';

/** Monday 23 November 2026, 13:00 in Warsaw. */
export const testNow = Date.parse('2026-11-23T12:00:00Z');

export function testConversation(id: string, changes: Partial<KnownConversation> = {}): KnownConversation {
  return { id, tenantId: testTenantId, kind: 'personal', serviceUrl: 'https://smba.example/', botAccountId: '28:bot', userIds: [id], isLanguageChosen: false, lastUsedAt: 0, ...changes };
}

/** What becomes of a call: `lost` never answers and never arrives, `arrivedUnanswered` never answers but arrives. */
export type Fate = 'arrives' | 'refused' | 'lost' | 'arrivedUnanswered' | 'uncertain' | 'arrivedUncertain' | 'conversationGone' | 'messageGone' | 'fault';

/** Chats as their people see them; each call meets the fate that the test says. */
export class TestChats implements Messenger {
  /** By conversation: what stands there, by message id. */
  readonly messages = new Map<string, Map<string, Message>>();
  readonly calls: { readonly kind: 'send' | 'update'; readonly conversationId: string; readonly message: Message }[] = [];
  fate: (call: { readonly kind: 'send' | 'update'; readonly conversationId: string }) => Fate = () => 'arrives';
  /** Awaited by each call to a conversation. */
  gateOf: (conversationId: string) => Promise<void> = () => Promise.resolve();
  underWay = 0;
  underWayMax = 0;

  async send({ id }: KnownConversation, message: Message): Promise<{ readonly messageId: string }> {
    const chat = this.chat(id);
    const messageId = `m${chat.size + 1}`;
    await this.#call({ kind: 'send', conversationId: id, message }, () => chat.set(messageId, message));
    return { messageId };
  }

  async update({ id }: KnownConversation, messageId: string, message: Message): Promise<void> {
    await this.#call({ kind: 'update', conversationId: id, message }, () => this.chat(id).set(messageId, message));
  }

  hasMember(): Promise<boolean> {
    return Promise.resolve(true);
  }

  chat(conversationId: string): Map<string, Message> {
    const chat = this.messages.get(conversationId) ?? new Map<string, Message>();
    this.messages.set(conversationId, chat);
    return chat;
  }

  /** What stands in a chat, the oldest first. */
  texts(conversationId: string): string[] {
    return [...this.chat(conversationId).values()].map(({ text }) => text);
  }

  async #call(call: TestChats['calls'][number], arrive: () => void): Promise<void> {
    this.calls.push(call);
    this.underWayMax = Math.max(this.underWayMax, ++this.underWay);
    await this.gateOf(call.conversationId);
    this.underWay -= 1;
    const fate = this.fate(call);
    if (fate === 'arrives' || fate === 'arrivedUnanswered' || fate === 'arrivedUncertain') arrive();
    if (fate === 'lost' || fate === 'arrivedUnanswered') await new Promise(() => undefined);
    if (fate === 'refused') throw new DeliveryFailed('Teams is busy.', false);
    if (fate === 'uncertain' || fate === 'arrivedUncertain') throw new DeliveryFailed('No answer came.', true);
    if (fate === 'conversationGone') throw new ConversationGone('The bot was taken out.');
    if (fate === 'messageGone') throw new MessageGone('The message was deleted.');
    if (fate === 'fault') throw new TypeError('a fault of the program');
  }
}

interface MovedClock extends Clock {
  advance(milliseconds: number): void;
}

/** The bot of a tenant with its real store, which a test may end and start again. */
export class TestBot {
  context: BotContext;
  readonly chats = new TestChats();
  readonly clock: MovedClock;
  readonly faults: unknown[] = [];
  readonly #folder: string;

  private constructor(folder: string, store: BotContext['store'], service: Service, clock: MovedClock) {
    this.#folder = folder;
    this.clock = clock;
    const links = { customer: () => undefined, enrichment: () => undefined, consent: () => undefined, app: () => undefined, customerOf: () => undefined };
    this.context = { service, store, messenger: this.chats, links, clock, onFault: (error) => this.faults.push(error) };
  }

  static async open(state: Partial<BotState>, clock: MovedClock, service: Partial<Service> = { bulletin: { erasedPeople: () => Promise.resolve([]) } as unknown as Service['bulletin'] }): Promise<TestBot> {
    const folder = await mkdtemp(join(tmpdir(), 'bot-'));
    const store = await openBotStore({ folder, tenantId: testTenantId });
    const bot = new TestBot(folder, store, service as Service, clock);
    onTestFinished(async () => {
      await bot.context.store.close();
      await rm(folder, { recursive: true });
    });
    await store.update((draft) => void Object.assign(draft, structuredClone(state)));
    return bot;
  }

  /** The process ends; what it had begun and was not answered never goes on. */
  async restart(): Promise<void> {
    await this.context.store.close();
    this.context = { ...this.context, store: await openBotStore({ folder: this.#folder, tenantId: testTenantId }) };
  }

  get state(): Readonly<BotState> {
    return this.context.store.read();
  }
}

export function testNotice(conversation: KnownConversation, changes: Partial<Notice> = {}): Notice {
  const content = changes.content ?? 'first';
  return {
    notice: 'run/1',
    enrichmentId: '00000000-0000-4000-8000-000000000001',
    conversation,
    content,
    isUpdateOnly: false,
    message: () => Promise.resolve({ text: `${changes.notice ?? 'run/1'}: ${JSON.stringify(content)}` }),
    ...changes,
  };
}

/** Resolves as soon as it is true; what makes it true must be under way. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await setImmediate();
}
