import { missingPermissions } from '../graph/permissions.ts';
import type { Clock } from '../model/clock.ts';
import { consentSchema, declineReasonLengthMax, type Consent, type ConsentPassage } from '../model/consent.ts';
import { EngagementFailure } from '../model/failure.ts';
import { audit } from '../store/audit.ts';
import type { StateStore } from '../store/stateStore.ts';
import { decline, grant, openRequest } from './consents.ts';
import { startPassage, usePassage, type RandomBytes } from './passages.ts';

/** What consent asks of the tenant's directory; each call asks anew. */
export interface ConsentDirectory {
  /** The application permissions that the tenant has granted, by a fresh token of the app. */
  grantedRoles(): Promise<readonly string[]>;
  /** @throws EngagementFailure `consentMissing` where the app may not read what proves it. */
  isGlobalAdministrator(userId: string): Promise<boolean>;
}

/** This app, as Microsoft Entra ID knows it. */
export interface EntraApp {
  /** `https://login.microsoftonline.com` or that of a national cloud. */
  readonly authorityUrl: string;
  readonly tenantId: string;
  readonly clientId: string;
  /** `https://graph.microsoft.com/.default` */
  readonly scope: string;
  /** Registered with the app; leads to `returnFromEntra`. */
  readonly redirectUri: string;
}

export interface ConsentDeskOptions {
  readonly store: StateStore;
  readonly directory: ConsentDirectory;
  readonly entra: EntraApp;
  readonly clock: Clock;
  /** Cryptographically strong. */
  readonly randomBytes: RandomBytes;
}

/** Either consent is given, or the way leads through the consent page of Microsoft Entra ID first. */
export type Approval =
  | { readonly kind: 'granted'; readonly consent: Consent }
  | { readonly kind: 'entraConsentNeeded'; readonly url: string; readonly missingPermissions: readonly string[] };

/**
 * Where administrators answer. Consent has two locks: the grant of the tenant, shown by the roles in the app's own token, and the word of a
 * person whom the directory shows to be a Global Administrator at that moment. What a browser says is believed in neither.
 */
export interface ConsentDesk {
  /**
   * Grants where both proofs are there; where the tenant has not granted all permissions, begins the way through Entra.
   * @throws EngagementFailure `notFound`, `consentRequestEnded`; `notAllowed` where the person is shown to be no Global Administrator.
   */
  approve(consentId: string, userId: string): Promise<Approval>;
  /**
   * The end of the way through Entra. Each `state` counts once, whatever comes of it.
   * @throws EngagementFailure `consentRequestEnded` for one that is unknown, used or too old; `consentMissing` where Entra reports an error
   * or the grant does not show within some seconds; `notAllowed` where the person who set out is no Global Administrator.
   */
  returnFromEntra(parameters: { readonly error?: string | undefined; readonly state?: string | undefined }): Promise<Consent>;
  /** `reason`: at most 500 characters, may be empty. @throws EngagementFailure as `approve`; `notAllowed` also where nobody can be shown to be one; `requestUnusable` */
  decline(consentId: string, userId: string, reason: string): Promise<Consent>;
}

/** A grant takes from seconds to minutes until it shows in tokens and in Graph: looked for after 0, 1, 3 and 7 seconds, as long as a browser may be kept waiting. */
const grantWaitsSeconds = [1, 2, 4];

type Proof = 'administrator' | 'noAdministrator' | 'notReadable';

