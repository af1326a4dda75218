import { readdir } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import { BlockCache } from './blockCache.ts';
import type { Directory, UserEntry } from './directory.ts';
import { ItemList } from './itemList.ts';
import type { ItemChange } from './itemList.ts';
import type { ItemKind } from './itemKind.ts';
import { GraphError } from './reply.ts';

/** Messages and events of one user. */
export type Mailbox = Readonly<Record<ItemKind, ItemList>>;

/** The mailboxes of the tenant. */
export class Mailboxes {
  readonly #directory: Directory;
  readonly #byUserId: ReadonlyMap<string, Mailbox>;

  private constructor(directory: Directory, byUserId: ReadonlyMap<string, Mailbox>) {
    this.#directory = directory;
    this.#byUserId = byUserId;
  }

  /**
   * Checks and indexes all items of the folder. Files that are named after nobody are not read. `cacheBytes` bounds the memory that cut items take.
   * Fails with `tenantFolderUnusable`, naming file and line.
   */
  static async open(folder: string, directory: Directory, cacheBytes: number): Promise<Mailboxes> {
    const cache = new BlockCache(cacheBytes);
    const files = { messages: await filesByUser(join(folder, 'messages')), events: await filesByUser(join(folder, 'events')) };
    const open = async (kind: ItemKind, userId: string): Promise<ItemList> =>
      ItemList.open(kind, files[kind].get(userId) ?? join(folder, kind, `${userId}.ndjson`), cache);
    const byUserId = new Map<string, Mailbox>();
    for (const { source } of directory.users) {
      const userId = source.id.toLowerCase();
      // One after the other: each takes the memory of one whole file for a moment.
      if (source.mailbox) byUserId.set(userId, { messages: await open('messages', userId), events: await open('events', userId) });
    }
    return new Mailboxes(directory, byUserId);
  }

  /** The mailbox behind an id or principal name in a path. Refused as Graph refuses: nobody's, or a user's without a mailbox. */
  of(idOrName: string): { readonly user: UserEntry; readonly mailbox: Mailbox } {
    const user = this.#directory.user(idOrName);
    if (user === undefined) throw new GraphError(404, 'ResourceNotFound', 'Resource could not be discovered.');
    const mailbox = this.#byUserId.get(user.source.id.toLowerCase());
    if (mailbox === undefined) {
      throw new GraphError(404, 'MailboxNotEnabledForRESTAPI', 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.');
    }
    return { user, mailbox };
  }

  /** Changes one list at once, or before the `beforePage`-th page of it from now. Throws RangeError where there is no such mailbox. */
  change(userId: string, kind: ItemKind, change: ItemChange, beforePage?: number): void {
    const mailbox = this.#byUserId.get(userId.toLowerCase());
    if (mailbox === undefined) throw new RangeError(`the user ${userId} has no mailbox`);
    mailbox[kind].change(change, beforePage);
  }
}

/** The ndjson files of a folder by the id that they are named after, lower case. */
async function filesByUser(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names.filter((name) => extname(name) === '.ndjson');
  return new Map(files.map((name) => [parse(name).name.toLowerCase(), join(folder, name)]));
}
