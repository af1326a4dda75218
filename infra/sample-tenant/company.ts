import { asciiOf } from './names.ts';
import type { NameGiver } from './names.ts';
import { someHoliday } from './people.ts';
import type { Correspondent, Party } from './people.ts';
import { offices } from './places.ts';
import type { Place } from './places.ts';
import type { Random } from './random.ts';
import type { Span, WorkingHoursTable } from './workingHours.ts';

export const companyDomain = 'halvorne.example';
export const secondDomain = 'halvorne-group.example';

/** Role template id of Global Administrator: the same in every tenant. */
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const dayMilliseconds = 86_400_000;

interface TeamPlan {
  readonly name: string;
  /** Office and number of people; the first person leads the team. */
  readonly seats: readonly (readonly [Place, number])[];
  readonly leadTitle: string;
  readonly title: string;
  /** Values of the product's own app roles that everybody in the team has. */
  readonly appRoles: readonly string[];
}

const sellers = { title: 'Account Manager', appRoles: ['Engagement.Viewer'] };
const { wroclaw, munich, manchester, boston, chicago } = offices;

const teamPlans = [
  { name: 'Management', seats: [[wroclaw, 3]], leadTitle: 'Managing Director', title: 'Director', appRoles: [] },
  { name: 'Sales EMEA', seats: [[wroclaw, 8], [manchester, 6]], leadTitle: 'Sales Manager EMEA', ...sellers },
  { name: 'Sales DACH', seats: [[munich, 6]], leadTitle: 'Sales Manager DACH', ...sellers },
  { name: 'Sales Americas', seats: [[boston, 6], [chicago, 4]], leadTitle: 'Sales Manager Americas', ...sellers },
  { name: 'Sales Operations', seats: [[wroclaw, 3]], leadTitle: 'Head of Sales Operations', title: 'Sales Analyst', appRoles: [] },
  { name: 'Customer Success', seats: [[wroclaw, 3], [manchester, 1], [boston, 2]], leadTitle: 'Head of Customer Success', title: 'Customer Success Manager', appRoles: ['Engagement.Viewer'] },
  { name: 'Engineering', seats: [[wroclaw, 5], [munich, 2], [chicago, 1]], leadTitle: 'Head of Application Engineering', title: 'Application Engineer', appRoles: [] },
  { name: 'Finance', seats: [[wroclaw, 4]], leadTitle: 'Head of Finance', title: 'Accountant', appRoles: [] },
  { name: 'IT', seats: [[wroclaw, 3]], leadTitle: 'Head of IT', title: 'System Administrator', appRoles: [] },
  { name: 'Marketing', seats: [[manchester, 3]], leadTitle: 'Head of Marketing', title: 'Marketing Specialist', appRoles: [] },
] as const satisfies readonly TeamPlan[];

export type TeamName = (typeof teamPlans)[number]['name'];

/** A line of `users.json`: a Graph user, and beside it what only the local tenant reads. */
export interface DirectoryUser {
  readonly id: string;
  readonly displayName: string;
  readonly jobTitle: string | null;
  readonly officeLocation: string | null;
  readonly mail: string | null;
  readonly userPrincipalName: string;
  readonly proxyAddresses: readonly string[];
  readonly accountEnabled: boolean;
  readonly userType: 'Member' | 'Guest';
  readonly directoryRoles: readonly string[];
  readonly appRoles: readonly string[];
  readonly mailbox: boolean;
}

/** A line of `groups.json`. */
export interface DirectoryGroup {
  readonly id: string;
  readonly displayName: string;
  readonly mail: string | null;
  readonly proxyAddresses: readonly string[];
  readonly groupTypes: readonly string[];
  readonly mailEnabled: boolean;
  readonly securityEnabled: boolean;
  readonly members: readonly string[];
}

