import { EngagementFailure } from '../model/failure.ts';
import type { Clock } from '../model/clock.ts';
import { actions, type Action, type Actor, type Role } from './actions.ts';

/** Who may do what. This is the only place that says so; what is not in it, nobody may. */
export const rights: Readonly<Record<Action, readonly Role[]>> = {
  readOwnRights: ['globalAdministrator', 'admin', 'viewer', 'member'],
  // A member only where an admin has opened the results to all.
  readResults: ['admin', 'viewer', 'member'],
  exportResults: ['admin', 'viewer'],
  readEnrichments: ['globalAdministrator', 'admin', 'viewer', 'member'],
  editEnrichments: ['admin'],
  runEnrichments: ['admin'],
  editSegments: ['admin', 'viewer'],
  writeBack: ['admin'],
  readDirectory: ['admin'],
  editContactDataSets: ['admin'],
  readConsent: ['globalAdministrator', 'admin'],
  answerConsent: ['globalAdministrator'],
  withdrawConsent: ['globalAdministrator'],
  readAudit: ['globalAdministrator', 'admin'],
  editVisibility: ['admin'],
};

/** What a member may only do where the results are open to all. */
const needsOpenness: ReadonlySet<Action> = new Set(['readResults', 'readEnrichments']);

/** Of these, the directory is asked at that moment: a proof of a minute ago is none. */
const needsFreshProof: ReadonlySet<Action> = new Set(['answerConsent', 'withdrawConsent']);

const proofMilliseconds = 60_000;

export interface RightsOptions {
  readonly tenantId: string;
  readonly clock: Clock;
  readonly isOpenToMembers: () => boolean;
  /** By the directory, now; false where it may not be asked, since nothing is proven then. */
  readonly isGlobalAdministrator: (userId: string) => Promise<boolean>;
}

/** Decides by the table. */
export class Rights {
  readonly #options: RightsOptions;
  readonly #proofs = new Map<string, { readonly at: number; readonly isProven: boolean }>();

  constructor(options: RightsOptions) {
    this.#options = options;
  }

  /** Throws `notAllowed`. */
  async assert(actor: Actor, action: Action): Promise<void> {
    if (await this.has(actor, action)) return;
    throw new EngagementFailure('notAllowed', sentence(action));
  }

  async has(actor: Actor, action: Action): Promise<boolean> {
    if (actor.tenantId !== this.#options.tenantId) return false;
    if (this.#mayBy([...actor.appRoles, 'member'], action)) return true;
    return rights[action].includes('globalAdministrator') && (await this.#isGlobalAdministrator(actor.userId, needsFreshProof.has(action)));
  }

  async of(actor: Actor): Promise<{ readonly roles: readonly Role[]; readonly actions: readonly Action[] }> {
    const held: Role[] = [...actor.appRoles, 'member'];
    if (await this.#isGlobalAdministrator(actor.userId, false)) held.unshift('globalAdministrator');
    return { roles: held, actions: actions.filter((action) => this.#mayBy(held, action)) };
  }

  #mayBy(held: readonly Role[], action: Action): boolean {
    const isMemberEnough = !needsOpenness.has(action) || this.#options.isOpenToMembers();
    return held.some((role) => rights[action].includes(role) && (role !== 'member' || isMemberEnough));
  }

  async #isGlobalAdministrator(userId: string, isFresh: boolean): Promise<boolean> {
    const { clock, isGlobalAdministrator } = this.#options;
    const known = this.#proofs.get(userId);
    if (!isFresh && known !== undefined && clock.now() - known.at < proofMilliseconds) return known.isProven;
    const isProven = await isGlobalAdministrator(userId).catch((error: unknown) => {
      // While the directory is down, members go on with what they may do without a proof; who answers for the organisation is told of it.
      if (isFresh || !(error instanceof EngagementFailure)) throw error;
      return false;
    });
    // Nobody's proofs are needed for longer than a minute, so there is nothing worth keeping of thousands of users.
    if (this.#proofs.size > 1_000) this.#proofs.clear();
    this.#proofs.set(userId, { at: clock.now(), isProven });
    return isProven;
  }
}

function sentence(action: Action): string {
  if (rights[action].includes('admin')) return 'This needs the app role Engagement.Admin or another right that you do not have. Ask the administrator of the app to give it to you in Microsoft Entra ID.';
  return 'This needs a Global Administrator of the organisation, proven by Microsoft Entra ID at this moment. Ask one to do it.';
}
