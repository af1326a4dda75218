import { once } from 'node:events';
import { WebSocket } from 'undici';
import { z } from 'zod';
import type { Playground } from '../../infra/playground/index.ts';

/** What the Playground tells its page of a message of the bot, as far as tests look at it. */
const eventSchema = z.object({
  action: z.string(),
  actionConversationId: z.string(),
  message: z
    .object({
      messageId: z.string(),
      from: z.object({ id: z.string() }),
      text: z.string().optional(),
      attachments: z.array(z.object({ contentType: z.string(), content: z.unknown() })).default([]),
      postConversationId: z.string().optional(),
    })
    .optional(),
});

/** A message of the bot, as it stands in the chat now. */
export interface BotMessage {
  /** Of the chat; in a channel the channel's own, whatever the thread. */
  readonly conversationId: string;
  /** Of the thread, in a channel: what the bot's message began, or answers in. */
  readonly threadId: string | undefined;
  readonly messageId: string;
  readonly text: string;
  readonly cards: readonly Card[];
  /** How often it has been changed since it was posted. */
  readonly updates: number;
}

/** An Adaptive Card, as the Playground has it. */
export type Card = Readonly<Record<string, unknown>>;

export interface InvokeOptions {
  /** Account that presses; default the person whose Playground it is. In a personal chat there is nobody else. */
  readonly from?: string;
  /** Id of the message whose card it is. */
  readonly messageId: string;
  /** Default the chat or thread in which the message is. */
  readonly conversationId?: string;
  /** `automatic`: as Teams does to refresh a card. Default `manual`. */
  readonly trigger?: 'manual' | 'automatic';
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const idSchema = z.object({ messageId: z.string() });
const cardType = 'application/vnd.microsoft.card.adaptive';

/** Drives one person's Agents Playground through the HTTP API of its page (undocumented; version 0.2.28), and hears what the bot writes. */
export class PlaygroundClient {
  readonly playground: Playground;
  readonly #socket: WebSocket;
  /** By id, each as it was posted and after each change. */
  readonly #messages = new Map<string, [BotMessage, ...BotMessage[]]>();
  readonly #answers: Answer[] = [];
  readonly #waiting = new Set<{ readonly look: () => boolean; readonly giveUp: (error: Error) => void }>();

  private constructor(playground: Playground, socket: WebSocket) {
    this.playground = playground;
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#hear(data));
  }

