import { EngagementFailure } from '../model/failure.ts';
import type { Clock } from '../model/clock.ts';
import { actions, type Action, type Actor, type Role } from './actions.ts';
import { Proofs } from './proofs.ts';

/** Who may do what. This is the only place that says so; what is not in it, nobody may. */
export const rights: Readonly<Record<Action, readonly Role[]>> = {
  readOwnRights: ['globalAdministrator', 'admin', 'viewer', 'member'],
  // A member only where an admin has opened the results to all.
  readResults: ['admin', 'viewer', 'member'],
  exportResults: ['admin', 'viewer'],
  // It shows results to everybody in the conversation, from then on.
  subscribeConversations: ['admin', 'viewer'],
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
  erasePeople: ['globalAdministrator', 'admin'],
};

/** What a member may only do where the results are open to all; guests never. */
const needsOpenness: ReadonlySet<Action> = new Set(['readResults', 'readEnrichments']);

/** Of these, the directory is asked at that moment: a proof of a minute ago is none. */
const needsFreshProof: ReadonlySet<Action> = new Set(['answerConsent', 'withdrawConsent', 'erasePeople']);

export interface RightsOptions {
  readonly tenantId: string;
  readonly clock: Clock;
  readonly isOpenToMembers: () => boolean;
  /** By the directory, now; false where it may not be asked, since nothing is proven then. */
  readonly isGlobalAdministrator: (userId: string) => Promise<boolean>;
  /** Likewise: somebody of the organisation, and no guest. */
  readonly isMember: (userId: string) => Promise<boolean>;
}

/** Decides by the table. */
export class Rights {
  readonly #options: RightsOptions;
  readonly #administrators: Proofs;
  readonly #members: Proofs;

  constructor(options: RightsOptions) {
    this.#options = options;
    this.#administrators = new Proofs(options.clock, options.isGlobalAdministrator);
    this.#members = new Proofs(options.clock, options.isMember);
  }

  /** Throws `notAllowed`. */
  async assert(actor: Actor, action: Action): Promise<void> {
    if (await this.has(actor, action)) return;
    throw new EngagementFailure('notAllowed', sentence(action));
  }

  async has({ tenantId, userId, appRoles }: Actor, action: Action): Promise<boolean> {
    if (tenantId !== this.#options.tenantId) return false;
    const allowed = rights[action];
    if (appRoles.some((role) => allowed.includes(role))) return true;
    if (allowed.includes('member') && (!needsOpenness.has(action) || (await this.#isOpenTo(userId)))) return true;
    if (!allowed.includes('globalAdministrator')) return false;
    return needsFreshProof.has(action) ? this.#administrators.now(userId) : this.#administrators.lately(userId);
  }

  async of(actor: Actor): Promise<{ readonly roles: readonly Role[]; readonly actions: readonly Action[] }> {
    const isAdministrator = await this.#administrators.lately(actor.userId);
    const held: Role[] = [...(isAdministrator ? (['globalAdministrator'] as const) : []), ...actor.appRoles, 'member'];
    const isOpen = await this.#isOpenTo(actor.userId);
    const mayBy = (role: Role, action: Action) => rights[action].includes(role) && (role !== 'member' || !needsOpenness.has(action) || isOpen);
    return { roles: held, actions: actions.filter((action) => held.some((role) => mayBy(role, action))) };
  }

  async #isOpenTo(userId: string): Promise<boolean> {
    return this.#options.isOpenToMembers() && this.#members.lately(userId);
  }
}

function sentence(action: Action): string {
  if (rights[action].includes('admin')) return 'This needs the app role Engagement.Admin or another right that you do not have. Ask the administrator of the app to give it to you in Microsoft Entra ID.';
  return 'This needs a Global Administrator of the organisation, proven by Microsoft Entra ID at this moment. Ask one to do it.';
}
