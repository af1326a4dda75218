import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectedOf } from '../oracle/expected.ts';
import { differences } from '../oracle/outputTable.ts';
import { runInProcess, withTenant, type InProcessRun } from './inProcess.ts';
import { day, firstReport, hour, nordwind } from './nordwind.ts';
import type { Report } from './results.ts';
import { scratchFolder } from './scratchFolder.ts';
import { secondRun } from './secondRun.ts';
import { addressOf, change, contact, deliver, invite, writeSmallTenant, type SmallTenant } from './smallTenant.ts';

const { asOf } = firstReport;

/** With Carla in the group, so that two are read also where one of the others has left. */
function company(): SmallTenant {
  const tenant = nordwind();
  tenant.users.push({ name: 'carla' });
  tenant.groups[0]?.members.push('carla');
  deliver(tenant, ['carla'], { id: 'carla', sentAt: asOf - 50 * day, to: ['nora@northwind.example'] });
  return tenant;
}

const scratch = await scratchFolder();
const firstData = join(scratch, 'first data');
let first: InProcessRun;

beforeAll(async () => {
  const folder = join(scratch, 'first tenant');
  await writeSmallTenant(folder, company());
  first = await withTenant(folder, (tenant) => runInProcess(tenant, firstReport, { dataFolder: firstData, outputFolder: join(scratch, 'first out') }));
});

let runsCount = 0;

/** The second run, over what the first has left, when the tenant has become this one. */
async function runAgain(tenant: SmallTenant, changed: Partial<Report> = {}): ReturnType<typeof secondRun> {
  const place = join(scratch, `second${(runsCount += 1)}`);
  await writeSmallTenant(join(place, 'tenant'), tenant);
  await cp(firstData, join(place, 'data'), { recursive: true });
  return secondRun(place, join(place, 'tenant'), { ...firstReport, ...changed });
}

/** How far back the requests for one kind of item reach, in milliseconds since the Unix epoch; undefined where there was none. */
function readFrom({ requests }: InProcessRun, kind: 'messages' | 'calendarView'): number | undefined {
  const asked = requests.filter(({ path }) => path.endsWith(`/${kind}`));
  if (asked.length === 0) return undefined;
  return Math.min(...asked.map(({ query }) => Date.parse(query['startDateTime'] ?? /receivedDateTime ge (\S+)/.exec(query['$filter'] ?? '')?.[1] ?? '')));
}

describe('a tenant that has not changed', () => {
  test.each([
    ['at once', 0],
    ['a day later', day],
  ])('is asked %s for the last two days of mail and 30 days of calendar only', async (_, later) => {
    const second = await runAgain(company(), { asOf: asOf + later });
    const wholeDay = (moment: number): number => Math.floor(moment / day) * day;
    expect(readFrom(second, 'messages')).toBe(wholeDay(asOf - 2 * day));
    expect(readFrom(second, 'calendarView')).toBe(wholeDay(asOf - 30 * day));
    if (later === 0) expect(second.csv).toBe(first.csv);
  });
});

/** What has happened, and how the tenant shows it. */
type Change = [string, (tenant: SmallTenant) => void];

