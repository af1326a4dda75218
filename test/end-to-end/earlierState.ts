import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Random } from '../awkward/random.ts';
import { day, hour } from './nordwind.ts';

interface Item {
  receivedDateTime?: string;
  parentFolderId?: string;
  isDraft?: boolean;
  start?: { dateTime: string; timeZone: string };
  end?: { dateTime: string; timeZone: string };
  isCancelled?: boolean;
  sensitivity?: string;
}

/**
 * Makes of a tenant folder another one: the same tenant at an earlier moment. What a second run promises to see is otherwise there: mail
 * received in the two days before `asOf` or later, meetings that start in the 30 days before it or later, members of groups, contacts.
 */
export async function writeEarlierState(laterFolder: string, folder: string, asOf: number, random: Random): Promise<void> {
  await cp(laterFolder, folder, { recursive: true });
  await rewriteItems(join(folder, 'messages'), (mail) => (Date.parse(mail.receivedDateTime ?? '') < asOf - 2 * day ? mail : earlierMail(mail, random)));
  await rewriteItems(join(folder, 'events'), (meeting) => (startOf(meeting) < asOf - 30 * day ? meeting : earlierMeeting(meeting, asOf, random)));

  // These make a run read everything anew: only at times, so that the others show what the overlap brings.
  if (random.chance(0.3)) await rewriteGroups(join(folder, 'groups.json'), random);
  if (random.chance(0.3)) await rewriteContacts(join(folder, 'contacts.csv'), random);
}

async function rewriteGroups(path: string, random: Random): Promise<void> {
  const groups = JSON.parse(await readFile(path, 'utf8')) as { members: string[] }[];
  for (const group of groups) group.members = group.members.filter(() => random.chance(0.8));
  await writeFile(path, JSON.stringify(groups));
}

/** Rows begin with an id; within a row there may be line breaks too. */
async function rewriteContacts(path: string, random: Random): Promise<void> {
  const [header = '', ...rows] = (await readFile(path, 'utf8')).split(/\r?\n(?=[0-9a-f-]{36},)/);
  const known = rows.filter(() => random.chance(0.8));
  await writeFile(path, [header, ...known].map((row) => `${row.trimEnd()}\n`).join(''));
}

async function rewriteItems(folder: string, earlier: (item: Item) => Item | undefined): Promise<void> {
  for (const file of await readdir(folder)) {
    const path = join(folder, file);
    const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
    const items = lines.map((line) => earlier(JSON.parse(line) as Item)).filter((item) => item !== undefined);
    await writeFile(path, items.map((item) => `${JSON.stringify(item)}\n`).join(''));
  }
}

/** Not there yet, in the junk folder, or still a draft. */
function earlierMail(mail: Item, random: Random): Item | undefined {
  return random.pick([mail, undefined, { ...mail, parentFolderId: 'junkemail' }, { ...mail, isDraft: true }]);
}

/** Not there yet, cancelled, private, or at another time of the last 30 days. */
function earlierMeeting(meeting: Item, asOf: number, random: Random): Item | undefined {
  const start = startOf(meeting);
  const startAt = asOf - random.integer(1, 29 * 24) * hour;
  const moved = { ...meeting, start: graphMoment(startAt), end: graphMoment(Date.parse(`${meeting.end?.dateTime ?? ''}Z`) + startAt - start) };
  return random.pick([meeting, undefined, { ...meeting, isCancelled: true }, { ...meeting, sensitivity: 'private' }, moved]);
}

function startOf({ start }: Item): number {
  return Date.parse(`${start?.dateTime ?? ''}Z`);
}

function graphMoment(moment: number): { dateTime: string; timeZone: string } {
  return { dateTime: new Date(moment).toISOString().replace('Z', '0000'), timeZone: 'UTC' };
}
