import { eachOf, firstOf, lengthOf, restOf } from './dialect.ts';
import type { Step } from './query.ts';

/**
 * `copy_account`, one row for each copy and contact that makes it count for an account. To the account: sent by the own side, with a contact
 * of it among the recipients. From the account: sent by a contact of it. Most copies have one such contact, so only the others' lists are
 * taken apart: that costs more than all the rest of this step.
 */
const copyAccount: Step = {
  name: 'copyAccount',
  sql: `
    CREATE OR REPLACE TEMP TABLE copy_account AS
    SELECT mail, thread, sent_at, span.day, span, is_own, sender, mailbox, account, contact
    FROM (
      SELECT mail, thread, sent_at, is_own, sender, mailbox, CASE WHEN is_own THEN ${firstOf('contacts')} ELSE sender END AS address FROM agreed_copy
      UNION ALL
      SELECT mail, thread, sent_at, is_own, sender, mailbox, ${eachOf(restOf('contacts'))} AS address FROM agreed_copy WHERE is_own AND ${lengthOf('contacts')} > 1
    ) JOIN contact_address USING (address) JOIN span ON span.day = local_day(sent_at)`,
};

/** `email_account`, one row a mail and account: the emails that count for an account, whatever the number of their copies and contacts. */
const emailAccount: Step = {
  name: 'emailAccount',
  sql: `
    CREATE OR REPLACE TEMP TABLE email_account AS
    SELECT account, min(thread) AS thread, min(sent_at) AS sent_at, min(day) AS day, bool_and(is_own) AS is_to
    FROM copy_account GROUP BY mail, account`,
};

/** `email_own_person`, one row an account, span and person: who sent a counted email of the account, received it, or has it in the mailbox. */
const emailOwnPerson: Step = {
  name: 'emailOwnPerson',
  sql: `
    CREATE OR REPLACE TEMP TABLE email_own_person AS
    SELECT DISTINCT account, span, person
    FROM (
      SELECT DISTINCT account, span, mailbox AS name FROM copy_account
      UNION ALL
      SELECT DISTINCT account, span, sender FROM copy_account WHERE is_own
      UNION ALL
      SELECT DISTINCT account, span, name
      FROM (
        SELECT sent_at, ${eachOf('own')} AS name, CASE WHEN is_own THEN ${firstOf('contacts')} ELSE sender END AS address FROM agreed_copy
        UNION ALL
        SELECT sent_at, name, ${eachOf(restOf('contacts'))} AS address
        FROM (SELECT sent_at, ${eachOf('own')} AS name, contacts FROM agreed_copy WHERE is_own AND ${lengthOf('contacts')} > 1)
      ) JOIN contact_address USING (address) JOIN span ON span.day = local_day(sent_at)
    ) JOIN person_name USING (name)`,
};

/** `email_contact`, one row an account, span and contact. Where a contact writes, colleagues among the recipients are involved too. */
const emailContact: Step = {
  name: 'emailContact',
  sql: `
    CREATE OR REPLACE TEMP TABLE email_contact AS
    SELECT DISTINCT account, span, contact FROM copy_account
    UNION
    SELECT writer.account, span, colleague.contact
    FROM (SELECT sent_at, sender, ${eachOf('contacts')} AS address FROM agreed_copy WHERE NOT is_own) AS copy
      JOIN contact_address AS writer ON writer.address = sender
      JOIN contact_address AS colleague ON colleague.address = copy.address AND colleague.account = writer.account
      JOIN span ON span.day = local_day(sent_at)`,
};

export const emailSteps: readonly Step[] = [copyAccount, emailAccount, emailOwnPerson, emailContact];
