import type { Company, Employee, TeamName } from './company.ts';
import { asciiOf } from './names.ts';
import type { NameGiver } from './names.ts';
import { someHoliday } from './people.ts';
import type { Correspondent } from './people.ts';
import { customerPlaces } from './places.ts';
import type { Place } from './places.ts';
import type { Random } from './random.ts';
import { livelySpan, shuffledStories, threadsPerYear } from './stories.ts';
import type { Story } from './stories.ts';
import type { Span, WorkingHoursTable } from './workingHours.ts';

const contactCount = 700;

export interface CustomerContact extends Correspondent {
  readonly contactId: string;
  readonly jobTitle: string;
}

export interface CustomerAccount {
  readonly accountId: string;
  readonly name: string;
  readonly domain: string;
  readonly place: Place;
  readonly industry: string;
  readonly story: Story;
  readonly threadsPerYear: number;
  readonly lively: Span;
  /** Who looks after it: the owner first. */
  readonly team: readonly Employee[];
  /** The main contact first. */
  readonly contacts: readonly CustomerContact[];
}

/** The customary fictional companies, for those who ask for "engagement for Contoso". */
const namedAccounts: readonly (readonly [name: string, story: Story, city: string, industry: string])[] = [
  ['Contoso', 'growing', 'London', 'Energy'],
  ['Fabrikam', 'huge', 'Stuttgart', 'Machinery'],
  ['Northwind Traders', 'steady', 'Portland', 'Food'],
  ['Wingtip Toys', 'oneSided', 'Toronto', 'Retail'],
  ['Tailspin Toys', 'cooling', 'Leeds', 'Retail'],
  ['Adatum', 'silent', 'Warsaw', 'Logistics'],
];

const industries: Readonly<Record<string, readonly string[]>> = {
  Food: ['Foods', 'Dairy', 'Mills'],
  Beverages: ['Brewing', 'Springs'],
  Chemicals: ['Chemicals', 'Coatings'],
  Energy: ['Energy', 'Power'],
  Water: ['Waterworks', 'Hydro'],
  Pharma: ['Pharma', 'Biotech'],
  Automotive: ['Motors', 'Drivetrain'],
  Logistics: ['Freight', 'Logistics'],
  Packaging: ['Packaging', 'Glass'],
  Machinery: ['Pumps', 'Machinery'],
  Paper: ['Paper', 'Fibre'],
};
const stems = 'Quor Vask Trel Ombr Zell Brix Nyl Plim Drav Skol Ferr Wex Jor Kalv Myrr Osk Pell Rund Thax Grav'.split(' ');
const endings = 'andel ovar imont eska ulund avik orne ettica inge owell'.split(' ');
const legalForms: Readonly<Record<string, string>> = { PL: ' Sp. z o.o.', DE: ' GmbH', AT: ' GmbH', CH: ' AG', GB: ' Ltd', IE: ' Ltd', US: ', Inc.', CA: ' Inc.', FR: ' SARL', IT: ' S.r.l.', ES: ', S.L.', SE: ' AB' };
const jobTitles = ['Purchasing Manager', 'Plant Manager', 'Maintenance Engineer', 'Head of Production', 'Quality Manager', 'Project Engineer', 'Buyer', 'Controller', 'Operations Director'];

interface Identity {
  readonly name: string;
  readonly story: Story;
  readonly place: Place;
  readonly industry: string;
}

function identities(random: Random): Identity[] {
  const roots = random.sample(stems.flatMap((stem) => endings.map((ending) => stem + ending)), Infinity);
  const invented = shuffledStories(random).map((story, index) => {
    const place = random.pick(customerPlaces);
    const industry = random.pick(Object.keys(industries));
    const legalForm = random.chance(0.6) ? (legalForms[place.country] ?? '') : '';
    return { name: `${roots[index] ?? ''} ${random.pick(industries[industry] ?? [])}${legalForm}`, story, place, industry };
  });
  const named = namedAccounts.map(([name, story, city, industry]) => ({ name, story, industry, place: customerPlaces.find((place) => place.city === city) ?? random.pick(customerPlaces) }));
  return [...named, ...invented];
}

function teamFor({ place, story }: Identity, company: Company, random: Random): Employee[] {
  const inTeam = (team: TeamName): Employee[] => company.employees.filter((employee) => employee.team === team);
  const salesTeam = inTeam(`Sales ${place.region}`);
  const isHuge = story === 'huge';
  return [
    ...random.sample(salesTeam.filter((employee) => !employee.isLead), isHuge ? 5 : 2),
    ...random.sample(inTeam('Customer Success'), isHuge ? 2 : 1),
    ...random.sample(inTeam('Engineering'), isHuge ? 3 : 1),
    ...salesTeam.filter((employee) => employee.isLead),
  ];
}

