import type { Step } from './query.ts';

/** metrics.md, "Replies": faster than this is an automatic reply, slower than that is none to this email. */
const automaticReplyMilliseconds = 60_000;
const lateReplyMilliseconds = 30 * 86_400_000;

/** `thread_email`: the emails of each thread and account, numbered in the order of their sending. */
const threadEmail: Step = {
  name: 'threadEmail',
  sql: `
    CREATE OR REPLACE TEMP TABLE thread_email AS
    SELECT thread, account, is_to, sent_at, day, row_number() OVER sending AS number,
      count(*) FILTER (NOT is_to) OVER (sending ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS replies_before
    FROM email_account
    WINDOW sending AS (PARTITION BY thread, account ORDER BY sent_at, is_to DESC)`,
};

/** `turn`: from one email of the account to its next. Where no turn of a thread is automatic, each turn that begins with a wait is one. */
const turn: Step = {
  name: 'turn',
  sql: `
    CREATE OR REPLACE TEMP TABLE turn AS
    SELECT thread, account,
      min(sent_at) FILTER (is_to) AS began_at,
      min(sent_at) FILTER (NOT is_to) AS ended_at,
      min(day) FILTER (NOT is_to) AS day
    FROM thread_email
    GROUP BY thread, account, replies_before`,
};

/**
 * `reply`, one row an email that answers a wait: its account, day, length, and whether it was automatic. An automatic reply does not end the
 * wait, so in a thread that has one, every email depends on those before it: these few threads are walked email by email.
 */
const reply: Step = {
  name: 'reply',
  sql: `
    CREATE OR REPLACE TEMP TABLE reply AS
    WITH RECURSIVE
    walked AS (
      SELECT DISTINCT thread, account FROM turn WHERE ended_at - began_at < ${automaticReplyMilliseconds}
    ),
    step AS (
      SELECT thread, account, 0 AS number, CAST(NULL AS BIGINT) AS waiting_since, CAST(NULL AS BIGINT) AS length, CAST(NULL AS INTEGER) AS day
      FROM walked
      UNION ALL
      SELECT step.thread, step.account, thread_email.number,
        CASE
          WHEN is_to THEN coalesce(waiting_since, sent_at)
          WHEN sent_at - waiting_since < ${automaticReplyMilliseconds} THEN waiting_since
        END,
        CASE WHEN NOT is_to THEN sent_at - waiting_since END,
        thread_email.day
      FROM step JOIN thread_email
        ON thread_email.thread = step.thread AND thread_email.account = step.account AND thread_email.number = step.number + 1
    )
    SELECT account, day, length, length < ${automaticReplyMilliseconds} AS is_automatic, length > ${lateReplyMilliseconds} AS is_late
    FROM (
      SELECT account, day, length FROM step WHERE length IS NOT NULL
      UNION ALL
      SELECT turn.account, day, ended_at - began_at AS length
      FROM turn LEFT JOIN walked ON walked.thread = turn.thread AND walked.account = turn.account
      WHERE began_at IS NOT NULL AND ended_at IS NOT NULL AND walked.thread IS NULL
    )`,
};

export const replySteps: readonly Step[] = [threadEmail, turn, reply];
