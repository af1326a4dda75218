import type { CustomerAccount } from './accounts.ts';
import { companyDomain } from './company.ts';
import type { Employee } from './company.ts';
import { someContact, someoneOfTeam } from './customerMail.ts';
import { meetingOf, minuteMilliseconds, occurrencesOf, someResponse, someSlot } from './meeting.ts';
import type { Attendee, Meeting } from './meeting.ts';
import { isAway } from './people.ts';
import type { Correspondent, Party } from './people.ts';
import type { Random } from './random.ts';
import { beginnings } from './sampleYear.ts';
import type { SampleYear } from './sampleYear.ts';
import { activityAt } from './stories.ts';
import { subjectOf } from './texts.ts';

const dayMilliseconds = 86_400_000;
const meetingsPerThread = 0.3;
const singleMeetingsPerYear = 9;
const privateEntriesPerYear = 7;
const rooms: readonly Party[] = ['Oder', 'Isar', 'Irwell', 'Charles', 'Bug'].map((river) => ({ name: `Room ${river}`, address: `room-${river.toLowerCase()}@${companyDomain}` }));
const integrator = { name: 'Tellervane Integration', address: 'pmo@tellervane-integration.example' };

function attendee(party: Party, isOwn: boolean, random: Random): Attendee {
  return { party, type: random.chance(0.12) ? 'optional' : 'required', response: someResponse(isOwn, random) };
}

function inRoom(random: Random): Attendee[] {
  return random.chance(0.3) ? [{ party: random.pick(rooms), type: 'resource', response: 'accepted' }] : [];
}

/** All meetings between the company and one account: single ones, and a series for the closer customers. */
export function* customerMeetings(account: CustomerAccount, year: SampleYear, random: Random): Generator<Meeting> {
  const { lively } = account;
  const perYear = account.story === 'oneSided' ? 2 : account.threadsPerYear * meetingsPerThread;
  for (const day of beginnings(lively, perYear, account.place.region === 'Americas', (at) => activityAt(account.story, at, year.span), random)) {
    const own = someoneOfTeam(account, day, random);
    const contact = someContact(account, day, random);
    const meeting = own && contact && customerMeeting(account, own, contact, day, random);
    if (!meeting || meeting.startAt >= lively.untilAt || meeting.startAt < lively.fromAt) continue;
    yield { ...meeting, createdAt: Math.max(meeting.createdAt, lively.fromAt) };
  }
  if (random.chance(account.story === 'huge' ? 1 : account.threadsPerYear > 25 && account.story !== 'oneSided' ? 0.35 : 0)) yield* customerSeries(account, year, random);
}

function customerMeeting(account: CustomerAccount, own: Employee, contact: Correspondent, day: number, random: Random): Meeting {
  const ownMore = random.sample(account.team.filter((employee) => employee !== own && employee.worksUntilAt === Infinity), random.integer(0, 2));
  const contactsMore = random.sample(account.contacts.filter((candidate) => candidate !== contact), random.integer(0, 2));
  const host = random.weighted(['own', 'contact', 'third'] as const, (_, index) => [62, 33, 5][index] ?? 0);
  const organiser: Party = host === 'own' ? own : host === 'contact' ? contact : integrator;
  const { hours } = host === 'contact' ? contact : own;
  const attendees = [...[own, ...ownMore].map((person) => attendee(person, true, random)), ...[contact, ...contactsMore].map((person) => attendee(person, false, random))].filter(({ party }) => party !== organiser);
  const startAt = someSlot(hours, day, random);
  const isAllDay = random.chance(0.025);
  const midnight = Math.floor(startAt / dayMilliseconds) * dayMilliseconds;
  return meetingOf(organiser, [...attendees, ...(host === 'own' ? inRoom(random) : [])], isAllDay ? midnight : startAt, isAllDay ? 1440 : random.pick([30, 30, 45, 60, 60, 60, 90, 120]), `${account.name}: ${subjectOf('meetingTopics', random)}`, hours.zone, random, {
    isAllDay,
    isCancelled: random.chance(0.06),
    sensitivity: random.chance(0.02) ? 'private' : 'normal',
    ...(host !== 'own' && random.chance(0.25) ? { foreignUid: `${random.hex(3)}@calendar.${account.domain}` } : {}),
  });
}

