import { describe, expect, test } from 'vitest';
import { at, day, mail, testPseudonyms } from '../interactions/testItems.ts';
import type { MailItem } from '../model/mail.ts';
import type { CopyPlace, DisputedCopy } from './reconcile.ts';
import { aggregateMailboxes, contentOf, people } from './testStore.ts';

const sentAt = at('2026-03-02T09:00:00Z');

/** A copy of one and the same mail. */
const copy = (changes: Partial<MailItem> = {}) => mail({ sentAt, internetMessageId: '<one@contoso.com>', ...changes });
const fromEve = copy({ from: 'eve@fabrikam.example', recipients: ['ann@contoso.com'] });
const fromGil = copy({ from: 'gil@wingtip.example', recipients: ['ann@contoso.com'] });

// Both ways round: neither chance nor the contents' order decides.
test.each([
  ['Fabrikam', { ann: [fromEve], bob: [fromGil] }],
  ['Wingtip', { ann: [fromGil], bob: [fromEve] }],
  ['Fabrikam', { bob: [fromEve], cid: [fromGil, copy({ from: 'ann@contoso.com' })] }],
])('where copies name different senders, the one in the smallest mailbox decides: %s', async (accountId, mailboxes) => {
  const { rows } = await aggregateMailboxes({ mail: mailboxes });
  expect(new Set(rows.map((row) => row.CustomerId))).toEqual(new Set([accountId]));
  expect(rows[0]).toMatchObject({ NoOfEmails_ToAccount: 0, NoOfEmails_FromAccount: 1 });
});

test('the time sent is that of the smallest mailbox', async () => {
  const later = copy({ sentAt: sentAt + 40 * day });
  const { row } = await aggregateMailboxes({ mail: { bob: [copy()], cid: [later] } });
  expect(row('Fabrikam')?.EngagementStartDate).toBe('2026-03-02');
  expect(row('Fabrikam', 'Month', '2026-04-01')).toBeUndefined();
});

test('the thread is that of the smallest mailbox', async () => {
  const answer = mail({ sentAt: sentAt + 600_000, from: 'eve@fabrikam.example', recipients: ['ann@contoso.com'], conversationId: 'one' });
  const copies = [copy({ conversationId: 'one' }), copy({ conversationId: 'two' })] as const;
  const average = async (ann: MailItem, bob: MailItem) => {
    const { row } = await aggregateMailboxes({ mail: { ann: [ann, answer], bob: [bob] } });
    return row('Fabrikam')?.AverageDuration_Of_AccountEmailReplies;
  };
  expect([await average(copies[0], copies[1]), await average(copies[1], copies[0])]).toEqual([10, null]);
});

test('the contacts are those of all copies, for every account', async () => {
  const { row } = await aggregateMailboxes({
    mail: { ann: [copy()], bob: [copy({ recipients: ['fay@fabrikam.example'] })], cid: [copy({ recipients: ['gil@wingtip.example'] })] },
  });
  const counted = { NoOfEmails_ToAccount: 1, NoOfContactsInvolved_Emails: 3 };
  expect(row('Fabrikam')).toMatchObject({ ...counted, NoOfAccountContactsInvolved_Emails: 2 });
  expect(row('Wingtip')).toMatchObject({ ...counted, NoOfAccountContactsInvolved_Emails: 1 });
});

test('a sender who does not decide is no person of the email; the owner of that mailbox is', async () => {
  const { row } = await aggregateMailboxes({ mail: { ann: [copy()], bob: [copy({ from: 'cid@contoso.com' })] } });
  expect(row('Fabrikam')).toMatchObject({ NoOfEmails_ToAccount: 1, NoOfContactsInvolved_Emails: 2 });
});

test('nor is a contact who does not decide, unless another copy names it as a recipient', async () => {
  const fromFay = copy({ from: 'fay@fabrikam.example', recipients: ['ann@contoso.com'] });
  const figure = async (bobs: MailItem) => (await aggregateMailboxes({ mail: { ann: [fromEve], bob: [bobs] } })).row('Fabrikam')?.NoOfAccountContactsInvolved_Emails;
  expect([await figure(fromFay), await figure({ ...fromFay, recipients: ['fay@fabrikam.example'] })]).toEqual([1, 2]);
});

test('own recipients count from every copy, also where copies do not disagree', async () => {
  const { row } = await aggregateMailboxes({ mail: { ann: [copy({ recipients: ['eve@fabrikam.example', 'bob@contoso.com'] })], cid: [copy()] } });
  expect(row('Fabrikam')).toMatchObject({ NoOfContactsInvolved_Emails: 3 });
});

describe('where copies in one mailbox disagree', () => {
  const mailbox = testPseudonyms.mailbox('ann');

  /** The account for which Ann's copies count. */
  async function deciding(copies: readonly MailItem[], placesOf: (disputed: readonly DisputedCopy[]) => readonly CopyPlace[]) {
    const { customerIds } = await aggregateMailboxes({ mail: { ann: copies } }, { placesOf: (disputed) => Promise.resolve(placesOf(disputed)) });
    return customerIds.join();
  }

  test.each([
    ['Fabrikam', [fromEve, fromGil]],
    ['Wingtip', [fromGil, fromEve]],
  ])('the order of their ids decides: %s', async (accountId, inOrder) => {
    const placesOf = ([disputed]: readonly DisputedCopy[]) => inOrder.map((item, place) => ({ mailbox, mail: disputed?.mail ?? 0n, content: contentOf(item), place }));
    expect(await deciding([fromEve, fromGil], placesOf)).toBe(accountId);
  });

  test('which is asked for by mailbox, mail and time received, and for no other mail', async () => {
    const asked: DisputedCopy[] = [];
    const others = [copy({ internetMessageId: 'another' }), copy({ internetMessageId: 'another', id: 'again' })];
    await deciding([fromEve, ...others, { ...fromGil, receivedAt: sentAt + 5000 }], (disputed) => {
      asked.push(...disputed);
      return [];
    });
    const mailPseudonym = testPseudonyms.mail('<one@contoso.com>');
    expect(asked).toEqual([sentAt, sentAt + 5000].map((receivedAt) => ({ mailbox, mail: mailPseudonym, receivedAt })));
  });

  test('and is not asked for where only copies of different mailboxes do', async () => {
    let calls = 0;
    const placesOf = () => {
      calls += 1;
      return Promise.resolve([]);
    };
    await aggregateMailboxes({ mail: { ann: [fromEve], bob: [fromGil] } }, { placesOf });
    expect(calls).toBe(0);
  });

  test('where the order cannot be had, the same copy decides in whatever order they were read', async () => {
    const none = () => [];
    expect(await deciding([fromEve, fromGil], none)).toBe(await deciding([fromGil, fromEve], none));
  });
});

test('however a mail’s copies lie in the mailboxes, it counts once for an account', async () => {
  const copies = [copy(), copy({ recipients: ['fay@fabrikam.example'] }), copy({ from: 'bob@contoso.com' }), copy({ conversationId: 'another' })];
  const { row } = await aggregateMailboxes({ mail: Object.fromEntries(people.map((person) => [person, copies])) });
  expect(row('Fabrikam')).toMatchObject({ NoOfEmails_ToAccount: 1, NoOfEmails_FromAccount: 0 });
});