describe('what has changed since the first run is in the table of the second', () => {
  const mailChanges: Change[] = [
    ['a mail has come, sent and received an hour before', (tenant) => deliver(tenant, ['anna'], { id: 'new', sentAt: asOf - hour, to: ['nora@northwind.example'] })],
    ['a mail that was sent a month ago has come a day ago', (tenant) => deliver(tenant, ['bert'], { id: 'late', sentAt: asOf - 30 * day, receivedAt: asOf - day, from: 'nora@northwind.example', to: [addressOf('bert')] })],
    ['a mail of yesterday was moved to junk', (tenant) => change(tenant.mails, 'note0', (copy) => ({ ...copy, folder: 'junkemail' }))],
    ['a mail of today was deleted', (tenant) => change(tenant.mails, 'answer0', () => undefined)],
  ];
  const meetingChanges: Change[] = [
    ['a meeting of last week was cancelled', (tenant) => change(tenant.meetings, 'review0', (copy) => ({ ...copy, isCancelled: true }))],
    ['a meeting of last week has gone from all calendars', (tenant) => change(tenant.meetings, 'call0', () => undefined)],
    ['a meeting three weeks ago was moved to another day', (tenant) => change(tenant.meetings, 'call1', (copy) => ({ ...copy, startAt: copy.startAt + 2 * day, endAt: copy.endAt + 2 * day }))],
    ['a meeting three weeks ago was moved to last week', (tenant) => change(tenant.meetings, 'review1', (copy) => ({ ...copy, startAt: copy.startAt + 15 * day, endAt: copy.endAt + 15 * day }))],
    ['a meeting was entered in the calendar after it took place', (tenant) => invite(tenant, ['anna'], { id: 'entered', startAt: asOf - 6 * day, attendees: [{ address: 'nora@northwind.example' }] })],
  ];
  /** Each makes the run read more than the last days. */
  const directoryChanges: Change[] = [
    ['somebody is new in the group', (tenant) => (tenant.groups[0]?.members.push('dora'))],
    ['a customer has a contact, who has written for a year', (tenant) => tenant.contacts.push(contact('C4', 'A3', 'hugo@tailspin.example'))],
    ['a contact has moved to another account', (tenant) => (tenant.contacts = tenant.contacts.map((row) => (row.ContactId === 'C3' ? { ...row, AccountId: 'A3' } : row)))],
    ['an account is new, with a contact that another has too', (tenant) => {
      tenant.accounts.push({ AccountId: 'A4', Name: 'Fabrikam Finance' });
      tenant.contacts.push(contact('C5', 'A4', 'ada@fabrikam.example'));
    }],
    ['somebody was given an alias in another domain, to which a contact has written', (tenant) => (tenant.users = tenant.users.map((user) => (user.name === 'anna' ? { ...user, aliases: ['anna@partner.example'] } : user)))],
    ['a contact has turned out to be somebody’s alias', (tenant) => (tenant.users = tenant.users.map((user) => (user.name === 'anna' ? { ...user, aliases: ['finn@fabrikam.example'] } : user)))],
    ['somebody has got a mailbox', (tenant) => {
      tenant.users = tenant.users.map((user) => (user.name === 'emil' ? { name: 'emil' } : user));
      deliver(tenant, ['emil'], { id: 'old', sentAt: asOf - 200 * day, to: ['nora@northwind.example'] });
    }],
  ];
  const losses: Change[] = [
    ['somebody has left the group', (tenant) => (tenant.groups = [{ name: 'sales', members: ['anna', 'carla', 'emil'] }])],
    ['somebody has left the group, and another has joined it', (tenant) => (tenant.groups = [{ name: 'sales', members: ['dora', 'bert', 'carla'] }])],
    ['a contact has been removed', (tenant) => (tenant.contacts = tenant.contacts.filter(({ ContactId }) => ContactId !== 'C3'))],
    ['all contacts have been removed', (tenant) => (tenant.contacts = [])],
    ['somebody’s mailbox has gone', (tenant) => {
      tenant.users = tenant.users.map((user) => (user.name === 'bert' ? { ...user, more: { mailbox: false } } : user));
    }],
  ];

  test.each([...directoryChanges, ...losses])('%s', async (_, changeOf) => {
    const tenant = company();
    changeOf(tenant);
    const second = await runAgain(tenant);
    expect(second.csv).not.toBe(first.csv);
  });

  // The last days are read again whatever has happened in them, so that one run tells as much as one for each.
  test.each([
    ['mail', mailChanges],
    ['meetings', meetingChanges],
  ])('in the last days, to %s: new, late, moved, gone', async (kind, changes) => {
    const tenant = company();
    for (const [what, changeOf] of changes) {
      changeOf(tenant);
      const alone = company();
      changeOf(alone);
      await writeSmallTenant(join(scratch, what), alone);
      const { rows } = await expectedOf(join(scratch, what), firstReport);
      expect(differences(first.rows, rows), `${kind}: ${what}`).not.toEqual([]);
    }
    await runAgain(tenant);
  });

  test('all of it together, but for the losses, and three days later', async () => {
    const tenant = company();
    for (const [, changeOf] of [...mailChanges, ...meetingChanges, ...directoryChanges]) changeOf(tenant);
    deliver(tenant, ['anna', 'bert'], { id: 'newer', sentAt: asOf + day, to: ['hugo@tailspin.example'], cc: [addressOf('bert')] });
    await runAgain(tenant, { asOf: asOf + 3 * day });
  });
});

describe('another report over the same data', () => {
  test.each([1, 40])('%i days later drops what has left the window, also from the disk', async (days) => {
    const tenant = company();
    for (let number = 0; number < days; number += 1) deliver(tenant, ['bert'], { id: `later${number}`, sentAt: asOf + (number + 0.5) * day, to: ['ada@fabrikam.example'] });
    const { kept, overview } = await runAgain(tenant, { asOf: asOf + days * day });
    const windowStart = Date.parse(overview.windowStart);
    expect(windowStart).toBeGreaterThan(Date.parse(first.overview.windowStart));
    for (const { sent_at: sentAt } of kept.emails) expect(Number(sentAt)).toBeGreaterThanOrEqual(windowStart);
    for (const { start_at: startAt } of kept.meetings) expect(Number(startAt)).toBeGreaterThanOrEqual(windowStart);
  });

  test.each([-1, -40])('%i days, back in time, is that day’s', async (days) => {
    await runAgain(company(), { asOf: asOf + days * day });
  });

  test.each(['Pacific/Honolulu', 'Pacific/Kiritimati'])('in %s has that zone’s days', async (timeZone) => {
    const { csv } = await runAgain(company(), { timeZone });
    expect(csv).not.toBe(first.csv);
  });

  test('for two people instead of the group is theirs alone', async () => {
    await runAgain(company(), { members: [addressOf('dora'), addressOf('anna')] });
  });
});