function* customerSeries(account: CustomerAccount, year: SampleYear, random: Random): Generator<Meeting> {
  const { lively } = account;
  const own = account.team.find((employee) => employee.worksUntilAt === Infinity);
  const contact = account.contacts[0];
  if (!own || !contact) return;
  const people = account.contacts.slice(1, 3);
  const organiser = random.chance(0.7) ? own : contact;
  // The series of a customer who cools down ends in the middle of the year; that of a growing one begins there.
  const middleAt = (year.span.fromAt + year.span.untilAt) / 2;
  const firstAt = someSlot(organiser.hours, (account.story === 'growing' ? middleAt : lively.fromAt) + random.integer(6, 20) * dayMilliseconds, random);
  yield* occurrencesOf({
    organiser,
    attendeesAt: () => [own, contact, ...people].filter((person) => person !== organiser).map((person) => attendee(person, person === own, random)),
    subject: `${account.name}: status call`,
    durationMinutes: random.pick([30, 45, 60]),
    everyWeeks: random.pick([1, 2, 2]),
    firstAt,
    untilAt: account.story === 'cooling' ? middleAt : lively.untilAt,
  }, random);
}

/** All meetings without a customer: team series, talks with the lead, the monthly meeting of all staff, single ones, and the calendars' private entries. */
export function* internalMeetings(year: SampleYear, random: Random): Generator<Meeting> {
  const { span, company } = year;
  const staying = company.employees.filter((employee) => employee.worksUntilAt === Infinity);
  const series = (organiser: Employee, peopleAt: (at: number) => readonly Party[], subject: string, durationMinutes: number, everyWeeks: number): Generator<Meeting> => {
    const firstAt = someSlot(organiser.hours, span.fromAt + random.integer(0, 13) * dayMilliseconds, random);
    return occurrencesOf({ organiser, attendeesAt: (at) => peopleAt(at).map((person) => attendee(person, true, random)), subject, durationMinutes, everyWeeks, firstAt, untilAt: span.untilAt }, random);
  };
  for (const lead of company.employees.filter((employee) => employee.isLead)) {
    const members = company.employees.filter((employee) => employee.team === lead.team && employee !== lead);
    yield* series(lead, (at) => members.filter((member) => member.worksUntilAt > at), `${lead.team} weekly`, 45, 1);
    for (const member of members.filter((candidate) => staying.includes(candidate))) yield* series(lead, () => [member], 'Catch-up', 30, 3);
  }
  const allStaff = company.groups.find((group) => group.displayName === 'All Staff');
  const host = staying[0];
  if (allStaff && host) yield* series(host, () => [{ name: allStaff.displayName, address: allStaff.mail ?? '' }], 'All hands', 60, 5);

  for (const employee of company.employees) yield* entriesOf(employee, staying, year, random);
}

function* entriesOf(employee: Employee, staying: readonly Employee[], year: SampleYear, random: Random): Generator<Meeting> {
  const span = { ...year.span, untilAt: Math.min(year.span.untilAt, employee.worksUntilAt) };
  const isAmerican = employee.office.region === 'Americas';
  const { zone } = employee.hours;
  for (const day of beginnings(span, singleMeetingsPerYear, isAmerican, () => 1, random)) {
    if (isAway(employee, day)) continue;
    const guests = random.sample(staying.filter((colleague) => colleague !== employee), random.integer(1, 5));
    const startAt = someSlot(employee.hours, day, random);
    yield meetingOf(employee, [...guests.map((guest) => attendee(guest, true, random)), ...inRoom(random)], startAt, random.pick([30, 30, 60, 60, 90]), subjectOf('internalMeetingTopics', random), zone, random, { isCancelled: random.chance(0.05) });
  }
  for (const day of beginnings(span, privateEntriesPerYear, isAmerican, () => 1, random)) {
    const isPrivate = random.chance(0.5);
    yield meetingOf(employee, [], someSlot(employee.hours, day, random), 60, isPrivate ? 'Private appointment' : 'Focus time', zone, random, { sensitivity: isPrivate ? 'private' : 'normal' });
  }
  const { fromAt, untilAt } = employee.away;
  yield meetingOf(employee, [], fromAt, Math.round((untilAt - fromAt) / minuteMilliseconds), 'Holiday', zone, random, { isAllDay: true, showAs: 'oof' });
}
