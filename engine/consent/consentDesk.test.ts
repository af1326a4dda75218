import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { requestDays } from './consents.ts';
import { passageMinutes } from './passages.ts';
import { administrator, allRoles, colleague, enrichmentId, openTestDesk, tenantId } from './testDesk.ts';

const dayMilliseconds = 86_400_000;

describe('approve', () => {
  test('by a Global Administrator, with every permission granted, is consent', async () => {
    const { desk, world, request, record, auditActions } = await openTestDesk();
    const { id } = await request();
    const approval = await desk.approve(id, 'Administrator');
    expect(approval).toEqual({ kind: 'granted', consent: record(id) });
    expect(record(id)).toMatchObject({ status: 'granted', answeredBy: administrator, answeredAt: world.now });
    expect(await auditActions()).toEqual(['consentRequested', 'consentGranted']);
  });

  test('by anybody else is refused and put on record, whether permissions are missing or not', async () => {
    const { desk, world, store, request, record, auditActions } = await openTestDesk();
    const { id } = await request();
    await expect(desk.approve(id, colleague)).rejects.toMatchObject({ code: 'notAllowed' });
    world.roles = ['RoleManagement.Read.Directory'];
    await expect(desk.approve(id, colleague)).rejects.toMatchObject({ code: 'notAllowed' });
    expect(record(id)?.status).toBe('requested');
    expect(store.read().consentPassages).toEqual([]);
    expect(await auditActions()).toEqual(['consentRequested', 'consentRefusedNotAdministrator', 'consentRefusedNotAdministrator']);
  });

  test('leads through Entra where permissions are missing, and names them', async () => {
    const { desk, world, request, record } = await openTestDesk();
    const { id } = await request();
    world.roles = allRoles.filter((role) => role !== 'Mail.ReadBasic.All');
    const approval = await desk.approve(id, administrator);
    expect(approval).toMatchObject({ kind: 'entraConsentNeeded', missingPermissions: ['Mail.ReadBasic.All'] });
    const url = new URL(approval.kind === 'entraConsentNeeded' ? approval.url : '');
    expect(`${url.origin}${url.pathname}`).toBe(`https://login.example/${tenantId}/v2.0/adminconsent`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client',
      scope: 'https://graph.microsoft.com/.default',
      redirect_uri: 'https://app.example/consent/callback',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    expect(record(id)?.status).toBe('requested');
  });

  test('keeps of the state that travels no more than a hash', async () => {
    const { world, folder, store, request, setOut } = await openTestDesk();
    world.roles = [];
    const secret = await setOut((await request()).id);
    expect(store.read().consentPassages).toHaveLength(1);
    for (const name of ['state.json', 'audit.ndjson']) expect(await readFile(join(folder, name), 'utf8')).not.toContain(secret);
  });

  test('is refused for a request that is unknown, answered, replaced or too old', async () => {
    const { desk, world, request } = await openTestDesk();
    await expect(desk.approve('none', administrator)).rejects.toMatchObject({ code: 'notFound' });
    const replaced = await request();
    const present = await request();
    await expect(desk.approve(replaced.id, administrator)).rejects.toMatchObject({ code: 'consentRequestEnded' });
    await desk.approve(present.id, administrator);
    await expect(desk.approve(present.id, administrator)).rejects.toMatchObject({ code: 'consentRequestEnded' });
    const late = await request();
    world.now += requestDays * dayMilliseconds;
    await expect(desk.approve(late.id, administrator)).rejects.toMatchObject({ code: 'consentRequestEnded' });
  });

  test('does not grant what was declined while the proofs were being made', async () => {
    const { desk, request, record } = await openTestDesk();
    const { id } = await request();
    const [, approval] = await Promise.allSettled([desk.decline(id, administrator, 'no'), desk.approve(id, administrator)]);
    expect(approval).toMatchObject({ reason: { code: 'consentRequestEnded' } });
    expect(record(id)).toMatchObject({ status: 'declined', declineReason: 'no' });
  });
});

describe('the return from Entra', () => {
  test('is consent once the roles are granted and the one who set out is shown to be an administrator', async () => {
    const { desk, world, request, setOut, record, auditActions } = await openTestDesk();
    world.roles = [];
    const { id } = await request();
    const state = await setOut(id);
    world.roles = allRoles;
    expect(await desk.returnFromEntra({ state })).toEqual(record(id));
    expect(record(id)).toMatchObject({ status: 'granted', answeredBy: administrator });
    expect(await auditActions()).toEqual(['consentRequested', 'consentPageOpened', 'consentGranted']);
  });

  test('waits some seconds for a grant that does not show at once, and then says so', async () => {
    const { desk, world, request, setOut, record } = await openTestDesk();
    world.roles = [];
    const { id } = await request();
    const tooEarly = await setOut(id);
    await expect(desk.returnFromEntra({ state: tooEarly })).rejects.toMatchObject({ code: 'consentMissing', message: expect.stringContaining('Mail.ReadBasic.All') as string });
    expect(record(id)?.status).toBe('requested');
    const inTime = await setOut(id);
    world.whileAsleep = () => (world.roles = allRoles);
    expect(await desk.returnFromEntra({ state: inTime })).toMatchObject({ status: 'granted' });
  });

  test('of somebody who is no administrator grants nothing, though the tenant has granted all', async () => {
    const { desk, world, request, setOut, record, auditActions } = await openTestDesk();
    world.roles = [];
    const { id } = await request();
    const state = await setOut(id, colleague);
    world.roles = allRoles;
    await expect(desk.returnFromEntra({ state })).rejects.toMatchObject({ code: 'notAllowed' });
    expect(record(id)?.status).toBe('requested');
    expect((await auditActions()).at(-1)).toBe('consentRefusedNotAdministrator');
  });

  test('with an error grants nothing, though all is granted, and uses the passage up', async () => {
    const { desk, world, request, setOut, record, auditActions } = await openTestDesk();
    world.roles = [];
    const { id } = await request();
    const state = await setOut(id);
    world.roles = allRoles;
    await expect(desk.returnFromEntra({ error: 'access_denied', state })).rejects.toMatchObject({ code: 'consentMissing' });
    expect((await auditActions()).at(-1)).toBe('consentRefusedByEntra');
    await expect(desk.returnFromEntra({ state })).rejects.toMatchObject({ code: 'consentRequestEnded' });
    expect(record(id)?.status).toBe('requested');
  });

  const spoilt = [
    ['missing', () => undefined],
    ['empty', () => ''],
    ['of nobody', () => 'A'.repeat(43)],
    ['cut off', (state: string) => state.slice(0, -1)],
    ['tampered with', (state: string) => `${state.startsWith('A') ? 'B' : 'A'}${state.slice(1)}`],
    ['written in other case', (state: string) => state.toLowerCase()],
  ] as const;

  test.each(spoilt)('with a state that is %s grants nothing, and leaves the passage to whom it belongs', async (_, spoil) => {
    const { desk, world, request, setOut } = await openTestDesk();
    world.roles = [];
    const state = await setOut((await request()).id);
    world.roles = allRoles;
    await expect(desk.returnFromEntra({ state: spoil(state) })).rejects.toMatchObject({ code: 'consentRequestEnded' });
    await expect(desk.returnFromEntra({ state: spoil(state), error: 'access_denied' })).rejects.toMatchObject({ code: 'consentRequestEnded' });
    expect(await desk.returnFromEntra({ state })).toMatchObject({ status: 'granted' });
  });

  test('counts once, also where it comes twice at the same moment', async () => {
    const { desk, world, request, setOut, auditActions } = await openTestDesk();
    world.roles = [];
    const state = await setOut((await request()).id);
    world.roles = allRoles;
    const results = await Promise.allSettled([desk.returnFromEntra({ state }), desk.returnFromEntra({ state })]);
    expect(results).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'consentRequestEnded' } }]);
    await expect(desk.returnFromEntra({ state })).rejects.toMatchObject({ code: 'consentRequestEnded' });
    expect((await auditActions()).filter((action) => action === 'consentGranted')).toHaveLength(1);
  });

  test('counts once, also where the service stops after it was used and before consent was given', async () => {
    const first = await openTestDesk();
    first.world.roles = [];
    const { id } = await first.request();
    const state = await first.setOut(id);
    let stopped: Promise<void> | undefined;
    first.world.whileAsleep = () => {
      stopped ??= first.store.close();
    };
    await expect(first.desk.returnFromEntra({ state })).rejects.toMatchObject({ code: 'consentMissing' });
    await stopped;
    const second = await openTestDesk(first.folder);
    await expect(second.desk.returnFromEntra({ state })).rejects.toMatchObject({ code: 'consentRequestEnded' });
    expect(second.record(id)?.status).toBe('requested');
  });

  test('counts within its time only, for the latest way of a person only, and for a request that is still open only', async () => {
    const { desk, world, request, setOut } = await openTestDesk();
    world.roles = [];
    const first = await request();
    const tooOld = await setOut(first.id);
    world.now += passageMinutes * 60_000;
    const earlier = await setOut(first.id);
    const latest = await setOut(first.id);
    world.roles = allRoles;
    await expect(desk.returnFromEntra({ state: tooOld })).rejects.toMatchObject({ code: 'consentRequestEnded' });
    await expect(desk.returnFromEntra({ state: earlier })).rejects.toMatchObject({ code: 'consentRequestEnded' });
    await request();
    await expect(desk.returnFromEntra({ state: latest })).rejects.toMatchObject({ code: 'consentRequestEnded' });
  });
});

