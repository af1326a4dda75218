import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freeze, produce } from 'immer';
import { Low } from 'lowdb';
import { z } from 'zod';
import { DurableJsonFile, EngagementFailure, GroupCommit, migrate, type Migration } from '../../engine/index.ts';
import { botStateSchema, botStateVersion, emptyBotState, type BotState, type KnownConversation } from './botState.ts';
import type { BotStore } from './botStore.ts';

export interface BotStoreOptions {
  /** Made where it does not exist, for this account only. Holds `bot.json`. One process at a time. */
  readonly folder: string;
  /** Conversations of another tenant are not taken. */
  readonly tenantId: string;
}

/** One for each version of what the bot remembers before the present one, once there are any. */
const migrations: readonly Migration[] = [];

/** Made when it is first needed, and again when the conversations are others. */
interface Index {
  readonly of: BotState['conversations'];
  readonly byId: ReadonlyMap<string, KnownConversation>;
  /** The latest first. */
  readonly byUser: ReadonlyMap<string, readonly KnownConversation[]>;
}

/** @throws EngagementFailure `stateUnusable` where the file is broken, of another tenant, written by a newer version, or cannot be read: it is left as it is. */
export async function openBotStore({ folder, tenantId }: BotStoreOptions): Promise<BotStore> {
  const path = join(folder, 'bot.json');
  const database = new Low(new DurableJsonFile(path), emptyBotState);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await database.read();
    const state = botStateSchema.parse(migrate(database.data, migrations, botStateVersion));
    assertOwn(state.conversations, tenantId);
    return new FileBotStore(database, state, tenantId);
  } catch (error) {
    const message = `${path} holds nothing that the bot can use (${reasonOf(error)}). The file was left as it is; restore it from a backup, or move it away: the bot then knows no conversation until somebody writes to it.`;
    throw new EngagementFailure('stateUnusable', message, { cause: error });
  }
}

class FileBotStore implements BotStore {
  readonly #commits: GroupCommit<BotState>;
  #durable: BotState;
  #index: Index | undefined;

  constructor(database: Low, state: BotState, tenantId: string) {
    this.#durable = freeze(state, true);
    this.#commits = new GroupCommit<BotState>({
      begin: () => Promise.resolve(this.#durable),
      apply: <Result>(before: BotState, change: (state: BotState) => Result) => {
        // Within one draft, so that a part of the state that is given back arrives as plain data.
        const { state: after, result } = produce({ state: before, result: undefined as Result | undefined }, (draft) => {
          Object.assign(draft, { result: change(draft.state) });
        });
        return { state: checked(before, after, tenantId), result: result as Result };
      },
      write: async (changed) => {
        database.data = changed;
        await database.write();
        this.#durable = changed;
      },
      failure: (error) => new EngagementFailure('stateUnusable', `What the bot remembers could not be written (${reasonOf(error)}). Make room, and let this account write there; then try again.`, { cause: error }),
    });
  }

  read(): Readonly<BotState> {
    return this.#durable;
  }

  update<Result>(change: (state: BotState) => Result): Promise<Result> {
    return this.#commits.update(change);
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

  close(): Promise<void> {
    return this.#commits.close();
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
}

/** What can be read back: only elements that were not there before are looked at, and are kept as their schema makes them. */
function checked(before: BotState, after: BotState, tenantId: string): BotState {
  if (after === before) return before;
  const list = <Schema extends z.ZodType>(schema: z.ZodArray<Schema>, was: readonly z.output<Schema>[], is: readonly z.output<Schema>[]): z.output<Schema>[] => {
    const known = new Set<unknown>(was);
    return is.map((element) => (known.has(element) ? element : schema.element.parse(element)));
  };
  const { conversations, subscriptions, deliveries, erasuresForgotten } = botStateSchema.shape;
  assertOwn(after.conversations, tenantId);
  return freeze<BotState>(
    {
      version: after.version,
      conversations: after.conversations === before.conversations ? before.conversations : list(conversations, before.conversations, after.conversations),
      subscriptions: after.subscriptions === before.subscriptions ? before.subscriptions : list(subscriptions, before.subscriptions, after.subscriptions),
      deliveries: after.deliveries === before.deliveries ? before.deliveries : list(deliveries, before.deliveries, after.deliveries),
      erasuresForgotten: after.erasuresForgotten === before.erasuresForgotten ? before.erasuresForgotten : erasuresForgotten.parse(after.erasuresForgotten),
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
