import { dateOf } from './dialect.ts';
import type { Step } from './query.ts';

/** `account_span`, one row an account and span with a counted email or meeting. Times in milliseconds. */
const accountSpan: Step = {
  name: 'accountSpan',
  sql: `
    CREATE OR REPLACE TEMP TABLE account_span AS
    WITH part AS (
      SELECT account, span,
        count(*) FILTER (is_to) AS emails_to, count(*) FILTER (NOT is_to) AS emails_from, max(day) AS last_email_day,
        0 AS meetings_from, 0 AS meetings_to, 0 AS meeting_time, CAST(NULL AS INTEGER) AS last_meeting_day, 0 AS waits, 0 AS waiting_time,
        min(day) AS first_day
      FROM email_account JOIN span USING (day) GROUP BY account, span
      UNION ALL
      SELECT account, span, 0, 0, NULL,
        count(*) FILTER (is_from), count(*) FILTER (is_to), coalesce(sum(length) FILTER (is_from OR is_to), 0), max(day), 0, 0, min(day)
      FROM meeting_account JOIN span USING (day) GROUP BY account, span
      UNION ALL
      SELECT account, span, 0, 0, NULL, 0, 0, 0, NULL, count(*), sum(length), NULL
      FROM reply JOIN span USING (day) WHERE NOT is_automatic AND NOT is_late GROUP BY account, span
    )
    SELECT account, span,
      sum(emails_to) AS emails_to, sum(emails_from) AS emails_from, max(last_email_day) AS last_email_day,
      sum(meetings_from) AS meetings_from, sum(meetings_to) AS meetings_to, sum(meeting_time) AS meeting_time,
      max(last_meeting_day) AS last_meeting_day, sum(waits) AS waits, sum(waiting_time) AS waiting_time, min(first_day) AS first_day
    FROM part GROUP BY account, span`,
};

/** `figures`, one row an account, level and period: everything of the output table but the score. */
const figures: Step = {
  name: 'figures',
  sql: `
    CREATE OR REPLACE TEMP TABLE figures AS
    WITH
    summed AS (
      SELECT account, level, start_day, last_day,
        sum(emails_to) AS emails_to, sum(emails_from) AS emails_from, max(last_email_day) AS last_email_day,
        sum(meetings_from) AS meetings_from, sum(meetings_to) AS meetings_to, sum(meeting_time) AS meeting_time,
        max(last_meeting_day) AS last_meeting_day, sum(waits) AS waits, sum(waiting_time) AS waiting_time
      FROM account_span JOIN calendar USING (span)
      GROUP BY account, level, start_day, last_day
    ),
    first_day AS (SELECT account, min(first_day) AS first_day FROM account_span GROUP BY account),
    ${peopleCount('email_own_person', 'person')},
    ${peopleCount('email_contact', 'contact')},
    ${peopleCount('meeting_own_person', 'person')},
    ${peopleCount('meeting_account_contact', 'contact')}
    SELECT summed.*, first_day,
      coalesce(email_own_person_count.people, 0) AS email_people,
      coalesce(email_contact_count.people, 0) AS email_contacts,
      coalesce(meeting_own_person_count.people, 0) AS meeting_people,
      coalesce(meeting_account_contact_count.people, 0) AS meeting_contacts,
      least(last_day, as_of_day()) - max(last_email_day) OVER earlier AS days_since_email,
      least(last_day, as_of_day()) - max(last_meeting_day) OVER earlier AS days_since_meeting
    FROM summed JOIN first_day USING (account)
      LEFT JOIN email_own_person_count USING (account, level, start_day)
      LEFT JOIN email_contact_count USING (account, level, start_day)
      LEFT JOIN meeting_own_person_count USING (account, level, start_day)
      LEFT JOIN meeting_account_contact_count USING (account, level, start_day)
    WINDOW earlier AS (PARTITION BY account, level ORDER BY start_day)`,
};

function peopleCount(table: string, column: string): string {
  return `${table}_count AS (
      SELECT account, level, start_day, count(DISTINCT ${column}) AS people FROM ${table} JOIN calendar USING (span) GROUP BY account, level, start_day
    )`;
}

/** `engagement`: the output table with the columns of metrics.md. */
const engagement: Step = {
  name: 'engagement',
  sql: `
    CREATE OR REPLACE TEMP TABLE engagement AS
    SELECT
      concat_ws('|', customer_id, level, CAST(${dateOf('start_day')} AS VARCHAR)) AS PrimaryKey,
      customer_id AS CustomerId,
      level AS AggregationLevel,
      ${dateOf('start_day')} AS AggregationStartDate,
      score AS EngagementScore,
      emails_to AS NoOfEmails_ToAccount,
      emails_from AS NoOfEmails_FromAccount,
      meetings_from AS NoOfMeetings_FromAccount,
      meetings_to AS NoOfMeetings_ToAccount,
      email_people AS NoOfContactsInvolved_Emails,
      meeting_people AS NoOfContactsInvolved_Meetings,
      email_contacts AS NoOfAccountContactsInvolved_Emails,
      meeting_contacts AS NoOfAccountContactsInvolved_Meetings,
      ${dateOf('first_day')} AS EngagementStartDate,
      days_since_email AS DaysSinceLastEmail,
      days_since_meeting AS DaysSinceLastMeeting,
      CASE WHEN meetings_from + meetings_to > 0 THEN round(meeting_time / 60000 / (meetings_from + meetings_to), 2) END AS AverageDuration_Of_Meetings,
      CASE WHEN waits > 0 THEN round(waiting_time / 60000 / waits, 2) END AS AverageDuration_Of_AccountEmailReplies
    FROM figures JOIN score USING (account, level, start_day) JOIN account USING (account)`,
};

export const outputSteps: readonly Step[] = [accountSpan, figures];

/** After the score. */
export const engagementTable = 'engagement';
export const engagementStep: Step = engagement;