export function createConsentDesk({ store, directory, entra, clock, randomBytes }: ConsentDeskOptions): ConsentDesk {
  async function proofOf(userId: string): Promise<Proof> {
    try {
      return (await directory.isGlobalAdministrator(userId)) ? 'administrator' : 'noAdministrator';
    } catch (error) {
      if (error instanceof EngagementFailure && error.code === 'consentMissing') return 'notReadable';
      throw error;
    }
  }

  async function refuse(consentId: string, userId: string): Promise<never> {
    await store.update((state) => {
      const { enrichmentId } = openRequest(state, consentId, clock.now());
      audit(state, { action: 'consentRefusedNotAdministrator', by: userId, enrichmentId, details: { consentId } }, clock);
    });
    throw new EngagementFailure('notAllowed', 'Only a Global Administrator of the organisation can answer this request, and you are none at this moment. Pass it on to one, or activate the role first.');
  }

  async function grantOnce(consentId: string, userId: string): Promise<Consent> {
    return store.update((state) => grant(state, consentId, userId, clock));
  }

  async function sendToEntra(consentId: string, administratorId: string, missing: readonly string[]): Promise<Approval> {
    const start = { tenantId: entra.tenantId, consentId, administratorId, missingCount: missing.length };
    const secret = await store.update((state) => startPassage(state, start, clock, randomBytes));
    return { kind: 'entraConsentNeeded', url: consentPageUrl(entra, secret), missingPermissions: missing };
  }

  /** Both proofs, as soon as they can be had; what the grant lacks where they cannot. */
  async function proofAfterReturn(userId: string): Promise<Exclude<Proof, 'notReadable'> | { readonly missing: readonly string[] }> {
    for (let tries = 0; ; tries += 1) {
      const missing = missingPermissions(await directory.grantedRoles());
      const proof = missing.length === 0 ? await proofOf(userId) : 'notReadable';
      if (proof !== 'notReadable') return proof;
      const waitSeconds = grantWaitsSeconds[tries];
      if (waitSeconds === undefined) return { missing };
      await clock.sleep(waitSeconds * 1000);
    }
  }

  return {
    approve: async (consentId, userIdAsGiven) => {
      const userId = userIdAsGiven.toLowerCase();
      openRequest(store.read(), consentId, clock.now());
      const missing = missingPermissions(await directory.grantedRoles());
      const proof = await proofOf(userId);
      if (proof === 'noAdministrator') return refuse(consentId, userId);
      // Before roles can be read nobody can be shown to be an administrator. The way is open to all then: it gives nothing away, Entra lets
      // administrators pass only, and who set out is looked at when they are back.
      if (missing.length > 0) return sendToEntra(consentId, userId, missing);
      if (proof === 'notReadable') throw grantNotSeen([]);
      return { kind: 'granted', consent: await grantOnce(consentId, userId) };
    },

    returnFromEntra: async ({ error, state: secret = '' }) => {
      const passage = await store.update((state): ConsentPassage | undefined => {
        const used = usePassage(state, entra.tenantId, secret, clock);
        if (used !== undefined && error !== undefined) {
          const enrichmentId = state.consents.find(({ id }) => id === used.consentId)?.enrichmentId;
          audit(state, { action: 'consentRefusedByEntra', by: used.administratorId, ...(enrichmentId && { enrichmentId }), details: { consentId: used.consentId } }, clock);
        }
        return used;
      });
      if (passage === undefined) {
        throw new EngagementFailure('consentRequestEnded', 'This way through the consent page has been used before, has taken too long, or did not begin here; nothing was granted by it. Open the consent request and approve it again.');
      }
      // An error comes with `admin_consent=True` too: that parameter says nothing, and is not even read.
      if (error !== undefined) {
        throw new EngagementFailure('consentMissing', 'Microsoft Entra ID reports that consent was not given; the request stays open. Open it and approve it again, signed in as a Global Administrator.');
      }
      const { consentId, administratorId } = passage;
      openRequest(store.read(), consentId, clock.now());
      const proof = await proofAfterReturn(administratorId);
      if (proof === 'noAdministrator') return refuse(consentId, administratorId);
      if (proof !== 'administrator') throw grantNotSeen(proof.missing);
      return grantOnce(consentId, administratorId);
    },

    decline: async (consentId, userIdAsGiven, reason) => {
      const userId = userIdAsGiven.toLowerCase();
      const trimmed = reason.trim();
      if (!consentSchema.shape.declineReason.safeParse(trimmed).success) throw new EngagementFailure('requestUnusable', `The reason is too long: give it in ${declineReasonLengthMax} characters at most.`);
      openRequest(store.read(), consentId, clock.now());
      const proof = await proofOf(userId);
      if (proof === 'noAdministrator') return refuse(consentId, userId);
      if (proof === 'notReadable') {
        throw new EngagementFailure('notAllowed', 'The organisation has not let this app read who its Global Administrators are, so nobody can be shown to be one. Leave the request unanswered: nothing is read, and it ends by itself.');
      }
      return store.update((state) => decline(state, consentId, userId, trimmed, clock));
    },
  };
}

/** https://learn.microsoft.com/entra/identity-platform/v2-admin-consent */
function consentPageUrl({ authorityUrl, tenantId, clientId, scope, redirectUri }: EntraApp, state: string): string {
  const query = new URLSearchParams({ client_id: clientId, scope, redirect_uri: redirectUri, state });
  return `${authorityUrl.replace(/\/$/, '')}/${encodeURIComponent(tenantId)}/v2.0/adminconsent?${query.toString()}`;
}

function grantNotSeen(missing: readonly string[]): EngagementFailure {
  const what = missing.length > 0 ? missing.join(', ') : 'the grant';
  return new EngagementFailure('consentMissing', `Microsoft Entra ID does not show ${what} yet; it can take some minutes. Open the consent request then and approve it again.`);
}
