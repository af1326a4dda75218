import { addressOf, contact, deliver, invite, type SmallTenant } from './smallTenant.ts';
import type { Report } from './results.ts';

export const hour = 3_600_000;
export const day = 24 * hour;

/** What the first run over {@link nordwind} is asked for. The last week of the window holds a change of the clocks in neither hemisphere. */
export const firstReport: Report = { members: [addressOf('sales')], asOf: Date.parse('2026-05-20T10:00:00Z'), timeZone: 'Europe/Warsaw' };

/** With Dora, so that there are two whose mailboxes are read also where one of the others is closed. */
export const widerReport: Report = { ...firstReport, members: [...firstReport.members, addressOf('dora')] };

const { asOf } = firstReport;

/**
 * A sales team with more than a year of regular mail and meetings, which end with `asOf`. Anna and Bert are in the group and Dora is not;
 * Emil has no mailbox. Tailspin has no contact yet, though Hugo of Tailspin writes; Nora writes to an alias of Anna's that is not yet hers.
 */
export function nordwind(): SmallTenant {
  const tenant: SmallTenant = {
    countryLetterCode: 'PL',
    users: [{ name: 'anna' }, { name: 'bert' }, { name: 'dora' }, { name: 'emil', more: { mailbox: false } }],
    groups: [{ name: 'sales', members: ['anna', 'bert', 'emil'] }],
    accounts: [
      { AccountId: 'A1', Name: 'Fabrikam' },
      { AccountId: 'A2', Name: 'Northwind' },
      { AccountId: 'A3', Name: 'Tailspin' },
    ],
    contacts: [contact('C1', 'A1', 'ada@fabrikam.example'), contact('C2', 'A1', 'finn@fabrikam.example'), contact('C3', 'A2', 'nora@northwind.example')],
    mails: {},
    meetings: {},
  };
  for (let number = 0; number < 24; number += 1) {
    const sentAt = asOf - number * 16 * day - 2 * hour;
    const conversationId = Buffer.from(`conversation ${number}`.padEnd(32)).toString('base64');
    deliver(tenant, ['anna', 'bert'], { id: `offer${number}`, sentAt, conversationId, to: ['ada@fabrikam.example'], cc: [addressOf('bert')] });
    deliver(tenant, ['anna', 'bert'], { id: `answer${number}`, sentAt: sentAt + hour, conversationId, from: 'ada@fabrikam.example', to: [addressOf('anna')], cc: [addressOf('bert')] });
    deliver(tenant, ['bert'], { id: `note${number}`, sentAt: sentAt - day, to: ['nora@northwind.example'], bcc: ['finn@fabrikam.example'] });
    deliver(tenant, ['anna'], { id: `hugo${number}`, sentAt: sentAt - 2 * day, from: 'hugo@tailspin.example', to: [addressOf('anna')] });
    deliver(tenant, ['dora', 'bert'], { id: `dora${number}`, sentAt: sentAt - 3 * day, to: ['nora@northwind.example'], cc: [addressOf('bert')] });
    deliver(tenant, ['bert'], { id: `nora${number}`, sentAt: sentAt - 3 * day + hour, from: 'nora@northwind.example', to: [addressOf('bert'), 'anna@partner.example'] });
  }
  for (let number = 0; number < 27; number += 1) {
    const startAt = asOf - number * 14 * day - 5 * day;
    invite(tenant, ['anna', 'bert'], { id: `review${number}`, startAt, attendees: [{ address: 'ada@fabrikam.example', response: 'accepted' }] });
    invite(tenant, ['bert', 'dora'], { id: `call${number}`, startAt: startAt + 3 * hour, organizer: 'nora@northwind.example', attendees: [{ address: addressOf('bert') }, { address: addressOf('dora') }] });
  }
  return tenant;
}
