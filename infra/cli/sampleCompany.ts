import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { EngagementFailure } from '../../engine/index.ts';
import type { DirectoryPerson } from '../playground/index.ts';
import { writeSampleTenant } from '../sample-tenant/index.ts';
import { systemClock } from '../systemClock.ts';

/** Where the sample tenant and what comes of it are kept; ignored by git. */
const sampleFolder = resolve('.data', 'sample');

const sampleSeed = 20_260;

const globalAdministratorRole = '62e90394-69f5-4237-9190-012177145e10';

const userSchema = z.object({
  id: z.string().toLowerCase(),
  displayName: z.string(),
  userPrincipalName: z.string(),
  jobTitle: z.string().nullish(),
  directoryRoles: z.array(z.string()).default([]),
  appRoles: z.array(z.string()).default([]),
});
type User = z.infer<typeof userSchema>;

/** The parts that people of the sample play, and who plays each: the first in the directory who fits. */
const parts = {
  globalAdministrator: ({ directoryRoles }: User) => directoryRoles.includes(globalAdministratorRole),
  admin: ({ appRoles }: User) => appRoles.includes('Engagement.Admin'),
  seller: ({ appRoles, jobTitle }: User) => appRoles.includes('Engagement.Viewer') && jobTitle === 'Account Manager',
  manager: ({ appRoles, jobTitle }: User) => appRoles.includes('Engagement.Viewer') && jobTitle === 'Sales Manager EMEA',
} as const;
export type SamplePart = keyof typeof parts;

/** Those who are with them in the chats of the Playground. */
const colleagueCount = 2;

export interface SampleCompany {
  readonly tenantFolder: string;
  /** For the service's data. */
  readonly dataFolder: string;
  readonly resultsFolder: string;
  /** Directory ids of one person of each kind. */
  readonly people: Readonly<Record<SamplePart, string>>;
  /** The same people as the directory has them, and colleagues of theirs. */
  readonly cast: Readonly<Record<SamplePart, DirectoryPerson>>;
  readonly colleagues: readonly DirectoryPerson[];
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
  const users = z.array(userSchema).parse(JSON.parse(await readFile(join(tenantFolder, 'users.json'), 'utf8')));
  const personOf = (plays: (user: User) => boolean): DirectoryPerson => {
    const found = users.find(plays);
    if (found === undefined) throw new EngagementFailure('tenantFolderUnusable', `${tenantFolder} lacks people who play the parts; delete the folder, and it is made anew.`);
    return directoryPerson(found);
  };
  const cast = mapValues(parts, personOf);
  const playing = new Set(Object.values(cast).map(({ userId }) => userId));
  return {
    tenantFolder,
    dataFolder: join(folder, 'service'),
    resultsFolder: join(folder, 'results'),
    people: mapValues(cast, ({ userId }) => userId),
    cast,
    colleagues: users.filter((user) => parts.seller(user) && !playing.has(user.id)).slice(0, colleagueCount).map(directoryPerson),
  };
}

function directoryPerson({ id, displayName, userPrincipalName }: User): DirectoryPerson {
  return { userId: id, displayName, userPrincipalName };
}

function mapValues<Key extends string, Value, Result>(object: Readonly<Record<Key, Value>>, resultOf: (value: Value) => Result): Record<Key, Result> {
  return Object.fromEntries(Object.entries<Value>(object).map(([key, value]) => [key, resultOf(value)])) as Record<Key, Result>;
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
