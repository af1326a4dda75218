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
  readonly isUnderWay: boolean;
}

/** How far a request has come, and the chats that it has come to. */
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

  /** Who may answer these open requests; undefined where the directory does not tell yet. */
  async administratorIds(consents: readonly Consent[]): Promise<readonly string[] | undefined> {
    if (consents.length === 0) return [];
    const at = this.#context.clock.now();
    const requests = consents.map(({ id }) => id).join();
    if (this.#known !== undefined && this.#known.requests === requests && at - this.#known.at < knownMilliseconds) return this.#known.administratorIds;
    const administratorIds = await this.#context.service.bulletin.globalAdministratorIds();
    this.#known = administratorIds && { at, requests, administratorIds };
    return administratorIds;
  }

  async of(consent: Consent, administratorIds: readonly string[] | undefined): Promise<Reached> {
    if (administratorIds === undefined) return { reach: { kind: 'unreadable' }, conversations: [] };
    const conversations: KnownConversation[] = [];
    let unreachedCount = 0;
    for (const administratorId of administratorIds) {
      const conversation = this.#context.store.personalConversation(administratorId);
      if (conversation !== undefined) conversations.push(conversation);
      else if (!(await this.#isComing(consent.id, administratorId))) unreachedCount += 1;
    }
    return { reach: { kind: 'known', administratorsCount: administratorIds.length, unreachedCount }, conversations };
  }

  /** Whether a chat with this person is about to come. */
  async #isComing(consentId: string, administratorId: string): Promise<boolean> {
    const key = `${consentId}/${administratorId}`;
    const now = this.#context.clock.now();
    const earlier = this.#attempts.get(key);
    if (earlier !== undefined && now - earlier.at < triedMilliseconds) return earlier.isUnderWay;
    const attempt = { at: now, isUnderWay: await this.#install(administratorId) };
    this.#attempts.set(key, attempt);
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