export interface Employee extends Correspondent {
  readonly user: DirectoryUser;
  readonly team: TeamName;
  readonly isLead: boolean;
  readonly office: Place;
  /** An address in the second domain that reaches the same mailbox. */
  readonly alias: string;
  /** The last day at work of a leaver; Infinity for all others. */
  readonly worksUntilAt: number;
}

export interface Company {
  readonly organization: { readonly id: string; readonly displayName: string; readonly countryLetterCode: string; readonly verifiedDomains: readonly { readonly name: string; readonly isDefault: boolean }[] };
  readonly users: readonly DirectoryUser[];
  readonly groups: readonly DirectoryGroup[];
  /** Everybody with a mailbox who writes mail, leads first within a team; the leaver among them. */
  readonly employees: readonly Employee[];
  /** A mailbox of the company that belongs to nobody in particular; people send on its behalf. */
  readonly sharedMailbox: Party;
  /** User ids of the mailboxes that a mail to this address reaches: one for a person, several for a group, none for a stranger. */
  mailboxesOf(address: string): readonly string[];
}

function userOf(random: Random, name: string, local: string, rest: Partial<DirectoryUser>): DirectoryUser {
  return {
    id: random.uuid(),
    displayName: name,
    jobTitle: null,
    officeLocation: null,
    mail: `${local}@${companyDomain}`,
    userPrincipalName: `${local}@${companyDomain}`,
    proxyAddresses: [`SMTP:${local}@${companyDomain}`, `smtp:${local}@${secondDomain}`],
    accountEnabled: true,
    userType: 'Member',
    directoryRoles: [],
    appRoles: [],
    mailbox: true,
    ...rest,
  };
}

function rolesOf(plan: TeamPlan, seat: number): Pick<DirectoryUser, 'directoryRoles' | 'appRoles'> {
  if (plan.name === 'IT' && seat === 1) return { directoryRoles: [globalAdministrator], appRoles: [] };
  if (plan.name === 'Sales Operations' && seat === 0) return { directoryRoles: [], appRoles: ['Engagement.Admin'] };
  return { directoryRoles: [], appRoles: plan.appRoles };
}

function hire(plan: TeamPlan & { readonly name: TeamName }, names: NameGiver, hours: WorkingHoursTable, span: Span, random: Random): Employee[] {
  const places = plan.seats.flatMap(([office, count]) => Array.from({ length: count }, () => office));
  return places.map((office, seat) => {
    const isLead = seat === 0;
    const isLeaver = plan.name === 'Sales EMEA' && seat === places.length - 1;
    const name = names.next(office.culture);
    const local = asciiOf(name, '.');
    const user = userOf(random, name, local, {
      jobTitle: isLead ? plan.leadTitle : plan.title,
      officeLocation: office.city,
      accountEnabled: !isLeaver,
      ...rolesOf(plan, seat),
      // Exchange keeps the case in which an administrator typed an address.
      ...(seat === 2 ? { mail: `${asciiOf(name, ' ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase()).replaceAll(' ', '.')}@${companyDomain}` } : {}),
    });
    return {
      user,
      name,
      address: user.mail ?? user.userPrincipalName,
      alias: `${local}@${secondDomain}`,
      team: plan.name,
      isLead,
      office,
      worksUntilAt: isLeaver ? span.untilAt - 120 * dayMilliseconds : Infinity,
      hours: hours.of(office),
      away: someHoliday(span, random),
      replyMinutes: random.logNormal(70, 0.5),
    };
  });
}

