import { domainOf, parseAddress, type Address } from '../model/address.ts';
import type { MailItem } from '../model/mail.ts';
import type { MeetingItem } from '../model/meeting.ts';
import { Parties, type Sides } from './parties.ts';
import { Pseudonyms } from './pseudonyms.ts';

/** Milliseconds since the Unix epoch of an ISO instant. */
export const at = (text: string) => Date.parse(text);

export const hour = 3_600_000;
export const day = 24 * hour;

/** Own side in tests; the domains of customers are `*.example`, all else is elsewhere. */
const ownDomain = 'contoso.com';

const testSides: Sides = {
  isOwnSide: (address) => domainOf(address) === ownDomain,
  isContact: (address) => domainOf(address).endsWith('.example'),
};

export const testPseudonyms = new Pseudonyms(Buffer.alloc(32, 7));

export function testParties(pseudonyms = testPseudonyms): Parties {
  return new Parties(testSides, pseudonyms);
}

/** Throws where the text is none: a test has a slip then. */
export function addressOf(text: string): Address {
  const address = parseAddress(text);
  if (address === undefined) throw new Error(`${text} is no address`);
  return address;
}

/** A mail from Ann of the own side to Eve of Fabrikam, received when it was sent, but for what the test says. */
export function mail(changes: Partial<MailItem> & { readonly sentAt: number | undefined }): MailItem {
  return {
    id: `mail ${changes.sentAt ?? 0}`,
    internetMessageId: `<${changes.sentAt ?? 0}@contoso.com>`,
    conversationId: 'a conversation',
    from: 'ann@contoso.com',
    sender: undefined,
    recipients: ['eve@fabrikam.example'],
    receivedAt: changes.sentAt ?? 0,
    isDraft: false,
    isCalendarMail: false,
    folderId: 'inbox',
    ...changes,
  };
}

/** A single meeting of an hour that Ann of the own side organises with Eve of Fabrikam, in her own calendar, but for what the test says. */
export function meeting(changes: Partial<MeetingItem> & { readonly startAt: number }): MeetingItem {
  return {
    id: `meeting ${changes.startAt}`,
    iCalUId: `uid ${changes.startAt}`,
    isOfSeries: false,
    originalStartAt: undefined,
    endAt: changes.startAt + hour,
    isAllDay: false,
    isCancelled: false,
    isDraft: false,
    isPrivate: false,
    ownerOrganises: true,
    ownerAttends: true,
    organiser: 'ann@contoso.com',
    attendees: [{ address: 'eve@fabrikam.example', hasDeclined: false }],
    ...changes,
  };
}
