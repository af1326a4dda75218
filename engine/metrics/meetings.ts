import { eachOf } from './dialect.ts';
import type { Step } from './query.ts';

const inWindow = 'start_at >= window_start() AND end_at <= window_end()';

/** `attended_copy`: the kept copies of the window's meetings, but for those of which any copy is cancelled. */
const attendedCopy: Step = {
  name: 'attendedCopy',
  sql: `
    CREATE OR REPLACE TEMP TABLE attended_copy AS
    SELECT meeting_copy.*, person
    FROM meeting_copy JOIN person_name ON name = mailbox
    WHERE ${inWindow} AND meeting NOT IN (SELECT meeting FROM meeting_copy WHERE is_cancelled AND ${inWindow})`,
};

/** `meeting`, one row a meeting: time and organiser are those of the organiser's copy, else of the copy in the smallest mailbox. */
const meeting: Step = {
  name: 'meeting',
  sql: `
    CREATE OR REPLACE TEMP TABLE meeting AS
    SELECT meeting, start_at, end_at, organiser, is_own, local_day(start_at) AS day
    FROM (
      SELECT *, row_number() OVER (PARTITION BY meeting ORDER BY is_organisers_copy DESC, person, start_at, end_at, organiser) AS turn
      FROM attended_copy
    )
    WHERE turn = 1`,
};

/** `meeting_contact`, one row a meeting, account and contact: who of the account organises, or is invited and has declined in no copy. */
const meetingContact: Step = {
  name: 'meetingContact',
  sql: `
    CREATE OR REPLACE TEMP TABLE meeting_contact AS
    WITH invited AS (SELECT meeting, ${eachOf('contacts')} AS address FROM attended_copy),
    declined AS (SELECT meeting, ${eachOf('declined')} AS address FROM attended_copy)
    SELECT DISTINCT meeting, account, contact
    FROM (
      SELECT meeting, address FROM invited EXCEPT SELECT meeting, address FROM declined
      UNION ALL
      SELECT meeting, organiser AS address FROM meeting
    ) JOIN contact_address USING (address)`,
};

/** `meeting_account`, one row a meeting and account; neither to nor from the account where somebody else organised it. */
const meetingAccount: Step = {
  name: 'meetingAccount',
  sql: `
    CREATE OR REPLACE TEMP TABLE meeting_account AS
    SELECT meeting, participating.account, day, end_at - start_at AS length, is_own AS is_to, organising.account IS NOT NULL AS is_from
    FROM (SELECT DISTINCT meeting, account FROM meeting_contact) AS participating
      JOIN meeting USING (meeting)
      LEFT JOIN contact_address AS organising ON organising.address = organiser AND organising.account = participating.account`,
};

/** `meeting_own_person` and `meeting_account_contact`, one row an account, span and person or contact. The owner of a kept copy attends. */
const meetingOwnPerson: Step = {
  name: 'meetingOwnPerson',
  sql: `
    CREATE OR REPLACE TEMP TABLE meeting_own_person AS
    SELECT DISTINCT account, span, person
    FROM meeting_account JOIN (SELECT DISTINCT meeting, person FROM attended_copy) USING (meeting) JOIN span USING (day)`,
};

const meetingAccountContact: Step = {
  name: 'meetingAccountContact',
  sql: `
    CREATE OR REPLACE TEMP TABLE meeting_account_contact AS
    SELECT DISTINCT account, span, contact FROM meeting_contact JOIN meeting_account USING (meeting, account) JOIN span USING (day)`,
};

export const meetingSteps: readonly Step[] = [attendedCopy, meeting, meetingContact, meetingAccount, meetingOwnPerson, meetingAccountContact];
