import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freeze, produce } from 'immer';
import { Low } from 'lowdb';
import { z } from 'zod';
import { DurableJsonFile, EngagementFailure } from '../../engine/index.ts';
import { botStateSchema, emptyBotState, type BotState, type KnownConversation } from './botState.ts';
import type { BotStore } from './botStore.ts';

export interface BotStoreOptions {
  /** Made where it does not exist, for this account only. Holds `bot.json`. One process at a time. */
  readonly folder: string;
  /** Conversations of another tenant are not taken. */
  readonly tenantId: string;
}

/** A change that waits for its turn. */
interface Waiting {
  /** The state with the change made to it, and what tells the caller once that is durable. */
  readonly apply: (before: BotState) => { readonly state: BotState; readonly tell: () => void };
  readonly reject: (reason: unknown) => void;
}

/** Made when it is first needed, and again when the conversations are others. */
interface Index {
  readonly of: BotState['conversations'];
  readonly byId: ReadonlyMap<string, KnownConversation>;
  /** The latest first. */
  readonly byUser: ReadonlyMap<string, readonly KnownConversation[]>;
}

/** @throws EngagementFailure `stateUnusable` where the file is broken, of another tenant, or cannot be read: it is left as it is. */
export async function openBotStore({ folder, tenantId }: BotStoreOptions): Promise<BotStore> {
  const path = join(folder, 'bot.json');
  const database = new Low(new DurableJsonFile(path), emptyBotState);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await database.read();
    const state = botStateSchema.parse(database.data);
    assertOwn(state.conversations, tenantId);
    return new FileBotStore(database, state, tenantId);
  } catch (error) {
    const message = `${path} holds nothing that the bot can use (${reasonOf(error)}). The file was left as it is; restore it from a backup, or move it away: the bot then knows no conversation until somebody writes to it.`;
    throw new EngagementFailure('stateUnusable', message, { cause: error });
  }
}

class FileBotStore implements BotStore {
  readonly #database: Low;
  readonly #tenantId: string;
  #durable: BotState;
  #index: Index | undefined;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #isClosed = false;

  constructor(database: Low, state: BotState, tenantId: string) {
    this.#database = database;
    this.#durable = freeze(state, true);
    this.#tenantId = tenantId;
  }

  read(): Readonly<BotState> {
    return this.#durable;
  }

  update<Result>(change: (state: BotState) => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(new EngagementFailure('interrupted', 'The service is stopping. Try again in a minute.'));
        return;
      }
      const apply: Waiting['apply'] = (before) => {
        // Within one draft, so that a part of the state that is given back arrives as plain data.
        const { state, result } = produce({ state: before, result: undefined as Result | undefined }, (draft) => {
          Object.assign(draft, { result: change(draft.state) });
        });
        return { state: checked(before, state, this.#tenantId), tell: () => resolve(result as Result) };
      };
      this.#waiting.push({ apply, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  conversation(id: string): KnownConversation | undefined {
    return this.#indexed().byId.get(id);
  }

  personalConversation(userId: string): KnownConversation | undefined {
    return this.#indexed().byUser.get(userId)?.find(({ kind }) => kind === 'personal');
  }

  sharedConversations(userId: string): readonly KnownConversation[] {
    return this.#indexed().byUser.get(userId)?.filter(({ kind }) => kind !== 'personal') ?? [];
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#writing;
  }

  #indexed(): Index {
    const { conversations } = this.#durable;
    if (this.#index?.of === conversations) return this.#index;
    const byUser = new Map<string, KnownConversation[]>();
    for (const conversation of conversations.toSorted((one, other) => other.lastUsedAt - one.lastUsedAt)) {
      for (const userId of conversation.userIds) {
        const known = byUser.get(userId);
        if (known === undefined) byUser.set(userId, [conversation]);
        else known.push(conversation);
      }
    }
    this.#index = { of: conversations, byId: new Map(conversations.map((conversation) => [conversation.id, conversation])), byUser };
    return this.#index;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Calls that are made in the same turn go with the first.
      await Promise.resolve();
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        for (const tell of await this.#commit(batch)) tell();
      } catch (error) {
        const message = `What the bot remembers could not be written (${reasonOf(error)}). Make room, and let this account write there; then try again.`;
        for (const { reject } of batch) reject(new EngagementFailure('stateUnusable', message, { cause: error }));
      }
    }
    // In the same turn as the last look at who waits: a call that came in between would be forgotten.
    this.#writing = undefined;
  }

  /** Makes the changes durable together; what it resolves with tells the callers. */
  async #commit(batch: readonly Waiting[]): Promise<(() => void)[]> {
    let state = this.#durable;
    const tellings = batch.map(({ apply, reject }) => {
      try {
        const changed = apply(state);
        state = changed.state;
        return changed.tell;
      } catch (error) {
        return () => reject(error);
      }
    });
    if (state !== this.#durable) {
      this.#database.data = state;
      await this.#database.write();
      this.#durable = state;
    }
    return tellings;
  }
}

/** What can be read back: only elements that were not there before are looked at, and are kept as their schema makes them. */
function checked(before: BotState, after: BotState, tenantId: string): BotState {
  if (after === before) return before;
  const list = <Schema extends z.ZodType>(schema: z.ZodArray<Schema>, was: readonly z.output<Schema>[], is: readonly z.output<Schema>[]): z.output<Schema>[] => {
    const known = new Set<unknown>(was);
    return is.map((element) => (known.has(element) ? element : schema.element.parse(element)));
  };
  const { conversations, subscriptions, deliveries } = botStateSchema.shape;
  assertOwn(after.conversations, tenantId);
  return freeze<BotState>(
    {
      version: after.version,
      conversations: after.conversations === before.conversations ? before.conversations : list(conversations, before.conversations, after.conversations),
      subscriptions: after.subscriptions === before.subscriptions ? before.subscriptions : list(subscriptions, before.subscriptions, after.subscriptions),
      deliveries: after.deliveries === before.deliveries ? before.deliveries : list(deliveries, before.deliveries, after.deliveries),
    },
    true,
  );
}

function assertOwn(conversations: BotState['conversations'], tenantId: string): void {
  if (conversations.some((conversation) => conversation.tenantId !== tenantId)) throw new Error('a conversation is of another tenant');
}

/** Never the content: titles of chats are in it. */
function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return `something else stands at ${error.issues.map(({ path }) => path.join('.') || 'its top').join(', ')} than belongs there`;
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
