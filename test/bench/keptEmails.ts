import type { DuckDBConnection } from '@duckdb/node-api';
import type { Dimensions } from '../../engine/metrics/dimensions.ts';
import { reportWindow } from '../../engine/model/window.ts';
import { asOf } from './tenants.ts';

const accounts = 2_000;
const contactsPerAccount = 5;
const people = 500;
const teamSize = 5;
const threadMails = 4;

/** Where the numbers of contacts, people and mailboxes begin, as pseudonyms. */
const contactBase = 1_000_000_000;
const personBase = 2_000_000_000;
const mailboxBase = 3_000_000_000;

const window = reportWindow(asOf, 'Europe/Warsaw');

/** Who is who among the emails of `keepEmails`. */
export const dimensions: Dimensions = {
  window,
  people: Array.from({ length: people }, (_, person) => ({ mailbox: BigInt(mailboxBase + person), addresses: [BigInt(personBase + person)] })),
  contacts: Array.from({ length: accounts * contactsPerAccount }, (_, contact) => ({
    address: BigInt(contactBase + contact),
    accountId: `account ${Math.floor(contact / contactsPerAccount)}`,
    contactId: `contact ${contact}`,
  })),
};

/**
 * Fills `email_copy` with `mails` kept emails of one year, as reading leaves them: newest first over all mailboxes. Some accounts are livelier
 * than others; each is cared for by a team of 5. Threads have 4 mails that go to and fro, hours or days apart, now and then within a minute
 * (automatic replies). In a third of the mails a colleague is copied, whose mailbox holds a second copy; in a quarter a second contact of the
 * account, rarely one of another account; and rarely two copies disagree on the contacts (a blind copy).
 */
export async function keepEmails(connection: DuckDBConnection, mails: number): Promise<void> {
  const threads = Math.ceil(mails / threadMails);
  // `fraction` and `pick` draw by the number of a thread or mail, so that the same table is made every time.
  await connection.run(`CREATE OR REPLACE TEMP MACRO fraction(number, purpose) AS (hash(number, purpose) % 1000003) / 1000003`);
  await connection.run(`CREATE OR REPLACE TEMP MACRO pick(number, purpose, choices) AS CAST(hash(number, purpose) % choices AS BIGINT)`);
  await connection.run(`CREATE OR REPLACE TEMP MACRO name(number, purpose) AS CAST(CAST(hash(number, purpose) AS HUGEINT) - 9223372036854775808 AS BIGINT)`);
  await connection.run(`CREATE OR REPLACE TEMP MACRO teammate(account, seat) AS (account * 7 + seat * 53) % ${people}`);
  await connection.run(`
    INSERT INTO email_copy (mailbox, mail, thread, sent_at, received_at, sender, is_own, contacts, own, content)
    WITH
    thread AS (
      SELECT thread, account,
        ${contactBase} + account * ${contactsPerAccount} + pick(thread, 2, ${contactsPerAccount}) AS contact,
        pick(thread, 3, ${teamSize}) AS seat,
        pick(thread, 4, 2) AS begun_by,
        ${window.asOf} - CAST((thread + fraction(thread, 5)) / ${threads} * ${window.asOf - window.startAt} AS BIGINT) AS begun_at
      FROM (SELECT range AS thread, CAST(floor(${accounts} * power(fraction(range, 1), 2)) AS BIGINT) AS account FROM range(${threads}))
    ),
    mail AS (
      SELECT thread, account, contact, seat, thread * ${threadMails} + place AS mail, (place + begun_by + CASE WHEN fraction(thread * ${threadMails} + place, 6) < 0.1 THEN 1 ELSE 0 END) % 2 = 0 AS is_own,
        least(begun_at + CAST(place * CASE WHEN fraction(thread, 7) < 0.005 THEN 20000 ELSE 3600000 * (1 + 40 * fraction(thread, 8)) END AS BIGINT), ${window.asOf} - 1) AS sent_at
      FROM thread, (SELECT range AS place FROM range(${threadMails}))
    ),
    party AS (
      SELECT *,
        teammate(account, seat) AS person,
        CASE WHEN fraction(mail, 9) < 0.35 THEN teammate(account, (seat + 1 + pick(mail, 10, ${teamSize - 1})) % ${teamSize}) END AS colleague,
        CASE
          WHEN fraction(mail, 11) < 0.01 THEN ${contactBase} + pick(mail, 12, ${accounts * contactsPerAccount})
          WHEN fraction(mail, 11) < 0.25 THEN ${contactBase} + account * ${contactsPerAccount} + pick(mail, 12, ${contactsPerAccount})
        END AS second
      FROM mail
    ),
    copy AS (
      SELECT *, person AS holder, FALSE AS is_second_copy FROM party
      UNION ALL
      SELECT *, colleague AS holder, TRUE AS is_second_copy FROM party WHERE colleague IS NOT NULL
    )
    SELECT ${mailboxBase} + holder, name(mail, 13), name(thread, 14), sent_at, sent_at + 3000,
      CASE WHEN is_own THEN ${personBase} + person ELSE contact END,
      is_own,
      list_distinct(list_filter([CASE WHEN is_own THEN contact END, CASE WHEN NOT is_blind THEN second END], lambda address: address IS NOT NULL)),
      list_distinct(list_filter([CASE WHEN NOT is_own THEN ${personBase} + person END, ${personBase} + colleague], lambda address: address IS NOT NULL)),
      name(mail, CASE WHEN is_blind THEN 16 ELSE 15 END)
    FROM (SELECT *, is_second_copy AND is_own AND second IS NOT NULL AND fraction(mail, 17) < 0.02 AS is_blind FROM copy) AS seen
    WHERE mail < ${mails}`);
  await connection.run('CHECKPOINT');
}