/** The people, groups and mailboxes of Halvorne Controls, an invented maker of flow meters: the same for every scale. */
export function foundCompany(span: Span, hours: WorkingHoursTable, names: NameGiver, random: Random): Company {
  const employees = teamPlans.flatMap((plan) => hire(plan, names, hours, span, random));
  const ids = (team: TeamName): string[] => employees.filter((employee) => employee.team === team).map((employee) => employee.user.id);

  const driver = names.next('polish');
  const withoutMailbox = userOf(random, driver, asciiOf(driver, '.'), { jobTitle: 'Demonstration Van Driver', officeLocation: wroclaw.city, mailbox: false });
  const agent = names.next('american');
  const guestAddress = `${asciiOf(agent, '.')}@tessmark-agency.example`;
  const guest: DirectoryUser = {
    ...userOf(random, agent, asciiOf(agent, '.'), { userType: 'Guest', mailbox: false, mail: guestAddress, proxyAddresses: [`SMTP:${guestAddress}`] }),
    userPrincipalName: `${guestAddress.replace('@', '_')}#EXT#@${companyDomain}`,
  };
  // Exchange keeps the account of a shared mailbox disabled: nobody signs in with it.
  const shared = userOf(random, 'Orders', 'orders', { accountEnabled: false });

  const groupOf = (displayName: string, kind: 'distribution' | 'microsoft365' | 'mailSecurity' | 'security', members: readonly string[]): DirectoryGroup => {
    const mail = kind === 'security' ? null : `${asciiOf(displayName, '-')}@${companyDomain}`;
    return {
      id: random.uuid(),
      displayName,
      mail,
      proxyAddresses: mail === null ? [] : [`SMTP:${mail}`, `smtp:${asciiOf(displayName, '')}@${secondDomain}`],
      groupTypes: kind === 'microsoft365' ? ['Unified'] : [],
      mailEnabled: kind !== 'security',
      securityEnabled: kind === 'mailSecurity' || kind === 'security',
      members,
    };
  };
  const salesDach = groupOf('Sales DACH', 'distribution', ids('Sales DACH'));
  const salesEmea = groupOf('Sales EMEA', 'mailSecurity', [...ids('Sales EMEA'), withoutMailbox.id, salesDach.id]);
  const salesAmericas = groupOf('Sales Americas', 'distribution', [...ids('Sales Americas'), guest.id]);
  const sales = groupOf('Sales', 'distribution', [salesEmea.id, salesAmericas.id, ...ids('Sales Operations')]);
  const customerSuccess = groupOf('Customer Success', 'microsoft365', ids('Customer Success'));
  const others = (['Management', 'Engineering', 'Finance', 'IT', 'Marketing'] as const).map((team) => groupOf(team, 'distribution', ids(team)));
  const allStaff = groupOf('All Staff', 'distribution', [sales.id, customerSuccess.id, ...others.map((group) => group.id)]);
  const groups = [sales, salesEmea, salesDach, salesAmericas, customerSuccess, ...others, allStaff, groupOf('Sign-in Policy Pilot', 'security', [...ids('IT'), ...ids('Sales Operations')])];
  const users = [...employees.map((employee) => employee.user), withoutMailbox, guest, shared];

  const reached = addressBook(users, groups);
  return {
    organization: {
      id: random.uuid(),
      displayName: 'Halvorne Controls',
      countryLetterCode: 'PL',
      verifiedDomains: [{ name: companyDomain, isDefault: true }, { name: secondDomain, isDefault: false }],
    },
    users,
    groups,
    employees,
    sharedMailbox: { name: shared.displayName, address: `orders@${companyDomain}` },
    mailboxesOf: (address) => reached.get(address.toLowerCase()) ?? [],
  };
}

function addressBook(users: readonly DirectoryUser[], groups: readonly DirectoryGroup[]): Map<string, readonly string[]> {
  const owners = new Set(users.filter((user) => user.mailbox).map((user) => user.id));
  const groupsById = new Map(groups.map((group) => [group.id, group]));
  const membersOf = (id: string): string[] => groupsById.get(id)?.members.flatMap(membersOf) ?? (owners.has(id) ? [id] : []);
  return new Map([...users, ...groups].flatMap((entry) => entry.proxyAddresses.map((proxy) => [proxy.slice('smtp:'.length).toLowerCase(), [...new Set(membersOf(entry.id))]] as const)));
}
