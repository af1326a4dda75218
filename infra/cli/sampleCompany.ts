import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { EngagementFailure } from '../../engine/index.ts';
import { writeSampleTenant } from '../sample-tenant/index.ts';
import { systemClock } from '../systemClock.ts';

/** Where the sample tenant and what comes of it are kept; ignored by git. */
const sampleFolder = resolve('.data', 'sample');

const sampleSeed = 20_260;

const globalAdministratorRole = '62e90394-69f5-4237-9190-012177145e10';

const usersSchema = z.array(z.object({ id: z.string(), directoryRoles: z.array(z.string()).default([]), appRoles: z.array(z.string()).default([]) }));

export interface SampleCompany {
  readonly tenantFolder: string;
  /** For the service's data. */
  readonly dataFolder: string;
  readonly resultsFolder: string;
  /** Directory ids of one person of each kind. */
  readonly people: { readonly globalAdministrator: string; readonly admin: string; readonly seller: string };
}

/** Makes the sample tenant where today's is not there yet; `tell` is told. Its year ends today, so each day has one of its own; those of other days go. */
export async function sampleCompany(tell: (text: string) => void): Promise<SampleCompany> {
  const folder = await folderOfToday();
  const tenantFolder = join(folder, 'tenant');
  if (!(await isFolder(tenantFolder))) {
    tell('Making the sample tenant: a made-up company with a year of mail and meetings …\n');
    const made = await writeSampleTenant(tenantFolder, { seed: sampleSeed, asOf: systemClock.now() });
    tell(`  ${made.users} people, ${made.accounts} customers with ${made.contacts} contacts, ${made.messages} mails, ${made.events} meetings\n`);
  }
  const users = usersSchema.parse(JSON.parse(await readFile(join(tenantFolder, 'users.json'), 'utf8')));
  const idOf = (isWanted: (user: z.infer<typeof usersSchema>[number]) => boolean): string => {
    const found = users.find(isWanted);
    if (found === undefined) throw new EngagementFailure('tenantFolderUnusable', `${tenantFolder} lacks people who play the parts; delete the folder, and it is made anew.`);
    return found.id.toLowerCase();
  };
  return {
    tenantFolder,
    dataFolder: join(folder, 'service'),
    resultsFolder: join(folder, 'results'),
    people: {
      globalAdministrator: idOf(({ directoryRoles }) => directoryRoles.includes(globalAdministratorRole)),
      admin: idOf(({ appRoles }) => appRoles.includes('Engagement.Admin')),
      seller: idOf(({ appRoles }) => appRoles.includes('Engagement.Viewer')),
    },
  };
}

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
