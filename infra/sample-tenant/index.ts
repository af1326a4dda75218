import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EngagementFailure } from '../../engine/failure.ts';
import { accountColumns, accountRows, contactColumns, contactRows, openAccounts } from './accounts.ts';
import { Calendars } from './calendars.ts';
import { foundCompany } from './company.ts';
import { customerMail } from './customerMail.ts';
import { mailAbout } from './invitations.ts';
import type { Meeting } from './meeting.ts';
import { customerMeetings, internalMeetings } from './meetings.ts';
import { NameGiver } from './names.ts';
import { announcements, otherMailOf } from './otherMail.ts';
import { Post } from './post.ts';
import { Random } from './random.ts';
import type { SampleYear } from './sampleYear.ts';
import { TenantFolder } from './tenantFolder.ts';
import { WorkingHoursTable } from './workingHours.ts';

export interface SampleTenantOptions {
  /** The same seed, `asOf` and `mailScale` give the same files, byte for byte. */
  readonly seed: number;
  /** Milliseconds since the Unix epoch: the year ends here, its last items shortly before. */
  readonly asOf: number;
  /** Multiplies the number of mails, people, accounts and meetings staying the same; default 1. Answers to invitations stay as many as the meetings: 16 gives 14.4 times the copies of 1. */
  readonly mailScale?: number;
}

export interface SampleTenantSummary {
  readonly users: number;
  readonly accounts: number;
  readonly contacts: number;
  /** Copies over all mailboxes. */
  readonly messages: number;
  /** Copies over all calendars. */
  readonly events: number;
}

const dayMilliseconds = 86_400_000;
/** A day more than the longest window (metrics.md) in any time zone. */
const spanDays = 367;

/** The people, accounts and span of a sample tenant: everything but its mail and meetings. */
export function sampleYearOf({ seed, asOf, mailScale = 1 }: SampleTenantOptions): SampleYear {
  const random = new Random(seed);
  const span = { fromAt: asOf - spanDays * dayMilliseconds, untilAt: asOf };
  const names = new NameGiver(random.fork('names'));
  const hours = new WorkingHoursTable(span);
  const company = foundCompany(span, hours, names, random.fork('company'));
  return { span, company, accounts: openAccounts(company, span, hours, names, random.fork('accounts')), mailScale };
}

/**
 * Writes an invented company with a year of mail and meetings as a tenant folder (the format of infra/local-tenant). The folder appears whole
 * or not at all; memory use does not grow with `mailScale`. The writing itself blocks the event loop (some seconds at scale 1). Throws EngagementFailure (`outputNotWritable`) where the folder holds files already.
 */
export async function writeSampleTenant(folder: string, options: SampleTenantOptions): Promise<SampleTenantSummary> {
  if (existsSync(folder) && (await readdir(folder)).length > 0) {
    throw new EngagementFailure('outputNotWritable', `The folder ${folder} for the sample tenant is not empty: choose another one, or delete it.`);
  }
  const unfinished = `${resolve(folder)}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const summary = writeInto(unfinished, options);
  if (existsSync(folder)) await rmdir(folder);
  await rename(unfinished, folder);
  return summary;
}

function writeInto(path: string, options: SampleTenantOptions): SampleTenantSummary {
  const year = sampleYearOf(options);
  const { company, accounts } = year;
  const random = new Random(options.seed);
  const folder = new TenantFolder(path);
  try {
    const contacts = contactRows(accounts, company, random.fork('contact rows'));
    folder.writeJson('organization.json', company.organization);
    folder.writeJson('users.json', company.users);
    folder.writeJson('groups.json', company.groups);
    folder.writeCsv('accounts.csv', accountColumns, accountRows(accounts));
    folder.writeCsv('contacts.csv', contactColumns, contacts);
    writeItems(folder, year, random);
    return { users: company.users.length, accounts: accounts.length, contacts: contacts.length, ...folder.counts };
  } finally {
    folder.close();
  }
}

function writeItems(folder: TenantFolder, year: SampleYear, random: Random): void {
  const { company, accounts, span, mailScale } = year;
  const post = new Post(company, folder, span.untilAt, random.fork('post'));
  const calendars = new Calendars(company, folder, post, span.untilAt, random.fork('calendars'));
  const enter = (meetings: Iterable<Meeting>, answers: Random): void => {
    for (const meeting of meetings) {
      calendars.enter(meeting);
      for (const mail of mailAbout(meeting, company, mailScale, answers)) post.deliver(mail);
    }
  };
  for (const account of accounts) {
    for (const mail of customerMail(account, year, random.fork(`mail ${account.accountId}`))) post.deliver(mail);
    enter(customerMeetings(account, year, random.fork(`meetings ${account.accountId}`)), random.fork(`answers ${account.accountId}`));
  }
  for (const employee of company.employees) {
    for (const mail of otherMailOf(employee, year, random.fork(`mail ${employee.user.id}`))) post.deliver(mail);
  }
  for (const mail of announcements(year, random.fork('announcements'))) post.deliver(mail);
  enter(internalMeetings(year, random.fork('internal meetings')), random.fork('internal answers'));
}
