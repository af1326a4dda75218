import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freeze } from 'immer';
import { Low } from 'lowdb';
import type { AuditEntry } from '../model/auditEntry.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { Page, Paged } from '../model/page.ts';
import { emptyState, stateVersion, type State } from '../model/state.ts';
import { AuditLog } from './auditLog.ts';
import { DurableJsonFile, syncFolder } from './durableFile.ts';
import { keepEarlierState, removeEarlierStates } from './earlierState.ts';
import { lockFolder, type FolderLock } from './folderLock.ts';
import { GroupCommit } from './groupCommit.ts';
import { hasState } from './hasState.ts';
import { firstLine, readState } from './readState.ts';
import { changeState } from './stateChange.ts';
import type { Migration } from './stateMigrations.ts';

export interface StateStoreOptions {
  /** The tenant's own; made where it does not exist, for this account only. Holds `state.json`, `audit.ndjson` and `state.lock`. */
  readonly folder: string;
  /** Default those of the product. */
  readonly migrations?: readonly Migration[];
  /** Called when a change is durable and `read` gives it, before who asked for it is told. Must not throw. */
  readonly onChange?: () => void;
}

/**
 * Opens the state of one tenant; an empty one where there is none yet. One process at a time.
 * @throws EngagementFailure `dataFolderInUse`; `stateUnusable` where the files are broken, lost or cannot be read: they are left as they are.
 */
export async function openStateStore(options: StateStoreOptions): Promise<StateStore> {
  const { folder } = options;
  let lock: FolderLock | undefined;
  let log: AuditLog | undefined;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await syncFolder(join(folder, '..'));
    lock = await lockFolder(folder);
    const path = join(folder, 'state.json');
    const database = new Low<unknown>(new DurableJsonFile(path), emptyState);
    const isStored = await hasState(folder);
    const { state, version } = await readState(path, async () => {
      if (isStored) await database.read();
      return database.data;
    }, options.migrations);
    // It may hold in clear who was erased since, or how much there was of them.
    if (version < stateVersion && state.objections.length === 0) await keepEarlierState(folder, version);
    log = await AuditLog.open(join(folder, 'audit.ndjson'), state.auditOutbox);
    await log.append(state.auditOutbox);
    // A state that was restored from a backup is older than the log: it goes on where the log ends.
    return new StateStore({ folder, database, log, lock, onChange: options.onChange }, { ...state, auditSequence: Math.max(state.auditSequence, log.lastSequence) });
  } catch (error) {
    await log?.close();
    lock?.release();
    if (error instanceof EngagementFailure) throw error;
    const message = `The state in ${folder} cannot be opened (${firstLine(error)}). Let this account read and write the folder and make room, or restore it from a backup.`;
    throw new EngagementFailure('stateUnusable', message, { cause: error });
  }
}

interface StateFiles {
  readonly folder: string;
  readonly database: Low;
  readonly log: AuditLog;
  readonly lock: FolderLock;
  readonly onChange: StateStoreOptions['onChange'];
}

/** The settings and records of one tenant, and the log of what was done to them. Made by `openStateStore`. */
export class StateStore {
  readonly #folder: string;
  readonly #database: Low;
  readonly #log: AuditLog;
  readonly #lock: FolderLock;
  readonly #onChange: () => void;
  readonly #commits: GroupCommit<State>;
  #durable: State;
  #isClosed = false;

  constructor({ folder, database, log, lock, onChange = () => undefined }: StateFiles, state: State) {
    this.#folder = folder;
    this.#database = database;
    this.#durable = freeze(state, true);
    this.#log = log;
    this.#lock = lock;
    this.#onChange = onChange;
    this.#commits = new GroupCommit<State>({
      begin: async () => {
        // No further change is made while the log lacks entries of an earlier one.
        await this.#log.append(this.#durable.auditOutbox);
        return freeze<State>({ ...this.#durable, auditOutbox: [] }, true);
      },
      apply: changeState,
      write: (changed) => this.#write(changed),
      failure: (error) => new EngagementFailure('stateUnusable', `The state could not be written (${firstLine(error)}). Make room, and let this account write there; then try again.`, { cause: error }),
    });
  }

  /** The last durable state. Frozen: it is changed through `update` only, which leaves it as it is and puts another in its place. */
  read(): Readonly<State> {
    return this.#durable;
  }

  /**
   * Resolves with what `change` gives back as soon as the changed state, and the audit entries of the change, are on the disk. `change` is
   * given a draft to alter, and must not be asynchronous; what it gives back of the draft arrives as plain data. If it throws, nothing
   * changes, and this rejects with what it threw. Changes are made in the order of the calls; those that come while others are being
   * written go to the disk together.
   * @throws EngagementFailure `stateUnusable` where writing fails: `read` then gives what was durable before, unless only the audit log could
   * not be written, which is made up for before the next change.
   */
  update<Result>(change: (state: State) => Result): Promise<Result> {
    return this.#commits.update(change);
  }

  /** The newest entries first. @throws EngagementFailure `stateUnusable` where somebody has changed the log into what cannot be read. */
  readAudit(page: Page): Promise<Paged<AuditEntry>> {
    return this.#log.read(page);
  }

  /** The number of the first line of the audit log (1 is the oldest) that was changed, put in or taken away; undefined where it is whole. */
  verifyAudit(): Promise<number | undefined> {
    const unlogged = this.#durable.auditOutbox.filter(({ sequence }) => sequence > this.#log.lastSequence);
    return this.#log.verify(this.#durable.auditSequence - unlogged.length);
  }

  /** Lets the changes that were asked for become durable, and gives the folder free. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#commits.close();
    await this.#log.close();
    this.#lock.release();
  }

  async #write(state: State): Promise<void> {
    // Before the erasure is on record: a crash in between repeats it.
    if (state.receipts.length > this.#durable.receipts.length || state.objections.length > this.#durable.objections.length) await removeEarlierStates(this.#folder);
    this.#database.data = state;
    await this.#database.write();
    this.#durable = state;
    this.#onChange();
    await this.#log.append(state.auditOutbox);
  }
}
