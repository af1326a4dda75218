import { contact, addressOf, deliver, invite, type SmallTenant } from '../end-to-end/smallTenant.ts';

export const hour = 3_600_000;
export const day = 24 * hour;

const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

/** Who plays which part; the names make ids and addresses. */
export const people = {
  admin: 'adam.kowalski',
  viewer: 'vera.seller',
  /** Has no role at all. */
  member: 'mona.member',
  /** Holds the directory role in person. */
  globalAdministrator: 'greta.director',
  /** Holds it through a group in a group. */
  nestedAdministrator: 'nils.nested',
} as const;
export type Person = keyof typeof people;

/** Those in the group "sales", with mailboxes. */
const sellers = ['simon.sellers', 'tomas.trader', 'ulla.upsell', people.viewer] as const;

const accountNames = ['Fabrikam Zürich', 'Northwind Traders', 'Tailspin Toys', 'Łódź Logistics', 'Wingtip Press', 'Proseware Systems', 'Coho Vineyard', 'Adventure Works'];

/** Of the eight accounts these have had nobody to do with them for months, or ever. */
export const staleAccountIds = ['A-7', 'A-8'];

/**
 * A sales team of four with eight accounts of three contacts each, and a year and more of mail and meetings that ends with `asOf`. A guest
 * and a person without mailbox are in the group, too; the group "quiet" has nobody in it whose mailbox could be read.
 */
export function salesYear(asOf: number): SmallTenant {
  const tenant: SmallTenant = {
    countryLetterCode: 'PL',
    users: [
      { name: people.admin, more: { appRoles: ['Engagement.Admin'] } },
      { name: people.viewer, more: { appRoles: ['Engagement.Viewer'] } },
      { name: people.member },
      { name: people.globalAdministrator, more: { directoryRoles: [globalAdministrator] } },
      { name: people.nestedAdministrator },
      ...sellers.filter((name) => name !== people.viewer).map((name) => ({ name })),
      { name: 'otto.postless', more: { mailbox: false, mail: null, proxyAddresses: [] } },
      { name: 'gil.guestman', more: { userType: 'Guest', mailbox: false } },
    ],
    groups: [
      { name: 'sales', members: [...sellers, 'otto.postless', 'gil.guestman'] },
      { name: 'quiet', members: ['gil.guestman'] },
      { name: 'directors', members: ['nested-directors'], more: { directoryRoles: [globalAdministrator] } },
      { name: 'nested-directors', members: [people.nestedAdministrator] },
    ],
    accounts: accountNames.map((name, place) => ({ AccountId: `A-${place + 1}`, Name: name })),
    contacts: accountNames.flatMap((_, place) => [1, 2, 3].map((number) => contact(`contact-${place + 1}-${number}`, `A-${place + 1}`, contactAddress(place, number)))),
    mails: {},
    meetings: {},
  };
  for (let week = 0; week < 56; week += 1) {
    for (const [place] of accountNames.entries()) {
      const isFaded = (place === 6 && week < 20) || place === 7;
      if (isFaded || week % (place + 1) !== 0) continue;
      exchange(tenant, place, week, asOf - week * 7 * day - (place + 1) * 3 * hour);
    }
  }
  return tenant;
}

function contactAddress(place: number, number: number): string {
  return `customer.${number}@account${place + 1}.example`;
}

/** A mail, its answer and, every other week, a meeting, between a seller or two and an account. */
function exchange(tenant: SmallTenant, place: number, week: number, at: number): void {
  const [first, second] = [sellers[(place + week) % sellers.length] ?? sellers[0], sellers[(place + week + 1) % sellers.length] ?? sellers[1]];
  const customer = contactAddress(place, 1 + (week % 3));
  const id = `${place}-${week}`;
  const conversationId = Buffer.from(`conversation ${id}`.padEnd(32)).toString('base64');
  deliver(tenant, [first, second], { id: `offer-of-${id}`, sentAt: at, conversationId, to: [customer], cc: [addressOf(second)] });
  deliver(tenant, [first], { id: `answer-to-${id}`, sentAt: at + (1 + place) * hour, conversationId, from: customer, to: [addressOf(first)] });
  if (week % 2 === 0) invite(tenant, [first, second], { id: `meeting-of-${id}`, startAt: at - day, attendees: [{ address: customer, response: 'accepted' }] });
}
