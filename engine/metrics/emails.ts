import { dayOf, eachOf, prepended } from './dialect.ts';
import type { Step } from './query.ts';

/**
 * `copy_contact`: each kept copy beside each contact that makes it count for an account. To the account: sent by the own side, with a contact
 * of it among the recipients. From the account: sent by a contact of it.
 */
const copyContact: Step = {
  name: 'copyContact',
  sql: `
    CREATE OR REPLACE TEMP VIEW copy_contact AS
    SELECT mailbox, mail, thread, sent_at, sender, is_own, own, contacts, account, contact
    FROM (
      SELECT *, ${eachOf('contacts')} AS address FROM agreed_copy WHERE is_own
      UNION ALL
      SELECT *, sender AS address FROM agreed_copy WHERE NOT is_own
    ) JOIN contact_address USING (address)`,
};

/** `email_account`, one row a mail and account: the emails that count for an account. */
const emailAccount: Step = {
  name: 'emailAccount',
  sql: `
    CREATE OR REPLACE TEMP TABLE email_account AS
    SELECT account, thread, sent_at, is_to, ${dayOf('sent_at')} AS day
    FROM (
      SELECT account, min(thread) AS thread, min(sent_at) AS sent_at, bool_and(is_own) AS is_to FROM copy_contact GROUP BY mail, account
    ) JOIN zone_offset ON sent_at >= from_at AND sent_at < until_at`,
};

/**
 * `email_involvement`, one row an account, span, contact and own name: who had to do with a counted email of the account. The names are the
 * sender's, the own recipients', and that of the mailbox that holds the copy.
 */
const emailInvolvement: Step = {
  name: 'emailInvolvement',
  sql: `
    CREATE OR REPLACE TEMP TABLE email_involvement AS
    SELECT DISTINCT account, span, contact, ${eachOf(prepended(['mailbox', 'sender'], 'own'))} AS name
    FROM copy_contact
      JOIN zone_offset ON sent_at >= from_at AND sent_at < until_at
      JOIN span ON span.day = ${dayOf('sent_at')}`,
};

/** `email_own_person` and `email_contact`, one row an account, span and person or contact. Colleagues of a writing contact are involved too. */
const emailOwnPerson: Step = {
  name: 'emailOwnPerson',
  sql: `
    CREATE OR REPLACE TEMP TABLE email_own_person AS
    SELECT DISTINCT account, span, person FROM email_involvement JOIN person_name USING (name)`,
};

const emailContact: Step = {
  name: 'emailContact',
  sql: `
    CREATE OR REPLACE TEMP TABLE email_contact AS
    SELECT DISTINCT account, span, contact FROM email_involvement
    UNION
    SELECT account, span, contact_address.contact
    FROM (SELECT account, sent_at, ${eachOf('contacts')} AS address FROM copy_contact WHERE NOT is_own)
      JOIN contact_address USING (account, address)
      JOIN zone_offset ON sent_at >= from_at AND sent_at < until_at
      JOIN span ON span.day = ${dayOf('sent_at')}`,
};

export const emailSteps: readonly Step[] = [copyContact, emailAccount, emailInvolvement, emailOwnPerson, emailContact];