  static async open(playground: Playground): Promise<PlaygroundClient> {
    const socket = new WebSocket(`${playground.url.replace('http', 'ws')}/_ws_conversation/v1/conversations/stream`);
    const client = new PlaygroundClient(playground, socket);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', ({ message }) => reject(new Error(message)));
    });
    return client;
  }

  /** The bot's messages, each as it stands now, in the order in which they were posted. */
  get messages(): readonly BotMessage[] {
    return [...this.#messages.values()].map(newest);
  }

  /** What has stood in the place of the message: as it was posted, and after each change. */
  versionsOf({ messageId }: Pick<BotMessage, 'messageId'>): readonly BotMessage[] {
    return this.#messages.get(messageId) ?? [];
  }

  /** All that this person has ever been told: what messages say and have said, and what buttons, searches and links were answered. */
  get heard(): readonly unknown[] {
    return [...this.#messages.values(), this.#answers].flat();
  }

  /** The first message that is as wanted: one that is there already, or the next that comes or is changed so. Rejects where the client is closed before. */
  async untilMessage(isWanted: (message: BotMessage) => boolean): Promise<BotMessage> {
    return new Promise((resolve, reject) => {
      const look = (): boolean => {
        const found = this.messages.find(isWanted);
        if (found !== undefined) resolve(found);
        return found !== undefined;
      };
      if (!look()) this.#waiting.add({ look, giveUp: reject });
    });
  }

  /** Writes, as the person of this Playground. With `isMention` the text begins with a mention of the bot, without which it hears nothing in groups and channels. */
  async say(text: string, { conversationId = this.playground.conversations.personal, isMention = false }: { readonly conversationId?: string; readonly isMention?: boolean } = {}): Promise<{ readonly messageId: string }> {
    const { accountId, botAccountId } = this.playground;
    const mention = '<at>Account Engagement</at>';
    const { body } = await this.#post(`/_conversation/v1/conversations/${encodeURIComponent(conversationId)}/messages`, {
      from: { id: accountId },
      text: isMention ? `${mention} ${text}` : text,
      textFormat: 'plain',
      ...(isMention ? { mentions: [{ mentioned: { id: botAccountId }, text: mention }] } : {}),
    });
    return idSchema.parse(body);
  }

  /** Writes, and gives the next message that the bot posts in that chat. */
  async ask(text: string, where: { readonly conversationId?: string; readonly isMention?: boolean } = {}): Promise<BotMessage> {
    const { conversationId = this.playground.conversations.personal } = where;
    const before = new Set(this.#messages.keys());
    await this.say(text, where);
    return this.untilMessage((message) => message.conversationId === conversationId && !before.has(message.messageId));
  }

  /** Presses a button of a card (Action.Execute). The answer is the bot's invoke response. */
  async invoke(verb: string, data: unknown, { from, messageId, conversationId, trigger = 'manual' }: InvokeOptions): Promise<Answer> {
    const message = this.#current(messageId);
    const value = { action: { type: 'Action.Execute', verb, data }, trigger };
    return this.#invoke('adaptiveCard/action', value, conversationId ?? message?.threadId ?? message?.conversationId, { from, replyToId: messageId });
  }

  /** Presses a button as an older client does, which knows no Action.Execute: as a message (Action.Submit). */
  async submit(value: object, { messageId }: Pick<BotMessage, 'messageId'>): Promise<void> {
    const conversationId = this.#current(messageId)?.conversationId ?? this.playground.conversations.personal;
    await this.#post('/_conversation/v1/submit', { conversation: { id: conversationId }, from: { id: this.playground.accountId }, replyToId: messageId, value });
  }

  /** Types into the search box of the message extension. */
  async search(text: string, commandId: string, conversationId?: string): Promise<Answer> {
    const value = { commandId, parameters: [{ name: 'query', value: text }], queryOptions: { skip: 0, count: 25 } };
    return this.#invoke('composeExtension/query', value, conversationId);
  }

  /** Puts a link into a message that is being written. */
  async pasteLink(url: string, conversationId?: string): Promise<Answer> {
    return this.#invoke('composeExtension/queryLink', { url }, conversationId);
  }

  /** Installs the bot in a chat: what the page does by itself in the personal chat when it is loaded. */
  async install(conversationId = this.playground.conversations.personal): Promise<void> {
    await this.#post(`/_debug/conversation/${encodeURIComponent(conversationId)}/installation`, {});
  }

  /**
   * Sends one of the activities that the Playground has a template for (`uninstall`, `botRemoved`, `userAdded`, `channelRenamed`, `teamRenamed`,
   * `channelDeleted`, …), with `changes` in place of its own properties.
   */
  async customActivity(type: string, conversationId = this.playground.conversations.personal, changes: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const query = new URLSearchParams({ conversationId, type });
    const response = await fetch(`${this.playground.url}/_internal/v1/customActivities/template?${query.toString()}`);
    if (!response.ok) throw new Error(`the Playground has no template "${type}" (${response.status})`);
    await this.send({ ...((await response.json()) as object), ...changes });
  }

  /** Sends an activity of any kind to the bot, as it is. */
  async send(activity: object): Promise<void> {
    await this.#post('/_internal/v1/customActivities', activity);
  }

  async close(): Promise<void> {
    for (const { giveUp } of this.#waiting) giveUp(new Error('the client of the Playground was closed before such a message came'));
    this.#waiting.clear();
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }

  async #invoke(name: string, value: object, conversationId = this.playground.conversations.personal, more: { readonly from?: string | undefined; readonly replyToId?: string } = {}): Promise<Answer> {
    const { from = this.playground.accountId, ...rest } = more;
    const answer = await this.#request('/_conversation/v1/invoke', { name, from: { id: from }, conversation: { id: conversationId }, ...rest, value });
    this.#answers.push(answer);
    return answer;
  }

  async #post(path: string, body: object): Promise<Answer> {
    const answer = await this.#request(path, body);
    if (answer.status >= 300) throw new Error(`the Playground answers ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer;
  }

  async #request(path: string, body: object): Promise<Answer> {
    const response = await fetch(`${this.playground.url}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
  }

  #hear(data: unknown): void {
    const { action, actionConversationId, message } = eventSchema.parse(JSON.parse(String(data)));
    if (message?.from.id !== this.playground.botAccountId) return;
    const { messageId, text = '', attachments, postConversationId } = message;
    const known = this.#current(messageId);
    const [conversationId = '', thread] = actionConversationId.split(';');
    const heard: BotMessage = {
      conversationId,
      threadId: known?.threadId ?? postConversationId ?? (thread === undefined ? undefined : actionConversationId),
      messageId,
      text,
      cards: attachments.filter(({ contentType }) => contentType === cardType).map(({ content }) => content as Card),
      updates: action === 'updateMessage' ? (known?.updates ?? 0) + 1 : 0,
    };
    const versions = this.#messages.get(messageId);
    if (versions === undefined) this.#messages.set(messageId, [heard]);
    else versions.push(heard);
    for (const wait of this.#waiting) {
      if (wait.look()) this.#waiting.delete(wait);
    }
  }

  #current(messageId: string): BotMessage | undefined {
    return this.#messages.get(messageId)?.at(-1);
  }
}

function newest([first, ...changed]: readonly [BotMessage, ...BotMessage[]]): BotMessage {
  return changed.at(-1) ?? first;
}
