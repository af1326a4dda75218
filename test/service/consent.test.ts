import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { AuditLog } from '../../engine/store/auditLog.ts';
import { openPage, type BrowserPage } from '../../infra/local-tenant/testBrowser.ts';
import { defaultGrantedRoles } from '../../infra/local-tenant/permissions.ts';
import { consentAnswer, consentApprovalAnswer } from '../../tab/contract/consents.ts';
import { enrichmentAnswer } from '../../tab/contract/enrichments.ts';
import { auditAnswer } from '../../tab/contract/organization.ts';
import type { Person } from './person.ts';
import { startRunningService, type RunningService } from './runningService.ts';
import { consentIdOf, consentTo, openConsentPage, press, setUpEnrichment } from './setUp.ts';
import { HurriedClock } from './hurriedClock.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Without it nobody can be shown to be a Global Administrator. */
const rolesPermission = 'RoleManagement.Read.Directory';

describe('consent over HTTP', () => {
  let service: RunningService;
  const clock = new HurriedClock();
  let admin: Person;
  let director: Person;
  let member: Person;
  /** One request for consent for each test. */
  let enrichmentId: string;
  let consentId: string;
  let count = 0;

  const directorId = () => service.idOf('globalAdministrator');
  const approve = (person: Person) => person.post(`/consents/${consentId}/approve`, consentApprovalAnswer);
  const view = () => admin.get(`/enrichments/${enrichmentId}`, enrichmentAnswer);
  const status = async () => (await view()).consent?.status;

  /** The actions on record for this test's enrichment, oldest first, with who took them. */
  async function audited(): Promise<string[]> {
    const { items } = await admin.get('/audit?limit=200', auditAnswer);
    const by = ({ by }: z.infer<typeof auditAnswer>['items'][number]) => (by === directorId() ? ' by the director' : by === service.idOf('member') ? ' by the member' : '');
    return items.filter((entry) => entry.enrichmentId === enrichmentId).toReversed().map((entry) => `${entry.action}${by(entry)}`).slice(setUpActions.length);
  }

  /** Sets out for the consent page of Entra and accepts there; gives the way back, which nobody has gone yet. */
  async function wayBack(person: Person, acceptedBy = directorId()): Promise<URL> {
    return press(await openConsentPage(person, consentId), 'accept', acceptedBy);
  }

  async function goBack(url: URL | string): Promise<BrowserPage & { outcome: string | undefined }> {
    const page = await openPage(String(url));
    return { ...page, outcome: /data-outcome="(\w+)"/.exec(page.text)?.[1] };
  }

  beforeAll(async () => {
    service = await startRunningService({ clock, environment: { FIRST_RUN_DELAY: 'P7D', REQUEST_TIMEOUT: 'PT30M' } });
  });
  afterAll(() => service.close());

  beforeEach(async () => {
    service.tenant.grant(...defaultGrantedRoles);
    [admin, director, member] = await Promise.all([service.signIn('admin'), service.signIn('globalAdministrator'), service.signIn('member')]);
    count += 1;
    const finished = await setUpEnrichment(admin, `Consent${count}`);
    enrichmentId = finished.enrichment.id;
    consentId = consentIdOf(finished);
  });

  /** What of the permissions Entra lacks decides the way. */
  const entraLacks = (...permissions: readonly string[]) => service.tenant.revoke(...permissions);

  test('a Global Administrator through a group in a group consents at once where Entra has granted everything', async () => {
    const nested = await service.signIn('nestedAdministrator');
    expect(await approve(nested)).toMatchObject({ kind: 'granted', consent: { status: 'granted', answeredBy: service.idOf('nestedAdministrator') } });
    await expect(approve(nested)).rejects.toMatchObject({ code: 'consentRequestEnded' });
    expect(await audited()).toEqual(['consentGranted']);
  });

  test.each(['admin', 'viewer', 'member'] as const)('the click of somebody who is no Global Administrator (%s) grants nothing, and is on record', async (part) => {
    const person = await service.signIn(part);
    await expect(approve(person)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(person.post(`/consents/${consentId}/decline`, consentAnswer, { reason: 'I say so' })).rejects.toMatchObject({ code: 'notAllowed' });
    expect(await status()).toBe('requested');
    expect((await audited()).map((action) => action.split(' ')[0])).toEqual(['consentRefusedNotAdministrator', 'consentRefusedNotAdministrator']);
  });

  test('a state counts once: played again it changes nothing', async () => {
    entraLacks('Mail.ReadBasic.All');
    const back = await wayBack(director);
    expect(await goBack(back)).toMatchObject({ status: 200, outcome: 'granted' });
    expect(await goBack(back)).toMatchObject({ outcome: 'ended' });
    expect(await audited()).toEqual(['consentPageOpened by the director', 'consentGranted by the director']);
  });

  test('so does one that came back with a refusal: accepting under it later is worth nothing', async () => {
    entraLacks('Mail.ReadBasic.All');
    const page = await openConsentPage(director, consentId);
    const refused = await press(page, 'cancel', directorId());
    expect(refused.searchParams.get('admin_consent')).toBe('True');
    expect(await goBack(refused)).toMatchObject({ outcome: 'notGranted' });
    expect(await goBack(await press(page, 'accept', directorId()))).toMatchObject({ outcome: 'ended' });
    expect(await status()).toBe('requested');
    expect(await audited()).toEqual(['consentPageOpened by the director', 'consentRefusedByEntra by the director']);
  });

  test('a state ends after an hour', async () => {
    entraLacks('Mail.ReadBasic.All');
    const back = await wayBack(director);
    clock.pass(60 * minute);
    admin = await service.signIn('admin');
    expect(await goBack(back)).toMatchObject({ outcome: 'ended' });
    expect(await status()).toBe('requested');
  });

  test('a state that was tampered with, is missing, or comes twice is nobody’s, and spoils none', async () => {
    entraLacks('Mail.ReadBasic.All');
    const back = await wayBack(director);
    const state = back.searchParams.get('state') ?? '';
    const changed = (place: number) => `${state.slice(0, place)}${state[place] === 'A' ? 'B' : 'A'}${state.slice(place + 1)}`;
    for (const wrong of [changed(0), changed(20), state.slice(0, -1), `${state}A`, state.toLowerCase(), '', 'A'.repeat(43), 'A'.repeat(10_000)]) {
      const url = new URL(back);
      url.searchParams.set('state', wrong);
      expect(await goBack(url), wrong.slice(0, 50)).toMatchObject({ outcome: 'ended' });
    }
    const without = new URL(back);
    without.searchParams.delete('state');
    expect(await goBack(without)).toMatchObject({ outcome: 'ended' });
    expect(await goBack(`${back.href}&state=${'A'.repeat(43)}`)).toMatchObject({ outcome: 'ended' });
    expect(await status()).toBe('requested');
    expect(await goBack(back)).toMatchObject({ outcome: 'granted' });
  });

  test('the state of somebody who is no Global Administrator grants nothing, though one has accepted under it', async () => {
    entraLacks(rolesPermission);
    const back = await wayBack(member);
    expect(await goBack(back)).toMatchObject({ status: 403, outcome: 'notAdministrator' });
    expect(await status()).toBe('requested');
    expect(await audited()).toEqual(['consentPageOpened by the member', 'consentRefusedNotAdministrator by the member']);
  });

  test('a state that another installation has given out is worth nothing here', async () => {
    const other = await startRunningService({ environment: { FIRST_RUN_DELAY: 'P7D' }, tenant: { grantedRoles: [] } });
    try {
      const theirs = await setUpEnrichment(await other.signIn('admin'), 'Elsewhere');
      const back = await press(await openConsentPage(await other.signIn('globalAdministrator'), consentIdOf(theirs)), 'accept', directorId());
      expect(await goBack(`${service.url}${back.pathname}${back.search}`)).toMatchObject({ outcome: 'ended' });
      expect(await goBack(back)).toMatchObject({ outcome: 'granted' });
    } finally {
      await other.close();
    }
  });

  test('what the address says of tenant and consent is not believed', async () => {
    entraLacks('Mail.ReadBasic.All');
    const page = await openConsentPage(director, consentId);
    const state = new URL(page.url).searchParams.get('state') ?? '';
    const forged = new URL('/consent/callback', service.url);
    forged.search = new URLSearchParams({ admin_consent: 'True', tenant: service.tenant.tenantId, scope: 'https://graph.microsoft.com/Mail.ReadBasic.All', state }).toString();
    expect(await goBack(forged)).toMatchObject({ outcome: 'notGranted' });
    expect(await status()).toBe('requested');
  });

  test('the page at the end repeats nothing of its address', async () => {
    const script = '<script>alert("walked")</script>';
    for (const parameters of [{ error: script, error_description: script, state: script }, { state: script, tenant: script, admin_consent: script }, { error: 'access_denied', error_description: `'"><img src=x onerror=walked>` }]) {
      const page = await goBack(`${service.url}/consent/callback?${new URLSearchParams(parameters).toString()}`);
      expect(page.text).not.toMatch(/walked|<script|onerror|access_denied/);
      expect(page.headers.get('content-type')).toContain('text/html');
      expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    }
  });

  test('a Global Administrator declines with a reason, and nothing is read', async () => {
    const declined = await director.post(`/consents/${consentId}/decline`, consentAnswer, { reason: ' Not before the works council has agreed ' });
    expect(declined).toMatchObject({ status: 'declined', declineReason: 'Not before the works council has agreed', answeredBy: directorId() });
    expect(await view()).toMatchObject({ state: 'declined', consent: { status: 'declined' } });
    await expect(approve(director)).rejects.toMatchObject({ code: 'consentRequestEnded' });
    expect(await audited()).toEqual(['consentDeclined by the director']);
    expect(JSON.stringify(await admin.get('/audit?limit=200', auditAnswer))).not.toContain('works council');
  });

  test('a request that nobody answers ends after fourteen days, and finishing the set-up again asks anew', async () => {
    clock.pass(14 * day);
    [admin, director] = await Promise.all([service.signIn('admin'), service.signIn('globalAdministrator')]);
    await expect(approve(director)).rejects.toMatchObject({ code: 'consentRequestEnded', message: expect.stringContaining('14 days') as string });
    const again = await admin.post(`/enrichments/${enrichmentId}/finish`, enrichmentAnswer);
    expect(again).toMatchObject({ state: 'awaitingConsent', consent: { status: 'requested' } });
    await consentTo(director, again);
    expect(await status()).toBe('granted');
  });

  test('every step is in the audit log, and the log is whole', async () => {
    const { total } = await admin.get('/audit?limit=200', auditAnswer);
    const log = await AuditLog.open(join(service.tenantDataFolder, 'state', 'audit.ndjson'), []);
    try {
      expect(await log.verify(total)).toBeUndefined();
      expect(log.lastSequence).toBe(total);
    } finally {
      await log.close();
    }
  });
});

/** By `setUpEnrichment`. */
const setUpActions = ['enrichmentCreated', 'enrichmentSaved', 'consentRequested'];