/** Two contacts each; the other 400 go where the business is, so that the total is `contactCount`. */
function contactCounts(sizes: readonly number[], random: Random): number[] {
  const counts = sizes.map(() => 2);
  const indices = sizes.map((_, index) => index);
  for (let left = contactCount - 2 * sizes.length - contactPeculiarities; left > 0; left--) {
    const index = random.weighted(indices, (candidate) => Math.sqrt(1 + (sizes[candidate] ?? 0)) + (sizes[candidate] ?? 0) / 10) ?? 0;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

/** Rows of contacts.csv that stand for no contact of their own (contactRows): 4 in a second account, 1 twice in one, 1 on the own side. */
const contactPeculiarities = 6;

/** The 150 customers with their contacts: the same for every scale. */
export function openAccounts(company: Company, span: Span, hoursTable: WorkingHoursTable, names: NameGiver, random: Random): CustomerAccount[] {
  const all = identities(random);
  const threads = all.map(({ story }) => threadsPerYear(story, random));
  const counts = contactCounts(threads, random);
  return all.map((identity, index) => {
    const { name, story, place, industry } = identity;
    const domain = `${asciiOf(name.replace(/,? (Sp\. z o\.o\.|GmbH|AG|Ltd|Inc\.|SARL|S\.r\.l\.|S\.L\.|AB)$/, ''), '-')}.example`;
    const hours = hoursTable.of(place);
    const contacts = Array.from({ length: counts[index] ?? 0 }, (): CustomerContact => {
      const person = names.next(place.culture);
      return {
        contactId: random.uuid(),
        name: person,
        address: `${asciiOf(person, random.chance(0.9) ? '.' : '_')}@${random.chance(0.04) ? 'freepost.example' : domain}`,
        jobTitle: random.pick(jobTitles),
        hours,
        away: someHoliday(span, random),
        replyMinutes: random.logNormal(190, 0.8),
      };
    });
    return { accountId: random.uuid(), name, domain, place, industry, story, threadsPerYear: threads[index] ?? 0, lively: livelySpan(story, span, random), team: teamFor(identity, company, random), contacts };
  });
}

export const accountColumns = ['AccountId', 'Name', 'City', 'Country', 'Industry'];
export const contactColumns = ['ContactId', 'AccountId', 'FullName', 'Email', 'JobTitle'];

export function accountRows(accounts: readonly CustomerAccount[]): string[][] {
  return accounts.map(({ accountId, name, place, industry }) => [accountId, name, place.city, place.country, industry]);
}

/**
 * The contacts as people type them into a customer system: mixed case, stray blanks, some without a usable address, four known to a second
 * account, one entered twice, one who is our own colleague.
 */
export function contactRows(accounts: readonly CustomerAccount[], company: Company, random: Random): string[][] {
  const steady = accounts.filter((account) => account.story === 'steady');
  const row = (contact: CustomerContact, accountId: string, email: string): string[] => [contact.contactId, accountId, contact.name, email, contact.jobTitle];
  const rows = accounts.flatMap((account) => account.contacts.map((contact) => row(contact, account.accountId, asTyped(contact.address, random))));

  // Taken from the least involved contacts, for the two main ones carry the story of their account.
  const minor = accounts.flatMap((account) => account.contacts.slice(3).map((contact) => contact.contactId));
  const withoutAddress = new Set(random.sample(minor, 9));
  const unusable = ['', '', '', 'unknown', 'n/a', 'see card', '', '', ''];
  for (const cells of rows) if (withoutAddress.has(cells[0] ?? '')) cells[3] = unusable.pop() ?? '';

  // Both accounts are steady ones: a shared address must not wake a silent one.
  const [first, second, third, fourth, fifth] = random.sample(steady, 5);
  const again = (from: CustomerAccount | undefined, to: CustomerAccount | undefined): string[][] => {
    const contact = from?.contacts[0];
    return contact && to ? [row({ ...contact, contactId: random.uuid() }, to.accountId, contact.address)] : [];
  };
  const colleague = random.pick(company.employees.filter((employee) => employee.team === 'Engineering'));
  return [
    ...rows,
    ...again(first, second),
    ...again(second, third),
    ...again(third, fourth),
    ...again(fourth, first),
    ...again(fifth, fifth),
    [random.uuid(), fifth?.accountId ?? '', colleague.name, colleague.alias, 'Project Engineer'],
  ];
}

function asTyped(address: string, random: Random): string {
  const roll = random.fraction();
  if (roll < 0.02) return `${address} `;
  if (roll < 0.03) return ` ${address}`;
  if (roll < 0.035) return `mailto:${address}`;
  if (roll < 0.14) return address.replace(/(^|[.@_-])[a-z]/g, (start) => start.toUpperCase());
  if (roll < 0.16) return address.toUpperCase();
  return address;
}