describe('decline', () => {
  test('by a Global Administrator ends the request, with the reason, which is no part of the audit log', async () => {
    const { desk, request, store, record } = await openTestDesk();
    const { id } = await request();
    expect(await desk.decline(id, administrator, '  Ask Anna first ')).toEqual(record(id));
    expect(record(id)).toMatchObject({ status: 'declined', answeredBy: administrator, declineReason: 'Ask Anna first' });
    const { items } = await store.readAudit({ offset: 0, limit: 1 });
    expect(items).toMatchObject([{ action: 'consentDeclined', by: administrator, enrichmentId, details: { consentId: id } }]);
    expect(JSON.stringify(items)).not.toContain('Anna');
  });

  test('is refused to anybody else, and to all while nobody can be shown to be an administrator', async () => {
    const { desk, world, request, record } = await openTestDesk();
    const { id } = await request();
    await expect(desk.decline(id, colleague, '')).rejects.toMatchObject({ code: 'notAllowed' });
    world.roles = [];
    await expect(desk.decline(id, administrator, '')).rejects.toMatchObject({ code: 'notAllowed', message: expect.stringContaining('unanswered') as string });
    await expect(desk.decline(id, administrator, 'x'.repeat(501))).rejects.toMatchObject({ code: 'requestUnusable' });
    expect(record(id)?.status).toBe('requested');
  });
});
