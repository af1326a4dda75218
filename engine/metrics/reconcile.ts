import { BIGINT, INTEGER } from '@duckdb/node-api';
import { z } from 'zod';
import { eachOf, listOfDistinct } from './dialect.ts';
import type { Query, Step } from './query.ts';

/** By the time of receipt too: what was received before the window is not read for it (metrics.md), but may be here for a longer one. */
const inWindow = 'sent_at >= window_start() AND sent_at < window_end() AND received_at >= window_start()';

/** `mixed_mail`: the few mails whose copies disagree on sender, time, thread or contacts. */
const mixedMail: Step = {
  name: 'mixedMail',
  sql: `
    CREATE OR REPLACE TEMP TABLE mixed_mail AS
    SELECT mail FROM email_copy WHERE ${inWindow} GROUP BY mail HAVING min(content) <> max(content)`,
};

/** Of these, the mailboxes that hold copies which disagree among themselves, and when those were received. */
export const disputedCopies: Query<DisputedCopy> = {
  name: 'disputedCopies',
  sql: `
    SELECT DISTINCT mailbox, mail, received_at AS "receivedAt"
    FROM email_copy JOIN (
      SELECT mailbox, mail FROM email_copy JOIN mixed_mail USING (mail) WHERE ${inWindow} GROUP BY mailbox, mail HAVING min(content) <> max(content)
    ) AS disputed USING (mailbox, mail)
    WHERE ${inWindow}
    ORDER BY mailbox, mail, "receivedAt"`,
  row: z.object({ mailbox: z.bigint(), mail: z.bigint(), receivedAt: z.bigint().transform(Number) }),
};

/** A copy of a mail in a mailbox that holds another which disagrees with it. */
export interface DisputedCopy {
  readonly mailbox: bigint;
  readonly mail: bigint;
  /** Milliseconds since the Unix epoch. */
  readonly receivedAt: number;
}

/** Copies of one mail in one mailbox are ordered by their ids in Exchange, which are not kept: their order is asked for where it matters. */
export interface CopyPlace {
  readonly mailbox: bigint;
  readonly mail: bigint;
  readonly content: bigint;
  /** 0 for the copy with the smallest id. */
  readonly place: number;
}

/** `copy_place`: the answer. */
export const copyPlaceColumns = { mailbox: BIGINT, mail: BIGINT, content: BIGINT, place: INTEGER };

/**
 * `reconciled_copy`: the mixed mails' copies, made to agree. The kept copy with the smallest mailbox and item id decides (`person` numbers the
 * mailboxes in the order of their ids), the contacts are those of all copies. Where the order within a mailbox could not be had, the smallest
 * content decides, so that a run can be repeated.
 */
const reconciledCopy: Step = {
  name: 'reconciledCopy',
  sql: `
    CREATE OR REPLACE TEMP TABLE reconciled_copy AS
    WITH disagreeing AS (
      SELECT email_copy.*, person, place
      FROM email_copy JOIN mixed_mail USING (mail) JOIN person_name ON name = mailbox LEFT JOIN copy_place USING (mailbox, mail, content)
      WHERE ${inWindow}
    ),
    deciding AS (
      SELECT mail, thread, sent_at, sender, is_own
      FROM (SELECT *, row_number() OVER (PARTITION BY mail ORDER BY person, place NULLS LAST, content) AS turn FROM disagreeing)
      WHERE turn = 1
    ),
    contacts_of AS (
      SELECT mail, ${listOfDistinct('address')} AS contacts FROM (SELECT mail, ${eachOf('contacts')} AS address FROM disagreeing) GROUP BY mail
    )
    SELECT copy.mailbox, copy.mail, deciding.thread, deciding.sent_at, deciding.sender, deciding.is_own,
      coalesce(contacts_of.contacts, copy.contacts) AS contacts, copy.own
    FROM disagreeing AS copy JOIN deciding USING (mail) LEFT JOIN contacts_of USING (mail)`,
};

/** `agreed_copy`: the kept copies of the window; those of one mail agree on everything but the mailbox and the own recipients. */
const agreedCopy: Step = {
  name: 'agreedCopy',
  sql: `
    CREATE OR REPLACE TEMP VIEW agreed_copy AS
    SELECT mailbox, mail, thread, sent_at, sender, is_own, contacts, own
    FROM email_copy
    WHERE ${inWindow} AND NOT EXISTS (SELECT mail FROM mixed_mail WHERE mixed_mail.mail = email_copy.mail)
    UNION ALL
    SELECT mailbox, mail, thread, sent_at, sender, is_own, contacts, own FROM reconciled_copy`,
};

export const disagreementSteps: readonly Step[] = [mixedMail];
export const reconcileSteps: readonly Step[] = [reconciledCopy, agreedCopy];
