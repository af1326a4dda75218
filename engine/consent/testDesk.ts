import { createHash } from 'node:crypto';
import { missingPermissions } from '../graph/permissions.ts';
import type { Clock } from '../model/clock.ts';
import type { Consent } from '../model/consent.ts';
import { EngagementFailure } from '../model/failure.ts';
import { openTestStore, storeFolder } from '../store/testStore.ts';
import type { StateStore } from '../store/stateStore.ts';
import { createConsentDesk, type ConsentDesk } from './consentDesk.ts';
import { requestConsent } from './consents.ts';

export const enrichmentId = '6f1a3e0e-6f0b-4c43-9d0c-111111111111';
export const owner = 'owner';
export const administrator = 'administrator';
export const colleague = 'colleague';
export const tenantId = 'cccccccc-0000-4000-8000-000000000001';
/** With all that is needed granted. */
export const allRoles = missingPermissions([]);

/** A desk over a real store, with a directory that the test rules. Sleeping moves the clock, and may change the world meanwhile. */
export interface TestDesk {
  readonly desk: ConsentDesk;
  readonly store: StateStore;
  readonly folder: string;
  readonly clock: Clock;
  readonly world: { now: number; roles: readonly string[]; administrators: readonly string[]; whileAsleep: (() => void) | undefined };
  readonly request: (addresses?: readonly string[]) => Promise<Consent>;
  /** The record as it stands. */
  readonly record: (consentId: string) => Consent | undefined;
  /** The actions on record, the oldest first. */
  readonly auditActions: () => Promise<readonly string[]>;
  /** Sends an administrator to Entra; the `state` that comes back. */
  readonly setOut: (consentId: string, userId?: string) => Promise<string>;
}

export async function openTestDesk(folder?: string): Promise<TestDesk> {
  const usedFolder = folder ?? (await storeFolder());
  const store = await openTestStore(usedFolder);
  const world: TestDesk['world'] = { now: Date.UTC(2026, 10, 23), roles: allRoles, administrators: [administrator], whileAsleep: undefined };
  const clock: Clock = {
    now: () => world.now,
    sleep: (durationMilliseconds) => {
      world.now += durationMilliseconds;
      world.whileAsleep?.();
      return Promise.resolve();
    },
  };
  let count = 0;
  const desk = createConsentDesk({
    store,
    clock,
    randomBytes: (size) => createHash('sha256').update(`${(count += 1)}`).digest().subarray(0, size),
    directory: {
      grantedRoles: () => Promise.resolve(world.roles),
      isGlobalAdministrator: (userId) =>
        world.roles.includes('RoleManagement.Read.Directory')
          ? Promise.resolve(world.administrators.includes(userId))
          : Promise.reject(new EngagementFailure('consentMissing', 'told by the test')),
    },
    entra: {
      authorityUrl: 'https://login.example',
      tenantId,
      clientId: 'client',
      scope: 'https://graph.microsoft.com/.default',
      redirectUri: 'https://app.example/consent/callback',
    },
  });
  return {
    desk,
    store,
    folder: usedFolder,
    clock,
    world,
    request: (addresses = ['sales@contoso.example']) => store.update((state) => requestConsent(state, { enrichmentId, addresses, by: owner }, clock)),
    record: (consentId) => store.read().consents.find(({ id }) => id === consentId),
    auditActions: async () => (await store.readAudit({ offset: 0, limit: 200 })).items.map(({ action }) => action).reverse(),
    setOut: async (consentId, userId = administrator) => {
      const approval = await desk.approve(consentId, userId);
      if (approval.kind !== 'entraConsentNeeded') throw new Error('the way should have led through Entra');
      return new URL(approval.url).searchParams.get('state') ?? '';
    },
  };
}
