import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultGrantedRoles } from '../../infra/local-tenant/permissions.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { consentsAnswer, erasureReceiptAnswer } from '../../tab/contract/consents.ts';
import { enrichmentAnswer } from '../../tab/contract/enrichments.ts';
import { runsAnswer } from '../../tab/contract/runs.ts';
import type { Person } from './person.ts';
import { startRunningService, type RunningService } from './runningService.ts';
import { consentTo, setUpEnrichment, whileReading } from './setUp.ts';
import { TraceSearch } from './traces.ts';

/** From the withdrawal to the last request, and to the erasure. */
const millisecondsMax = 5_000;

/** So slow that a month takes some tenths of a second to read. */
const slowly = { route: /\/(messages|calendarView)$/, slowMilliseconds: 80 };

describe('consent that ends in the middle of a run stops the reading within 5 seconds, and erases all that came of it', () => {
  let service: RunningService;
  let search: TraceSearch;
  let admin: Person;
  let director: Person;
  /** Its first run is reading, and has published a first month or more. */
  let enrichmentId: string;
  let count = 0;

  beforeAll(async () => {
    service = await startRunningService();
    search = await TraceSearch.of(service);
    service.tenant.faults.fail(slowly);
    [admin, director] = await Promise.all([service.signIn('admin'), service.signIn('globalAdministrator')]);
  });
  afterAll(() => service.close());

  beforeEach(async () => {
    service.tenant.grant(...defaultGrantedRoles);
    count += 1;
    const view = await setUpEnrichment(admin, `Withdrawn${count}`);
    enrichmentId = view.enrichment.id;
    await consentTo(director, view);
    service.tenant.requests.clear();
    await whileReading(admin, enrichmentId, ({ publications }) => publications.length > 0);
  });

  const consents = () => director.get(`/enrichments/${enrichmentId}/consents`, consentsAnswer);

  /** When the last request to a mailbox came. */
  const lastReadAt = () => Math.max(...service.tenant.requests.all().flatMap(({ mailbox, arrivedAtMs }) => (mailbox === undefined ? [] : [arrivedAtMs])));

  async function expectNothingLeft(): Promise<void> {
    await expect(stat(join(service.tenantDataFolder, 'enrichments', enrichmentId))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await search.traces()).toEqual([]);
    const view = await admin.get(`/enrichments/${enrichmentId}`, enrichmentAnswer);
    expect(view).toMatchObject({ state: 'awaitingConsent', consent: { status: 'withdrawn' } });
    expect([view.publication, view.lastRun?.overview, view.nextRunAt]).toEqual([undefined, undefined, undefined]);
    expect((await admin.get(`/enrichments/${enrichmentId}/runs`, runsAnswer)).items.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
  }

  test('a Global Administrator withdraws it', async () => {
    const calledAt = systemClock.now();
    const receipt = await director.post(`/enrichments/${enrichmentId}/consents/withdraw`, erasureReceiptAnswer);
    expect(receipt).toMatchObject({ cause: 'consentWithdrawn', causedBy: service.idOf('globalAdministrator'), mailboxes: 4, isPseudonymKeyErased: true });
    expect(Math.min(receipt.emailCopies, receipt.meetingCopies, receipt.publications, receipt.files, receipt.bytes)).toBeGreaterThan(0);
    expect(receipt.finishedAt - calledAt).toBeLessThan(millisecondsMax);

    await expectNothingLeft();
    expect(lastReadAt()).toBeLessThanOrEqual(receipt.readingStoppedAt);
    expect(await consents()).toMatchObject({ consents: [{ status: 'withdrawn', withdrawnBy: service.idOf('globalAdministrator') }], receipts: [receipt] });
    expect((await admin.get(`/enrichments/${enrichmentId}`, enrichmentAnswer)).lastRun).toMatchObject({ outcome: 'cancelled', failure: { code: 'consentMissing' } });
  });

  test.each([
    ['while tokens that are out still open mailboxes', false],
    ['and no token that is out opens anything any more', true],
  ])('the permission is removed in Entra, %s', async (_, endsTokens) => {
    const removedAt = systemClock.now();
    service.tenant.revoke('Mail.ReadBasic.All');
    if (endsTokens) service.tenant.revokeTokens();
    await admin.progressUntil(enrichmentId, async () => (await consents()).receipts.length > 0);

    const { consents: [consent], receipts: [receipt] } = await consents();
    expect(receipt).toMatchObject({ cause: 'permissionRemoved', mailboxes: 4, isPseudonymKeyErased: true });
    expect([receipt?.causedBy, consent?.withdrawnBy]).toEqual([undefined, undefined]);
    expect((receipt?.finishedAt ?? Infinity) - removedAt).toBeLessThan(millisecondsMax);

    await expectNothingLeft();
    expect(lastReadAt()).toBeLessThanOrEqual(receipt?.readingStoppedAt ?? 0);
  });
});
