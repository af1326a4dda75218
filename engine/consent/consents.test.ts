import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consentStatuses } from '../model/consent.ts';
import { EngagementFailure } from '../model/failure.ts';
import { expireConsents, isConsentValid, requestConsent, requestDays, withdrawConsents } from './consents.ts';
import { administrator, allRoles, colleague, enrichmentId, openTestDesk, owner } from './testDesk.ts';

const dayMilliseconds = 86_400_000;

describe('consent', () => {
  test('covers the addresses that it was asked for, for its enrichment, and no others', async () => {
    const { desk, store, request } = await openTestDesk();
    const { id } = await request(['a@contoso.example', 'b@contoso.example']);
    expect(isConsentValid(store.read(), enrichmentId, ['a@contoso.example'])).toBe(false);
    await desk.approve(id, administrator);
    expect(isConsentValid(store.read(), enrichmentId, ['b@contoso.example', 'a@contoso.example'])).toBe(true);
    expect(isConsentValid(store.read(), enrichmentId, ['a@contoso.example', 'c@contoso.example'])).toBe(false);
    expect(isConsentValid(store.read(), 'another', ['a@contoso.example'])).toBe(false);
  });

  test('that was granted holds while more is asked for, and is replaced when that is granted', async () => {
    const { desk, store, request, record } = await openTestDesk();
    const first = await request(['a@contoso.example']);
    await desk.approve(first.id, administrator);
    const second = await request(['b@contoso.example']);
    expect(isConsentValid(store.read(), enrichmentId, ['a@contoso.example'])).toBe(true);
    await desk.approve(second.id, administrator);
    expect(record(first.id)?.status).toBe('superseded');
    expect(isConsentValid(store.read(), enrichmentId, ['a@contoso.example'])).toBe(false);
  });

  test('is withdrawn with the request for more, and both are on record', async () => {
    const { desk, store, clock, request, auditActions } = await openTestDesk();
    const first = await request();
    await desk.approve(first.id, administrator);
    const second = await request();
    const ended = await store.update((state) => withdrawConsents(state, enrichmentId, administrator, clock));
    expect(ended).toMatchObject([{ id: first.id, status: 'withdrawn', withdrawnBy: administrator, withdrawnAt: clock.now() }, { id: second.id, status: 'withdrawn' }]);
    expect((await auditActions()).slice(-2)).toEqual(['consentWithdrawn', 'consentWithdrawn']);
    expect(await store.update((state) => withdrawConsents(state, enrichmentId, administrator, clock))).toEqual([]);
  });

  test('that ends because the permission was removed names nobody', async () => {
    const { desk, store, clock, request, auditActions } = await openTestDesk();
    await desk.approve((await request()).id, administrator);
    const [ended] = await store.update((state) => withdrawConsents(state, enrichmentId, undefined, clock));
    expect(ended).not.toHaveProperty('withdrawnBy');
    expect((await auditActions()).at(-1)).toBe('permissionRemoved');
  });

  test('that nobody answers ends after 14 days, to the millisecond', async () => {
    const { store, world, clock, request } = await openTestDesk();
    const { id } = await request();
    world.now += requestDays * dayMilliseconds - 1;
    expect(await store.update((state) => expireConsents(state, clock))).toEqual([]);
    world.now += 1;
    expect(await store.update((state) => expireConsents(state, clock))).toMatchObject([{ id, status: 'expired' }]);
  });
});

test('whatever is done in whatever order: one open request and one consent an enrichment at most, and none granted without both proofs', async () => {
  const { desk, store, world, clock } = await openTestDesk();
  const enrichments = Array.from({ length: 2 }, (_, index) => `6f1a3e0e-6f0b-4c43-9d0c-11111111111${index}`);
  const person = fc.constantFrom(administrator, colleague);
  const which = fc.nat(2);
  const step = fc.oneof(
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('request' as const), which }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('approve' as const), which, person }) },
    fc.record({ kind: fc.constant('return' as const), which, isError: fc.boolean() }),
    fc.record({ kind: fc.constant('decline' as const), which, person }),
    fc.record({ kind: fc.constant('withdraw' as const), which }),
    fc.record({ kind: fc.constant('pass' as const), days: fc.constantFrom(0.02, 0.05, 13, 14) }),
    fc.record({ kind: fc.constant('change' as const), roles: fc.constantFrom(allRoles, [], ['RoleManagement.Read.Directory']), isAdministrator: fc.boolean() }),
  );
  const states: string[] = [];
  const seen = new Set<string>();
  const pick = <Item>(items: readonly Item[], index: number): Item | undefined => items[items.length - 1 - (index % Math.max(items.length, 1))];

  async function take(one: typeof step extends fc.Arbitrary<infer Step> ? Step : never): Promise<void> {
    const consentId = 'which' in one ? (pick(store.read().consents, one.which)?.id ?? 'none') : 'none';
    switch (one.kind) {
      case 'request': {
        const request = { enrichmentId: enrichments[one.which % 2] ?? enrichmentId, addresses: ['a@contoso.example'], by: owner };
        await store.update((state) => requestConsent(state, request, clock));
        return;
      }
      case 'approve': {
        const approval = await desk.approve(consentId, one.person);
        if (approval.kind === 'entraConsentNeeded') states.push(new URL(approval.url).searchParams.get('state') ?? '');
        return;
      }
      case 'return':
        await desk.returnFromEntra({ state: pick(states, one.which), ...(one.isError && { error: 'access_denied' }) });
        return;
      case 'decline':
        await desk.decline(consentId, one.person, '');
        return;
      case 'withdraw':
        await store.update((state) => withdrawConsents(state, enrichments[one.which % 2] ?? enrichmentId, administrator, clock));
        return;
      case 'pass':
        world.now += one.days * dayMilliseconds;
        await store.update((state) => expireConsents(state, clock));
        return;
      case 'change':
        world.roles = one.roles;
        world.administrators = one.isAdministrator ? [administrator] : [];
    }
  }

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      Object.assign(world, { roles: allRoles, administrators: [administrator] });
      for (const one of steps) {
        const before = store.read().consents;
        await take(one).catch((error: unknown) => expect(error).toBeInstanceOf(EngagementFailure));
        const after = store.read().consents;
        for (const consent of after) {
          seen.add(consent.status);
          const earlier = before.find(({ id }) => id === consent.id)?.status;
          if (consent.status === 'granted' && earlier !== 'granted') {
            expect(earlier).toBe('requested');
            expect(consent.expiresAt).toBeGreaterThan(world.now);
            expect(world.roles).toEqual(allRoles);
            expect(world.administrators).toContain(consent.answeredBy);
          }
          // What has ended stays ended.
          if (earlier !== undefined && earlier !== 'requested' && earlier !== 'granted') expect(consent.status).toBe(earlier);
        }
        for (const id of enrichments) {
          for (const status of ['requested', 'granted']) expect(after.filter((consent) => consent.enrichmentId === id && consent.status === status).length).toBeLessThanOrEqual(1);
        }
        for (const { consentId } of store.read().consentPassages) expect(after.find(({ id }) => id === consentId)?.status).toBe('requested');
      }
      expect(await store.verifyAudit()).toBeUndefined();
    }),
    { numRuns: 40 },
  );
  // The sequences have led to all that there is.
  expect(seen.size).toBe(consentStatuses.length);
});
