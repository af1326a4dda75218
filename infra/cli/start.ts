import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { csvContactSource } from '../../engine/index.ts';
import { spawnLocalTenant } from '../local-tenant/process.ts';
import { readConfiguration } from '../server/configuration.ts';
import { localEnvironment } from '../server/localEnvironment.ts';
import { startServer } from '../server/server.ts';
import { createServices } from '../server/services.ts';
import { systemClock } from '../systemClock.ts';
import { createLocalPages } from '../teams-frame/localPages.ts';
import { ApiClient } from './apiClient.ts';
import { describeChats, localPeople, openChats, type Chats } from './chats.ts';
import { exitStatus, interruptSignal } from './ending.ts';
import { downloadResults, endOfRun, firstEnrichment, sampleTimeZone, secondEnrichment, type EndedRun } from './firstEnrichment.ts';
import { readHighlights } from './highlights.ts';
import { ProgressLine } from './progressLine.ts';
import { sampleCompany, type SampleCompany } from './sampleCompany.ts';
import { textTable } from './textTable.ts';

const tell = (text: string) => process.stdout.write(text);

/** The service over the sample company, with a first enrichment set up, consented to and run. */
async function serveSample(signal: AbortSignal): Promise<void> {
  const company = await sampleCompany(tell);
  const tenant = await spawnLocalTenant(company.tenantFolder);
  try {
    const port = process.env['PORT'] ?? '3978';
    const configuration = readConfiguration({
      LOG_LEVEL: 'error',
      METRICS_PORT: '0',
      ...process.env,
      ...localEnvironment(tenant, company.dataFolder),
      PUBLIC_URL: `http://localhost:${port}`,
    });
    // The Playgrounds forget their chats when they end. A bot that remembered them would not tell again what nobody sees any more.
    await rm(join(company.dataFolder, 'tenants', tenant.tenantId.toLowerCase(), 'bot'), { recursive: true, force: true });
    let chats: Chats | undefined;
    const localPages = createLocalPages({ people: () => localPeople(company, chats), token: (userId) => tenant.userToken(userId) });
    const server = await startServer(configuration, { createServices, clock: systemClock, localPages });
    // They take a while, in which the first run begins.
    const opening = openChats(company, tenant, server.url).then((opened) => (chats = opened));
    opening.catch(() => undefined);
    try {
      const pages = `Open http://localhost:${new URL(server.url).port}/local/ in a browser: chat and tab side by side, as in Teams, for each person of the sample company.\n`;
      tell(`\n${pages}\n`);
      const { globalAdministrator, admin, seller } = company.people;
      const clientOf = async (userId: string) => new ApiClient(server.url, await tenant.userToken(userId));
      const [adminClient, globalAdministratorClient] = [await clientOf(admin), await clientOf(globalAdministrator)];
      await showFirstRun(company, adminClient, globalAdministratorClient, signal);
      if (!signal.aborted) {
        const opened = await opening;
        await secondEnrichment(adminClient);
        const header = join(company.resultsFolder, 'seller.header');
        await mkdir(company.resultsFolder, { recursive: true });
        await writeFile(header, `Authorization: Bearer ${await tenant.userToken(seller)}\n`, { mode: 0o600 });
        tell(`\n${pages}\n${describeChats(company, opened)}`);
        tell(`\nThe service runs at ${server.url} until Ctrl-C. Its API, as a seller, for an hour:\n  curl -H @${header} ${server.url}/api/v1/enrichments\n`);
        await aborted(signal);
      }
    } finally {
      await opening.then((opened) => opened.close(), () => undefined);
      await server.close();
    }
  } finally {
    await tenant.close();
  }
}

async function showFirstRun(company: SampleCompany, admin: ApiClient, globalAdministrator: ApiClient, signal: AbortSignal): Promise<void> {
  tell('Setting up an enrichment, with the consent of the Global Administrator, and running it through the local Microsoft Graph …\n');
  const enrichmentId = await firstEnrichment({ admin, globalAdministrator });
  const line = new ProgressLine(process.stdout);
  const run = await endOfRun(admin, enrichmentId, { signal, sleep: (milliseconds, stop) => systemClock.sleep(milliseconds, stop), onProgress: (progress) => line.show(progress) });
  line.end();
  if (run === undefined) {
    if (!signal.aborted) tell('The enrichment has no results to show: see its state, its consent and its runs through the API.\n');
    return;
  }
  showOverview(run);
  await mkdir(company.resultsFolder, { recursive: true });
  const files = await downloadResults(admin, enrichmentId, company.resultsFolder);
  await showHighlights(files.parquet, company.tenantFolder);
  tell(`\nThe results, for any tool that reads CSV or Parquet:\n${Object.values(files).map((path) => `  ${path}\n`).join('')}`);
}

function showOverview({ overview }: EndedRun): void {
  if (overview === undefined) return;
  const localDate = (instant: string) => DateTime.fromISO(instant, { zone: sampleTimeZone }).toFormat('yyyy-MM-dd');
  const skipped = overview.addressesSkipped.map(({ reason, count }) => `${count} ${reason}`).join(', ');
  tell(`
Account engagement from ${localDate(overview.windowStart)} to ${localDate(overview.asOf)} (${overview.daysOfData} days of data)
  ${overview.customersEnriched} of ${overview.customersTotal} customers enriched
  ${overview.addressesProcessed} of ${overview.addressesSelected} people read${skipped === '' ? '' : ` (skipped: ${skipped})`}
  ${overview.emailsProcessed} emails and ${overview.meetingsProcessed} meetings processed
`);
}

async function showHighlights(parquetPath: string, tenantFolder: string): Promise<void> {
  const names = new Map<string, string>();
  const source = csvContactSource({ accountsPath: join(tenantFolder, 'accounts.csv'), contactsPath: join(tenantFolder, 'contacts.csv') });
  for await (const { accountId, name } of source.accounts()) names.set(accountId, name);
  const nameOf = (customerId: string) => names.get(customerId) ?? customerId;

  const { top, fallen } = await readHighlights(parquetPath);
  tell('\nHighest engagement\n');
  tell(textTable(['Customer', 'Score', 'Emails', 'Meetings', 'Days since'], top.map((row) => [nameOf(row.customerId), row.score, row.emails, row.meetings, row.lastDays])));
  tell('\nMost fallen (mean score of the last three complete months, beside the three before)\n');
  tell(textTable(['Customer', 'Before', 'Now', 'Change'], fallen.map((row) => [nameOf(row.customerId), row.before, row.now, row.now - row.before])));
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

try {
  if (process.env['ENGAGEMENT_MODE'] === 'production') await import('./serve.ts');
  else await serveSample(interruptSignal());
} catch (error) {
  process.exitCode = exitStatus(error);
}
