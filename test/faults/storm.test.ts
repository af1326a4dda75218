import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SkipReason } from '../../engine/model/skipReason.ts';
import type { Fault } from '../../infra/local-tenant/faults.ts';
import { startLocalTenant, type LocalTenant } from '../../infra/local-tenant/index.ts';
import { writeAwkwardTenant } from '../awkward/awkwardTenant.ts';
import { readResults, type Results } from '../end-to-end/results.ts';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';
import { expectedOf } from '../oracle/expected.ts';
import { differences } from '../oracle/outputTable.ts';
import { outputFolder, runEngine } from './engineRun.ts';
import { quietClock } from './quietClock.ts';
import { mailboxesOf, withoutMailboxes } from './tenantFolders.ts';

/** What Graph does to a request now and then. */
const weather: readonly Fault[] = [
  { status: 429, retryAfterSeconds: 7 },
  { status: 429, retryAfterSeconds: 20, retryAfterForm: 'date' },
  { status: 429 },
  { status: 429, retryAfterSeconds: 1 },
  { status: 500 },
  { status: 502, body: 'html' },
  { status: 503 },
  { status: 503, body: 'empty' },
  { status: 503, retryAfterSeconds: 5 },
  { status: 504 },
  { resetSocket: 'atOnce' },
  { resetSocket: 'midBody' },
  { slowMilliseconds: 30_000 },
];

/** This share of all requests to Graph meets one of them. */
const stormShare = 0.1;

/** How a mailbox is out of reach for the whole of the run, and what the overview calls it. */
const outOfReach: readonly { readonly reason: SkipReason; readonly fault: Fault }[] = [
  { reason: 'noMailbox', fault: { status: 404, error: { code: 'MailboxNotEnabledForRESTAPI', message: '' } } },
  { reason: 'noMailbox', fault: { status: 404, error: { code: 'ErrorNonExistentMailbox', message: '' } } },
  { reason: 'noMailbox', fault: { status: 404, body: 'empty' } },
  { reason: 'gone', fault: { status: 404, error: { code: 'ErrorInvalidUser', message: '' } } },
  { reason: 'accessDenied', fault: { status: 403, error: { code: 'ErrorAccessDenied', message: 'Access to OData is disabled.' } } },
  { reason: 'moved', fault: { status: 503, error: { code: 'ErrorMailboxMoveInProgress', message: '' } } },
  { reason: 'unavailable', fault: { status: 500 } },
];

describe.each([2, 9])('a run through a storm (tenant %d)', (seed) => {
  let tenant: LocalTenant;
  let results: Results;
  let expected: Awaited<ReturnType<typeof expectedOf>>;
  let withoutMailbox: number;

  beforeAll(async () => {
    const folder = await scratchFolder();
    const tenantFolder = join(folder, 'tenant');
    const report = await writeAwkwardTenant(tenantFolder, seed, { people: 16, threads: 400, meetings: 100 });
    const mailboxes = await mailboxesOf(tenantFolder, report.members);
    const lost = outOfReach.map(({ fault }, index) => ({ ...fault, mailbox: mailboxes[index * 2] ?? '' }));

    const clock = quietClock(report.asOf + 86_400_000);
    tenant = await startLocalTenant(tenantFolder, { clock, paging: { seed, shortShare: 0.5, emptyShare: 0.4 } });
    for (const fault of lost) tenant.faults.fail(fault);
    tenant.faults.fail({ route: /\/oauth2\/v2\.0\/token$/, status: 503, times: 2 });
    tenant.faults.fail({ route: /\/api\/data\//, status: 429, retryAfterSeconds: 3, times: 2 });
    // Each draws for itself from what those before it have spared.
    const probability = 1 - (1 - stormShare) ** (1 / weather.length);
    for (const [index, fault] of weather.entries()) tenant.faults.fail({ ...fault, route: /^\/v1\.0\//, probability, seed: seed * 100 + index });
    // Small pages make a month many requests.
    await runEngine({ report, tenant, clock, folder, pageSize: 20 });
    await tenant.close();

    results = await readResults(outputFolder(folder));
    expected = await expectedOf(await withoutMailboxes(tenantFolder, lost.map(({ mailbox }) => mailbox)), report);
    withoutMailbox = expected.overview.addressesSelected - mailboxes.length;
  });

  test('ends with the table and the figures of an undisturbed run over the mailboxes that can be reached', () => {
    expect(differences(results.rows, expected.rows)).toEqual([]);
    expect({ ...results.overview, addressesSkipped: [] }).toMatchObject({ ...expected.overview, addressesSkipped: [] });
  });

  test('names the other mailboxes by reason and count', () => {
    const countOf = (reason: SkipReason) => outOfReach.filter((entry) => entry.reason === reason).length + (reason === 'noMailbox' ? withoutMailbox : 0);
    const reasons: readonly SkipReason[] = ['noMailbox', 'accessDenied', 'gone', 'moved', 'unavailable'];
    expect(results.overview.addressesSkipped).toEqual(reasons.map((reason) => ({ reason, count: countOf(reason) })));
  });

  test('was a storm: a tenth of the requests failed, in every way', () => {
    const graph = tenant.requests.all().filter(({ path, mailbox }) => path.startsWith('/v1.0/') && !isLost(mailbox));
    const struck = graph.filter(({ status }) => status !== 200);
    for (const status of [429, 500, 502, 503, 504, 'gone']) expect(struck.map((request) => request.status)).toContain(status);
    expect(struck.length / graph.length).toBeGreaterThan(0.07);
    expect(struck.length / graph.length).toBeLessThan(0.15);
  });

  test('never had more than 4 requests of one mailbox in flight, and never came back before Retry-After was over', () => {
    expect(tenant.requests.mostInFlight()).toBeLessThanOrEqual(4);
    expect(tenant.requests.offences()).toEqual([]);
  });

  test('never asked for body, subject or preview, and named its preferences with every page', () => {
    const pages = tenant.requests.all().filter(({ path }) => /\/(messages|calendarView)$/.test(path));
    expect(pages.length).toBeGreaterThan(300);
    for (const { path, query, prefer } of pages) {
      const selected = (query['$select'] ?? '').split(',');
      expect(selected).toContain('id');
      expect(selected.filter((property) => /body|subject|preview/i.test(property))).toEqual([]);
      expect(prefer).toBe(path.endsWith('/messages') ? 'IdType="ImmutableId"' : 'outlook.timezone="UTC", IdType="ImmutableId"');
    }
  });

  /** Out of reach for good, as against struck. */
  function isLost(mailbox: string | undefined): boolean {
    return mailbox !== undefined && !tenant.requests.all().some((request) => request.mailbox === mailbox && request.status === 200);
  }
});
