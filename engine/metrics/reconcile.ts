import type { Step } from './query.ts';

const inWindow = 'sent_at >= (SELECT start_at FROM report_window) AND sent_at < (SELECT as_of FROM report_window)';

/** `mixed_mail`: the few mails whose copies disagree on sender, time, thread or contacts. */
const mixedMail: Step = {
  name: 'mixedMail',
  sql: `
    CREATE OR REPLACE TEMP TABLE mixed_mail AS
    SELECT mail FROM email_copy WHERE ${inWindow} GROUP BY mail HAVING min(content) <> max(content)`,
};

/**
 * `reconciled_copy`: their copies, made to agree. The kept copy in the smallest mailbox decides (`person` numbers mailboxes in the order of
 * their ids), the contacts are those of all copies. Copies within one mailbox were put in order before (engine/runs/settle.ts); where that
 * could not be done, the smallest content decides, so that a run can be repeated.
 */
const reconciledCopy: Step = {
  name: 'reconciledCopy',
  sql: `
    CREATE OR REPLACE TEMP TABLE reconciled_copy AS
    WITH disagreeing AS (
      SELECT email_copy.*, person FROM email_copy JOIN mixed_mail USING (mail) JOIN person_name ON name = mailbox
      WHERE ${inWindow}
    ),
    deciding AS (
      SELECT mail, thread, sent_at, sender, is_own FROM disagreeing
      QUALIFY row_number() OVER (PARTITION BY mail ORDER BY person, content) = 1
    ),
    contacts_of AS (
      SELECT mail, array_agg(DISTINCT address) AS contacts FROM (SELECT mail, unnest(contacts) AS address FROM disagreeing) GROUP BY mail
    )
    SELECT copy.mailbox, copy.mail, deciding.thread, deciding.sent_at, deciding.sender, deciding.is_own,
      coalesce(contacts_of.contacts, []) AS contacts, copy.own
    FROM disagreeing AS copy JOIN deciding USING (mail) LEFT JOIN contacts_of USING (mail)`,
};

/** `agreed_copy`: the kept copies of the window; those of one mail agree on everything but the mailbox and the own recipients. */
const agreedCopy: Step = {
  name: 'agreedCopy',
  sql: `
    CREATE OR REPLACE TEMP VIEW agreed_copy AS
    SELECT mailbox, mail, thread, sent_at, sender, is_own, contacts, own
    FROM email_copy ANTI JOIN mixed_mail USING (mail)
    WHERE ${inWindow}
    UNION ALL
    SELECT mailbox, mail, thread, sent_at, sender, is_own, contacts, own FROM reconciled_copy`,
};

export const reconcileSteps: readonly Step[] = [mixedMail, reconciledCopy, agreedCopy];
