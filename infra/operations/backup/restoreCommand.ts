import { parseArgs } from 'node:util';
import { bytesText, carryOut, countText, dataFolderOf, parsedCall, type Surroundings } from './command.ts';
import { restore, type Restored } from './restore.ts';

export const restoreUsage = `npm run -s restore -- FILE.tar.gz [options]

Unpacks a backup into the data folder of the service, which has to be empty. The service must not be running.

  --data DIR              the folder (DATA_FOLDER, or else .data/service)
  --consents-unchanged    since the backup nobody has withdrawn a consent, deleted an enrichment, or been erased: consents stay in force, results
                          are shown, and runs go on. You vouch for it, and the audit log says so
  --help

Without --consents-unchanged, every consent is asked for anew, and results are left out until it is given: a backup cannot know what was withdrawn
after it was made.

Exit status: 0 done, 1 failed, 2 the call, FILE or the folder is unusable, 130 interrupted. Unless it is 0, nothing was restored.
`;

const options = { data: { type: 'string' }, 'consents-unchanged': { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } as const;

/** `npm run restore`: gives the exit status. */
export function restoreBackup(args: readonly string[], surroundings: Surroundings): Promise<number> {
  return carryOut(async () => {
    const { stdout, signal, clock } = surroundings;
    if (args.includes('--help') || args.includes('-h')) {
      stdout.write(restoreUsage);
      return;
    }
    const { file, values } = parsedCall('restore', () => parseArgs({ args: [...args], options, allowPositionals: true }));
    const dataFolder = dataFolderOf(values.data, surroundings);
    const areConsentsUnchanged = values['consents-unchanged'];
    const restored = await restore({ archive: file, dataFolder, areConsentsUnchanged, clock, signal });
    stdout.write(summaryOf(file, dataFolder, restored, areConsentsUnchanged));
  }, surroundings);
}

function summaryOf(file: string, dataFolder: string, { manifest: { tenants, files, madeAt }, asked }: Restored, areConsentsUnchanged: boolean): string {
  const bytes = files.reduce((total, one) => total + one.bytes, 0);
  const consents = areConsentsUnchanged
    ? 'Consents are in force as they were then, as you vouch for: the audit log says so. Runs that were under way go on when the service starts.'
    : `${countText(asked, 'consent is', 'consents are')} asked for anew, and results that rest on them were left out: the backup cannot know what was withdrawn since.
  Do again what has ended since then: delete the enrichments that were deleted, and erase the people who were erased.`;
  return `Restored ${countText(tenants.length, 'organisation')} from ${file}, as of ${madeAt}, to ${dataFolder}: ${countText(files.length, 'file')}, ${bytesText(bytes)}.
  ${consents}
  Start the service. Emails and meetings are read again from Microsoft Graph by the next run, so it takes as long as a first one.
`;
}
