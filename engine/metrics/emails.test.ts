import { expect, test } from 'vitest';
import { at, mail } from '../interactions/testItems.ts';
import { aggregateMailboxes, type TestMailboxes, type TestResult } from './testStore.ts';

const sentAt = at('2026-03-02T09:00:00Z');
const fromEve = { sentAt, from: 'eve@fabrikam.example' };

/** Emails to and from the account, own people, the account's people. */
function figuresOf(result: TestResult, accountId: string) {
  const row = result.row(accountId);
  return row && [row.NoOfEmails_ToAccount, row.NoOfEmails_FromAccount, row.NoOfContactsInvolved_Emails, row.NoOfAccountContactsInvolved_Emails];
}

interface Case {
  readonly mail: NonNullable<TestMailboxes['mail']>;
  readonly fabrikam: readonly number[] | undefined;
  readonly wingtip?: readonly number[];
}

test.each<[string, Case]>([
  ['an email to two contacts of an account counts once for it', {
    mail: { ann: [mail({ sentAt, recipients: ['eve@fabrikam.example', 'fay@fabrikam.example'] })] },
    fabrikam: [1, 0, 1, 2],
  }],
  ['an email to contacts of two accounts counts once for each', {
    mail: { ann: [mail({ sentAt, recipients: ['eve@fabrikam.example', 'gil@wingtip.example'] })] },
    fabrikam: [1, 0, 1, 1],
    wingtip: [1, 0, 1, 1],
  }],
  ['an email to an address that two accounts share counts for each', {
    mail: { ann: [mail({ sentAt, recipients: ['office@shared.example'] })] },
    fabrikam: [1, 0, 1, 1],
    wingtip: [1, 0, 1, 1],
  }],
  ['the same email in several mailboxes, and twice in one, is one; who holds a copy is involved', {
    mail: { ann: [mail({ sentAt }), mail({ sentAt, id: 'again' })], cid: [mail({ sentAt })] },
    fabrikam: [1, 0, 2, 1],
  }],
  ['a colleague among the recipients is involved without a copy of the own', {
    mail: { ann: [mail({ sentAt, recipients: ['eve@fabrikam.example', 'bob@contoso.com'] })] },
    fabrikam: [1, 0, 2, 1],
  }],
  ['an unlisted colleague’s email counts, the colleague does not', {
    mail: { ann: [mail({ sentAt, from: 'zoe@contoso.com', recipients: ['eve@fabrikam.example', 'ann@contoso.com'] })] },
    fabrikam: [1, 0, 1, 1],
  }],
  ['a blind copy, which only the sender’s copy names, adds its contact', {
    mail: { bob: [mail({ sentAt, recipients: ['eve@fabrikam.example', 'fay@fabrikam.example'] })], ann: [mail({ sentAt })] },
    fabrikam: [1, 0, 2, 2],
  }],
  ['a contact with two addresses is one', {
    mail: { ann: [mail({ sentAt, recipients: ['eve@fabrikam.example', 'eve@home.example'] })] },
    fabrikam: [1, 0, 1, 1],
  }],
  ['an email from a contact is from its account, and the contact’s colleagues in it are involved', {
    mail: { ann: [mail({ ...fromEve, recipients: ['ann@contoso.com', 'fay@fabrikam.example'] })] },
    fabrikam: [0, 1, 1, 2],
  }],
  ['an email from one account with another in cc is nothing for the other', {
    mail: { ann: [mail({ ...fromEve, recipients: ['ann@contoso.com', 'gil@wingtip.example'] })] },
    fabrikam: [0, 1, 1, 1],
  }],
  ['an email from an address that two accounts share is from each', {
    mail: { ann: [mail({ sentAt, from: 'office@shared.example', recipients: ['ann@contoso.com', 'eve@fabrikam.example'] })] },
    fabrikam: [0, 1, 1, 2],
    wingtip: [0, 1, 1, 1],
  }],
  ['an email that came over a distribution list involves the one in whose mailbox it lies', {
    mail: { bob: [mail({ ...fromEve, recipients: ['sales@contoso.com'] })] },
    fabrikam: [0, 1, 1, 1],
  }],
  ['a contact who writes to another account’s contact alone, with a copy in a listed mailbox, is from the writer', {
    mail: { cid: [mail({ ...fromEve, recipients: ['gil@wingtip.example'] })] },
    fabrikam: [0, 1, 1, 1],
  }],
])('%s', async (_, { mail, fabrikam, wingtip }) => {
  const result = await aggregateMailboxes({ mail });
  expect([figuresOf(result, 'Fabrikam'), figuresOf(result, 'Wingtip')]).toEqual([fabrikam, wingtip]);
});

test('each person counts once for a period, however many emails and months they are in', async () => {
  const april = at('2026-04-01T09:00:00Z');
  const result = await aggregateMailboxes({
    mail: { ann: [mail({ sentAt }), mail({ sentAt: april }), mail({ ...fromEve, sentAt: april + 1, internetMessageId: 'reply' })], bob: [mail({ sentAt: april })] },
  });
  expect(figuresOf(result, 'Fabrikam')).toEqual([2, 1, 2, 1]);
  expect(result.row('Fabrikam', 'Month', '2026-03-01')).toMatchObject({ NoOfContactsInvolved_Emails: 1 });
  expect(result.row('Fabrikam', 'Month', '2026-04-01')).toMatchObject({ NoOfContactsInvolved_Emails: 2 });
});
