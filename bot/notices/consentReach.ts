import type { Consent } from '../../engine/index.ts';
import type { Reach } from '../cards/consent/forwardCard.ts';
import type { BotContext } from '../context.ts';
import type { KnownConversation } from '../conversations/botState.ts';

/** Teams tells of an app that it has put into a chat within seconds; meanwhile, and for whoever cannot be reached, nothing is tried anew for so long. */
const triedMilliseconds = 60 * 60_000;

/** Notices are looked through once a minute; the directory is asked anew after so long, or where there is another request. */
const knownMilliseconds = 10 * 60_000;

interface Attempt {
  readonly at: number;
  /** Whether Teams is to tell of the chat soon. */
  readonly isUnderWay: Promise<boolean>;
}

/** How far requests come, and the chats that they come to. */
export interface Reached {
  readonly reach: Reach;
  readonly conversations: readonly KnownConversation[];
}

/** Finds the chats of those who may answer, and has the app put into those that there are not yet. Remembers what it has tried for as long as the product runs. */
export class ConsentReach {
  readonly #context: BotContext;
  readonly #attempts = new Map<string, Attempt>();
  #known: { readonly at: number; readonly requests: string; readonly administratorIds: readonly string[] } | undefined;

  constructor(context: BotContext) {
    this.#context = context;
  }

  /** For all of these open requests. Throws what the directory fails with. */
  async of(requested: readonly Consent[]): Promise<Reached> {
    const administratorIds = await this.#administratorIds(requested);
    if (administratorIds === undefined) return { reach: { kind: 'unreadable' }, conversations: [] };
    const { store } = this.#context;
    const conversations = administratorIds.flatMap((administratorId) => store.personalConversation(administratorId) ?? []);
    const lacking = administratorIds.filter((administratorId) => store.personalConversation(administratorId) === undefined);
    const areComing = await Promise.all(lacking.map((administratorId) => this.#isComing(administratorId)));
    return { reach: { kind: 'known', administratorsCount: administratorIds.length, unreachedCount: areComing.filter((isComing) => !isComing).length }, conversations };
  }

  /** Who may answer; undefined where the directory does not tell yet. */
  async #administratorIds(requested: readonly Consent[]): Promise<readonly string[] | undefined> {
    const at = this.#context.clock.now();
    const requests = requested.map(({ id }) => id).join();
    if (this.#known !== undefined && this.#known.requests === requests && at - this.#known.at < knownMilliseconds) return this.#known.administratorIds;
    const administratorIds = await this.#context.service.bulletin.globalAdministratorIds();
    this.#known = administratorIds && { at, requests, administratorIds };
    return administratorIds;
  }

  /** Whether a chat with this person is about to come: the same for all requests, of which one has the app installed. */
  #isComing(administratorId: string): Promise<boolean> {
    const now = this.#context.clock.now();
    const earlier = this.#attempts.get(administratorId);
    if (earlier !== undefined && now - earlier.at < triedMilliseconds) return earlier.isUnderWay;
    const attempt = { at: now, isUnderWay: this.#install(administratorId) };
    this.#attempts.set(administratorId, attempt);
    return attempt.isUnderWay;
  }

  async #install(administratorId: string): Promise<boolean> {
    try {
      return (await this.#context.service.bulletin.installApp(administratorId)) === 'installed';
    } catch (error) {
      // One who cannot be reached does not keep the request from the others.
      this.#context.onFault(error);
      return false;
    }
  }
}
