import { describe, expect, test } from 'vitest';
import type { MailItem } from '../model/mail.ts';
import { emailLeftOutReasons } from '../model/overview.ts';
import { matchMail, type KeptMail } from './matchMail.ts';
import { at, mail, testParties } from './testItems.ts';

const sentAt = at('2026-03-02T09:00:00Z');
const match = (changes: Partial<MailItem>, junkFolderId: string | undefined = 'junk') => matchMail(mail({ sentAt, ...changes }), junkFolderId, testParties());

function kept(changes: Partial<MailItem>): KeptMail {
  const matched = match(changes);
  if (matched.outcome !== 'kept') throw new Error(`The mail was left out: ${matched.outcome}`);
  return matched;
}

/** What makes a mail be left out for each reason. */
const faults = {
  draft: { isDraft: true },
  noSender: { from: undefined, sender: undefined },
  calendarMail: { isCalendarMail: true },
  junk: { folderId: 'junk' },
  noContact: { recipients: ['bob@contoso.com', 'stranger@elsewhere.com'] },
  otherSender: { from: 'stranger@elsewhere.com' },
} satisfies Record<(typeof emailLeftOutReasons)[number], Partial<MailItem>>;

test.each(emailLeftOutReasons)('a mail that is nothing but %s is left out for it', (reason) => {
  expect(match(faults[reason])).toEqual({ outcome: reason });
});

const pairs = emailLeftOutReasons.flatMap((first, index) => emailLeftOutReasons.slice(index + 1).map((second) => [first, second] as const));

test.each(pairs)('%s is the reason where %s would be one too', (first, second) => {
  // The first one's fields last: a mail without a sender has no strange sender.
  expect(match({ ...faults[second], ...faults[first] })).toEqual({ outcome: first });
});

test.each<[string, Partial<MailItem>, string]>([
  ['from a stranger to colleagues only', { from: 'stranger@elsewhere.com', recipients: ['ann@contoso.com'] }, 'noContact'],
  ['from a colleague to colleagues only', { recipients: ['bob@contoso.com'] }, 'noContact'],
  ['to nobody', { recipients: [] }, 'noContact'],
  ['to a text that is no address', { recipients: ['/o=ExchangeLabs/cn=eve', 'Eve'] }, 'noContact'],
  ['from a contact to nobody (a distribution list was hidden)', { from: 'eve@fabrikam.example', recipients: [] }, 'kept'],
  ['from a contact to strangers', { from: 'eve@fabrikam.example', recipients: ['stranger@elsewhere.com'] }, 'kept'],
  ['from a sender whose from is no address', { from: '/o=ExchangeLabs/cn=ann', sender: 'ann@contoso.com' }, 'kept'],
  ['with a from that is a stranger, sent by a colleague', { from: 'stranger@elsewhere.com', sender: 'ann@contoso.com' }, 'otherSender'],
])('a mail %s: %s', (_, changes, outcome) => {
  expect(match(changes).outcome).toBe(outcome);
});

test('in a mailbox without a junk folder, mail without a folder is no junk', () => {
  expect(matchMail(mail({ sentAt, folderId: undefined }), undefined, testParties()).outcome).toBe('kept');
});

describe('of a mail are kept', () => {
  const addresses = (parties: KeptMail['contacts']) => parties.map(({ address }) => address);

  test('the recipients of the own side and the contacts, each once, and no stranger', () => {
    const matched = kept({
      recipients: ['eve@fabrikam.example', 'Bob@contoso.com', 'EVE@fabrikam.example', 'stranger@elsewhere.com', '<bob@contoso.com>', 'gil@wingtip.example', 'Eve'],
    });
    expect(addresses(matched.contacts)).toEqual(['eve@fabrikam.example', 'gil@wingtip.example']);
    expect(addresses(matched.own)).toEqual(['bob@contoso.com']);
  });

  test('the address in from as its sender, also where sender is a delegate', () => {
    expect(kept({ from: 'ann@contoso.com', sender: 'bob@contoso.com' }).sender).toMatchObject({ address: 'ann@contoso.com', side: 'own' });
  });

  test('a key that counts strangers among the recipients, where there is no message id', () => {
    const withStranger = kept({ internetMessageId: undefined, recipients: ['eve@fabrikam.example', 'stranger@elsewhere.com'] });
    expect(withStranger.key).not.toBe(kept({ internetMessageId: undefined }).key);
  });

  test.each([undefined, ''])('itself as the thread where its conversation is %j', (conversationId) => {
    const { key, thread } = kept({ conversationId });
    expect(thread).toBe(key);
  });
});
