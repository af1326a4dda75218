import { ApiFailure } from '../../../api/apiFailure.ts';
import type { EnrichmentDraftBody, EnrichmentView } from '../../../api/contract.ts';
import { fieldsInConflict, formOf, saveableOf, withoutSaved, type SetupEdits, type SetupField, type SetupForm } from './form.ts';

export interface DraftState {
  readonly view: EnrichmentView;
  /** What the service does not have yet. */
  readonly edits: SetupEdits;
  /** What the fields show: what the service has, and the edits over it. */
  readonly form: SetupForm;
  readonly status: 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict';
  /** Of `failed`. */
  readonly error?: unknown;
  /** Of `conflict`: what somebody else has changed as well. */
  readonly conflicts: readonly SetupField[];
}

interface DraftKeeperOptions {
  readonly view: EnrichmentView;
  /** Kept from an earlier visit. */
  readonly edits: SetupEdits;
  readonly timeZone: string;
  readonly send: (body: EnrichmentDraftBody, revision: number) => Promise<EnrichmentView>;
  readonly reload: () => Promise<EnrichmentView>;
  /** Told of all edits whenever they change. */
  readonly keep: (edits: SetupEdits) => void;
  /** Calls back after a pause in typing; a new call takes the place of the one before. */
  readonly afterPause: (callBack: () => void) => void;
}

/**
 * Keeps what is entered until the service has it. Typing waits for nothing: fields show the edits, and these go to the service after a pause,
 * one request after the other. What somebody else changed meanwhile stays, unless it is the same field: then the person chooses.
 */
export class DraftKeeper {
  readonly #options: DraftKeeperOptions;
  readonly #listeners = new Set<() => void>();
  #state: DraftState;
  #saving: Promise<boolean> | undefined;

  constructor(options: DraftKeeperOptions) {
    this.#options = options;
    const { view, edits } = options;
    this.#state = { view, edits, form: this.#formOf(view, edits), status: statusOf(edits), conflicts: [] };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): DraftState => this.#state;

  readonly change = (edits: SetupEdits): void => {
    const all = { ...this.#state.edits, ...edits };
    this.#set({ edits: all, status: this.#state.status === 'conflict' ? 'conflict' : 'unsaved' });
    this.#options.keep(all);
    this.#options.afterPause(() => void this.save());
  };

  /** What the service answered elsewhere; an older answer changes nothing. */
  readonly rebase = (view: EnrichmentView): void => {
    if (view.enrichment.revision > this.#state.view.enrichment.revision) this.#set({ view });
  };

  /** Sends what can be saved, and what is changed meanwhile; false where it failed, or where a conflict waits for an answer. */
  readonly save = (): Promise<boolean> => {
    if (this.#state.status === 'conflict') return Promise.resolve(false);
    this.#saving ??= this.#saveAll().finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  };

  readonly resolve = (whose: 'mine' | 'theirs'): Promise<boolean> => {
    this.#set({ edits: whose === 'mine' ? this.#state.edits : {}, status: 'unsaved', conflicts: [] });
    this.#options.keep(this.#state.edits);
    return this.save();
  };

  /** Forgets what is not saved, once nothing is on its way any more. */
  readonly drop = async (): Promise<void> => {
    await this.#saving;
    this.#set({ edits: {}, status: 'saved', conflicts: [] });
    this.#options.keep({});
  };

  async #saveAll(): Promise<boolean> {
    for (;;) {
      const { edits: sent, form, view } = this.#state;
      const { body, fields } = saveableOf(sent, form);
      if (fields.length === 0) {
        this.#set({ status: statusOf(sent) });
        return true;
      }
      this.#set({ status: 'saving' });
      try {
        const answer = await this.#options.send(body, view.enrichment.revision);
        const edits = withoutSaved(this.#state.edits, sent, fields);
        this.#set({ view: answer, edits });
        this.#options.keep(edits);
      } catch (error) {
        if (!(await this.#mayGoOn(error))) return false;
      }
    }
  }

  async #mayGoOn(error: unknown): Promise<boolean> {
    try {
      if (!(error instanceof ApiFailure) || error.code !== 'revisionConflict') throw error;
      const view = await this.#options.reload();
      const { edits } = this.#state;
      const conflicts = fieldsInConflict(edits, this.#formOf(this.#state.view, {}), this.#formOf(view, {}));
      this.#set({ view, conflicts, ...(conflicts.length > 0 && { status: 'conflict' as const }) });
      return conflicts.length === 0;
    } catch (failure) {
      this.#set({ status: 'failed', error: failure });
      return false;
    }
  }

  #formOf(view: EnrichmentView, edits: SetupEdits): SetupForm {
    return { ...formOf(view.enrichment, this.#options.timeZone), ...edits };
  }

  #set(change: Partial<DraftState>): void {
    const { error, ...rest } = this.#state;
    const next = { ...rest, ...(change.status === undefined && error !== undefined && { error }), ...change };
    this.#state = { ...next, form: this.#formOf(next.view, next.edits) };
    for (const listener of this.#listeners) listener();
  }
}

/** The box of a pasted list is no part of the draft. */
function statusOf(edits: SetupEdits): DraftState['status'] {
  return Object.keys(edits).some((field) => field !== 'pasted') ? 'unsaved' : 'saved';
}
