import { readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DateTime } from 'luxon';
import { csvContactSource } from '../../engine/index.ts';
import { writeSampleTenant } from '../sample-tenant/index.ts';
import { spawnLocalTenant } from '../local-tenant/process.ts';
import { systemClock } from '../systemClock.ts';
import { runInWorker } from '../worker/runInWorker.ts';
import { exitStatus, interruptSignal } from './ending.ts';
import { readHighlights } from './highlights.ts';
import { ProgressLine } from './progressLine.ts';
import { textTable } from './textTable.ts';

/** Where the sample tenant and what comes of it are kept; ignored by git. */
const sampleFolder = resolve('.data', 'sample');

const sampleSeed = 20_260;
const sampleMembers = ['sales-emea@halvorne.example', 'sales-americas@halvorne.example'];
const sampleTimeZone = 'Europe/Warsaw';

/** The sample tenant's year ends today, so each day has one of its own; those of other days go. */
async function folderOfToday(): Promise<string> {
  const today = new Date(systemClock.now()).toISOString().slice(0, 10);
  for (const name of await readdir(sampleFolder).catch(() => [])) {
    if (name !== today) await rm(join(sampleFolder, name), { recursive: true });
  }
  return join(sampleFolder, today);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function start(signal: AbortSignal): Promise<void> {
  const folder = await folderOfToday();
  const tenantFolder = join(folder, 'tenant');
  if (!(await isFolder(tenantFolder))) {
    process.stdout.write('Making the sample tenant: a made-up company with a year of mail and meetings …\n');
    const made = await writeSampleTenant(tenantFolder, { seed: sampleSeed, asOf: systemClock.now() });
    process.stdout.write(`  ${made.users} people, ${made.accounts} customers with ${made.contacts} contacts, ${made.messages} mails, ${made.events} meetings\n`);
  }

  process.stdout.write('Reading it through the local Microsoft Graph …\n');
  const { close, dataverseUrl, graphUrl, authorityUrl, tenantId, clientId, clientSecret } = await spawnLocalTenant(tenantFolder);
  const line = new ProgressLine(process.stdout);
  try {
    const { overview, files, guestsCount } = await runInWorker(
      {
        graph: { baseUrl: graphUrl, authorityUrl, tenantId, clientId, clientSecret },
        contacts: { dataverseUrl, columns: {} },
        members: sampleMembers,
        asOf: systemClock.now(),
        timeZone: sampleTimeZone,
        dataFolder: join(folder, 'state'),
        outputFolder: join(folder, 'results'),
      },
      { signal, onProgress: (progress) => line.show(progress) },
    );
    line.end();
    const skipped = overview.addressesSkipped.map(({ reason, count }) => `${count} ${reason}`).join(', ');
    process.stdout.write(`
Account engagement from ${localDate(overview.windowStart)} to ${localDate(overview.asOf)} (${overview.daysOfData} days of data)
  ${overview.customersEnriched} of ${overview.customersTotal} customers enriched
  ${overview.addressesProcessed} of ${overview.addressesSelected} people read${skipped === '' ? '' : ` (skipped: ${skipped})`}${guestsCount === 0 ? '' : `, guests left out: ${guestsCount}`}
  ${overview.emailsProcessed} emails and ${overview.meetingsProcessed} meetings processed
`);
    await showHighlights(files.parquet, tenantFolder);
    process.stdout.write(`\nThe results, for any tool that reads CSV or Parquet:\n${Object.values(files).map((path) => `  ${path}\n`).join('')}`);
  } finally {
    line.end();
    await close();
  }
}

function localDate(instant: string): string {
  return DateTime.fromISO(instant, { zone: sampleTimeZone }).toFormat('yyyy-MM-dd');
}

async function showHighlights(parquetPath: string, tenantFolder: string): Promise<void> {
  const names = new Map<string, string>();
  const source = csvContactSource({ accountsPath: join(tenantFolder, 'accounts.csv'), contactsPath: join(tenantFolder, 'contacts.csv') });
  for await (const { accountId, name } of source.accounts()) names.set(accountId, name);
  const nameOf = (customerId: string) => names.get(customerId) ?? customerId;

  const { top, fallen } = await readHighlights(parquetPath);
  process.stdout.write('\nHighest engagement\n');
  process.stdout.write(textTable(['Customer', 'Score', 'Emails', 'Meetings', 'Days since'], top.map((row) => [nameOf(row.customerId), row.score, row.emails, row.meetings, row.lastDays])));
  process.stdout.write('\nMost fallen (mean score of the last three complete months, beside the three before)\n');
  process.stdout.write(textTable(['Customer', 'Before', 'Now', 'Change'], fallen.map((row) => [nameOf(row.customerId), row.before, row.now, row.now - row.before])));
}

const signal = interruptSignal();
try {
  await start(signal);
} catch (error) {
  process.exitCode = exitStatus(error);
}
