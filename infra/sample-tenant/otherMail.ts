import type { Employee } from './company.ts';
import type { Mail } from './mail.ts';
import { answerAt, isAway } from './people.ts';
import type { Party } from './people.ts';
import type { Random } from './random.ts';
import { beginnings } from './sampleYear.ts';
import type { SampleYear } from './sampleYear.ts';
import { previewOf, subjectOf } from './texts.ts';

const always = (): number => 1;
const internalThreadsPerYear = 50;
const newslettersPerYear = 75;
const junkPerYear = 18;
/** Group and mails to it in a year. */
const announcementsPerYear = { 'All Staff': 40, Sales: 30, 'Sales EMEA': 50, 'Sales Americas': 50, 'Customer Success': 40 } as const;

const publishers: readonly Party[] = ['Flowline Review', 'Plant Digest', 'Valve Courier', 'Metering Monthly', 'Tariff Watch', 'Expo Calendar', 'Talent Circle', 'Cloud Ledger', 'Travel Desk', 'Parcel Tracker']
  .map((name) => ({ name, address: `news@${name.toLowerCase().replace(' ', '-')}.example` }));

/** All mail of one employee without a customer in it: with colleagues (the greater part, as everywhere), from publishers, and junk. */
export function* otherMailOf(employee: Employee, year: SampleYear, random: Random): Generator<Mail> {
  const { mailScale } = year;
  const span = { ...year.span, untilAt: Math.min(year.span.untilAt, employee.worksUntilAt) };
  const isAmerican = employee.office.region === 'Americas';
  for (const day of beginnings(span, internalThreadsPerYear * mailScale, isAmerican, always, random)) {
    if (!isAway(employee, day)) yield* internalThread(employee, day, year, random);
  }
  for (const day of beginnings(span, newslettersPerYear * mailScale, isAmerican, always, random)) {
    yield fromStranger(random.pick(publishers), employee, 'newsletters', day, random);
  }
  for (const day of beginnings(span, junkPerYear * mailScale, isAmerican, always, random)) {
    const stranger = { name: 'Customer Care', address: `care${random.integer(1, 999)}@${random.hex(1)}.example` };
    yield { ...fromStranger(stranger, employee, 'junk', day, random), isJunk: true };
  }
}

/** Mails to distribution lists and groups: one mail, many copies. */
export function* announcements(year: SampleYear, random: Random): Generator<Mail> {
  const authors = year.company.employees.filter((employee) => employee.isLead);
  for (const group of year.company.groups) {
    const perYear = Object.entries(announcementsPerYear).find(([name]) => name === group.displayName)?.[1] ?? 0;
    for (const day of beginnings(year.span, perYear * year.mailScale, false, always, random)) {
      const author = random.pick(authors);
      yield { kind: 'mail', from: author, to: [{ name: group.displayName, address: group.mail ?? '' }], cc: [], bcc: [], sentAt: author.hours.someMoment(day, random), subject: subjectOf('announcements', random), preview: previewOf(random), conversation: random.hex(4) };
    }
  }
}

function fromStranger(from: Party, to: Employee, kind: 'newsletters' | 'junk', day: number, random: Random): Mail {
  return { kind: 'mail', from, to: [to], cc: [], bcc: [], sentAt: to.hours.someMoment(day, random), subject: subjectOf(kind, random), preview: previewOf(random), conversation: random.hex(4) };
}

function* internalThread(author: Employee, day: number, year: SampleYear, random: Random): Generator<Mail> {
  const colleagues = year.company.employees.filter((employee) => employee !== author && employee.worksUntilAt === Infinity);
  const near = random.chance(0.65) ? colleagues.filter((employee) => employee.team === author.team) : colleagues;
  const people = [author, ...random.sample(near, random.chance(0.5) ? 1 : random.integer(2, 5))];
  const subject = subjectOf('internalTopics', random);
  const conversation = random.hex(4);
  let sentAt = author.hours.someMoment(day, random);
  for (let writer = author, count = 1; sentAt < Math.min(year.span.untilAt, writer.worksUntilAt); count++) {
    const [first, ...others] = people.filter((person) => person !== writer);
    yield { kind: 'mail', from: writer, to: first ? [first] : [], cc: others, bcc: [], sentAt, subject: count === 1 ? subject : `Re: ${subject}`, preview: previewOf(random), conversation };
    if (!random.chance(0.5)) return;
    writer = random.pick(people.filter((person) => person !== writer));
    sentAt = answerAt(writer, sentAt, random);
  }
}
