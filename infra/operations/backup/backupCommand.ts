import { parseArgs } from 'node:util';
import { tenantsFolderName } from '../../server/tenantFolders.ts';
import { backUp, type Backup } from './backup.ts';
import { bytesText, carryOut, countText, dataFolderOf, parsedCall, productVersion, type Surroundings } from './command.ts';

export const backupUsage = `npm run -s backup -- FILE.tar.gz [options]

Backs up the data folder of the service, also while the service runs. FILE is - for stdout.

  --data DIR   the folder (DATA_FOLDER, or else .data/service)
  --force      replace FILE where it is there already
  --help

Goes in: settings, consents, receipts and other records; the audit log; uploaded contacts, sealed, with their key; the results that are shown;
what the bot remembers. Stays out: what is kept of single emails and meetings, since a run reads it again.

Exit status: 0 done, 1 failed, 2 the call is unusable or FILE cannot be written, 130 interrupted. No FILE is left that is not whole.
`;

const options = { data: { type: 'string' }, force: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } as const;

/** `npm run backup`: gives the exit status. */
export function backup(args: readonly string[], surroundings: Surroundings): Promise<number> {
  return carryOut(async () => {
    const { stdout, stderr, signal, clock } = surroundings;
    if (args.includes('--help') || args.includes('-h')) {
      stdout.write(backupUsage);
      return;
    }
    const { file, values } = parsedCall('backup', () => parseArgs({ args: [...args], options, allowPositionals: true }));
    const target = file === '-' ? stdout : { path: file, replaces: values.force };
    const done = await backUp({ dataFolder: dataFolderOf(values.data, surroundings), target, product: productVersion(), clock, signal });
    // The archive has stdout for itself.
    (file === '-' ? stderr : stdout).write(summaryOf(file, done));
  }, surroundings);
}

function summaryOf(file: string, { manifest: { tenants, files, madeAt }, leftOut }: Backup): string {
  const count = (pattern: RegExp) => files.filter(({ path }) => pattern.test(path)).length;
  const bytes = files.reduce((total, one) => total + one.bytes, 0);
  const others = leftOut.length === 0 ? '' : `\n  Left out, because no organisation has such a name: ${leftOut.map((name) => `${tenantsFolderName}/${name}`).join(', ')}.`;
  return `Backed up ${countText(tenants.length, 'organisation')} as of ${madeAt} to ${file === '-' ? 'stdout' : file}: ${countText(files.length, 'file')}, ${bytesText(bytes)} unpacked.
  In it: settings, consents, records and the audit log; ${countText(count(/\.sealed$/), 'uploaded file')} of contacts, sealed, with the key; results of ${countText(count(/AccountEngagement\.csv$/), 'enrichment')}; what the bot remembers.
  Left out, because a run reads it again from Microsoft Graph: what is kept of single emails and meetings, and the key of their pseudonyms.${others}
  Keep it encrypted and for a short time: it holds results, which have to go when consent is withdrawn.
`;
}
