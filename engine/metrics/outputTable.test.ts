import { describe, expect, test } from 'vitest';
import { at, day, hour, mail, meeting } from '../interactions/testItems.ts';
import { outputColumns, type AggregationLevel } from '../model/outputColumns.ts';
import { aggregateMailboxes, type OutputRow, type TestMailboxes } from './testStore.ts';

/** A year of Ann's mail to Eve, sent at these instants. */
const mailAt = (...instants: string[]): TestMailboxes => ({ mail: { ann: instants.map((instant) => mail({ sentAt: at(instant) })) } });
const answer = (instant: string, conversationId?: string) => mail({ sentAt: at(instant), from: 'eve@fabrikam.example', recipients: ['ann@contoso.com'], conversationId });

const keys = (rows: readonly OutputRow[], level: AggregationLevel) => rows.filter((row) => row.AggregationLevel === level).map((row) => row.AggregationStartDate);

test('the table has the columns of the output table, in their order', async () => {
  const { rows } = await aggregateMailboxes(mailAt('2026-03-02T09:00:00Z'));
  expect(rows.map((row) => Object.keys(row))).toEqual(rows.map(() => outputColumns.map(({ name }) => name)));
});

test('a whole row, by hand', async () => {
  const thread = { conversationId: 'an offer' };
  const { rows } = await aggregateMailboxes({
    asOf: '2026-03-20T12:00:00Z',
    mail: {
      ann: [
        mail({ sentAt: at('2026-03-02T09:00:00Z'), ...thread, recipients: ['eve@fabrikam.example', 'fay@fabrikam.example'] }),
        answer('2026-03-02T10:30:00Z', 'an offer'),
        mail({ sentAt: at('2026-03-03T09:00:00Z'), ...thread }),
        answer('2026-03-04T09:00:10Z', 'an offer'),
      ],
    },
    meetings: {
      bob: [
        meeting({ startAt: at('2026-03-10T09:00:00Z'), ownerOrganises: false }),
        meeting({ startAt: at('2026-03-11T09:00:00Z'), endAt: at('2026-03-11T09:25:00Z'), organiser: 'eve@fabrikam.example' }),
      ],
    },
  });
  const figures = {
    CustomerId: 'Fabrikam',
    EngagementScore: 50,
    NoOfEmails_ToAccount: 2,
    NoOfEmails_FromAccount: 2,
    NoOfMeetings_FromAccount: 1,
    NoOfMeetings_ToAccount: 1,
    NoOfContactsInvolved_Emails: 1,
    NoOfContactsInvolved_Meetings: 1,
    NoOfAccountContactsInvolved_Emails: 2,
    NoOfAccountContactsInvolved_Meetings: 1,
    EngagementStartDate: '2026-03-02',
    DaysSinceLastEmail: 16,
    DaysSinceLastMeeting: 9,
    AverageDuration_Of_Meetings: 42.5,
    // 90 minutes, and 1440 minutes and 10 seconds.
    AverageDuration_Of_AccountEmailReplies: 765.08,
  };
  expect(rows.slice(0, 2)).toEqual([
    { PrimaryKey: 'Fabrikam|Year|2025-03-20', AggregationLevel: 'Year', AggregationStartDate: '2025-03-20', ...figures },
    { PrimaryKey: 'Fabrikam|Month|2026-03-01', AggregationLevel: 'Month', AggregationStartDate: '2026-03-01', ...figures },
  ]);
  expect(keys(rows, 'Week')).toEqual(['2026-03-02', '2026-03-09']);
});

describe('a period has a row where the account has an email or a meeting in it', () => {
  test('of each level, and no other', async () => {
    const { rows } = await aggregateMailboxes({ ...mailAt('2026-01-15T09:00:00Z'), meetings: { ann: [meeting({ startAt: at('2026-04-01T09:00:00Z') })] } });
    expect(rows.map((row) => row.PrimaryKey)).toEqual([
      'Fabrikam|Year|2025-11-23',
      'Fabrikam|Month|2026-01-01',
      'Fabrikam|Month|2026-04-01',
      'Fabrikam|Week|2026-01-12',
      'Fabrikam|Week|2026-03-30',
    ]);
  });

  test('a meeting that counts for neither side makes one too', async () => {
    const { row } = await aggregateMailboxes({ meetings: { ann: [meeting({ startAt: at('2026-04-01T09:00:00Z'), organiser: 'stranger@elsewhere.com' })] } });
    expect(row('Fabrikam')).toMatchObject({ DaysSinceLastMeeting: 236, DaysSinceLastEmail: null, AverageDuration_Of_Meetings: null, EngagementStartDate: '2026-04-01' });
  });

  test('a week over the end of a month is one row, and the months’ rows share it out', async () => {
    const { row, rows } = await aggregateMailboxes(mailAt('2026-09-30T09:00:00Z', '2026-10-01T09:00:00Z', '2026-10-02T09:00:00Z'));
    expect(keys(rows, 'Week')).toEqual(['2026-09-28']);
    expect(row('Fabrikam', 'Week')).toMatchObject({ NoOfEmails_ToAccount: 3, NoOfContactsInvolved_Emails: 1 });
    expect(['2026-09-01', '2026-10-01'].map((month) => row('Fabrikam', 'Month', month)?.NoOfEmails_ToAccount)).toEqual([1, 2]);
  });

  test.each<[string, string, string[]]>([
    ['UTC', '2026-09-30T22:30:00Z', ['2026-09-01']],
    ['Europe/Warsaw', '2026-09-30T22:30:00Z', ['2026-10-01']],
    ['Europe/Warsaw', '2026-10-31T22:30:00Z', ['2026-10-01']],
    ['America/New_York', '2026-10-01T03:59:59Z', ['2026-09-01']],
    ['Asia/Kolkata', '2026-09-30T18:30:00Z', ['2026-10-01']],
  ])('the day is the local one: in %s an email of %s is of %j', async (timeZone, instant, months) => {
    const { rows } = await aggregateMailboxes({ ...mailAt(instant), timeZone });
    expect(keys(rows, 'Month')).toEqual(months);
  });

  test('the first month and week begin before the window, and hold only what is in it', async () => {
    const { rows } = await aggregateMailboxes({ ...mailAt('2025-11-25T23:59:59Z', '2025-11-26T00:00:00Z'), asOf: '2026-11-26T12:00:00Z' });
    expect(keys(rows, 'Month')).toEqual(['2025-11-01']);
    expect(keys(rows, 'Week')).toEqual(['2025-11-24']);
    expect(rows.map((row) => row.NoOfEmails_ToAccount)).toEqual([1, 1, 1]);
  });
});

describe('days since the last email', () => {
  const daysOf = async (mailboxes: TestMailboxes, level: AggregationLevel, startDate?: string) => {
    const { row } = await aggregateMailboxes(mailboxes);
    return row('Fabrikam', level, startDate)?.DaysSinceLastEmail;
  };

  test.each<[string, string, AggregationLevel, string | undefined, number]>([
    ['to asOf, for the year', '2026-11-23T12:00:00Z', 'Year', undefined, 13],
    ['to asOf, for the month that goes on', '2026-11-23T12:00:00Z', 'Month', '2026-11-01', 13],
    ['to its last day, for a month that is over', '2026-11-23T12:00:00Z', 'Month', '2026-10-01', 3],
    ['to its Sunday, for a week that is over', '2026-11-23T12:00:00Z', 'Week', '2026-10-26', 4],
    ['to asOf, for the week that goes on', '2026-11-11T00:00:01Z', 'Week', '2026-11-09', 1],
    ['to the day that begins, where asOf is midnight', '2026-11-12T00:00:00Z', 'Year', undefined, 2],
    ['to the day that begins, where asOf is midnight within the week', '2026-11-12T00:00:00Z', 'Week', '2026-11-09', 2],
    ['to its Sunday, for a week that ends with asOf', '2026-11-16T00:00:00Z', 'Week', '2026-11-09', 5],
    ['to its last day, for a month that ends with asOf', '2026-12-01T00:00:00Z', 'Month', '2026-11-01', 20],
  ])('are counted %s (%s)', async (_, asOf, level, startDate, days) => {
    expect(await daysOf({ ...mailAt('2026-10-28T09:00:00Z', '2026-11-10T09:00:00Z'), asOf }, level, startDate)).toBe(days);
  });

  test.each([
    ['2026-11-22T23:30:00Z', 0],
    ['2026-11-22T22:30:00Z', 1],
  ])('are whole local days: in Warsaw from %s to early Monday there are %i', async (instant, days) => {
    expect(await daysOf({ ...mailAt(instant), asOf: '2026-11-23T05:00:00Z', timeZone: 'Europe/Warsaw' }, 'Year')).toBe(days);
  });

  test('go back behind the period’s beginning where it has meetings only, and are null where there was none before', async () => {
    const { row } = await aggregateMailboxes({
      ...mailAt('2026-03-10T09:00:00Z', '2026-06-10T09:00:00Z'),
      meetings: { ann: ['2026-02-10', '2026-05-10'].map((date) => meeting({ startAt: at(`${date}T09:00:00Z`) })) },
    });
    expect(['2026-02-01', '2026-03-01', '2026-05-01'].map((month) => row('Fabrikam', 'Month', month)?.DaysSinceLastEmail)).toEqual([null, 21, 82]);
    expect(['2026-02-01', '2026-03-01', '2026-06-01'].map((month) => row('Fabrikam', 'Month', month)?.DaysSinceLastMeeting)).toEqual([18, 49, 51]);
  });
});

test('engagement starts with the first counted email or meeting of the window, on all rows of the account', async () => {
  const { rows } = await aggregateMailboxes({ ...mailAt('2026-03-10T09:00:00Z'), meetings: { ann: [meeting({ startAt: at('2026-02-10T09:00:00Z') })] } });
  expect(new Set(rows.map((row) => row.EngagementStartDate))).toEqual(new Set(['2026-02-10']));
});

test('a wait belongs to the period of the reply', async () => {
  const { row } = await aggregateMailboxes({ mail: { ann: [mail({ sentAt: at('2026-03-31T23:00:00Z') }), answer('2026-04-01T01:00:00Z', 'a conversation')] } });
  expect(['2026-03-01', '2026-04-01'].map((month) => row('Fabrikam', 'Month', month)?.AverageDuration_Of_AccountEmailReplies)).toEqual([null, 120]);
});

test('a meeting that ends with the window counts, on the day of its start', async () => {
  const asOf = '2026-11-23T00:00:00Z';
  const end = at(asOf);
  const meetings = [meeting({ startAt: end - hour }), meeting({ startAt: end - hour / 2 }), meeting({ startAt: end, endAt: end })];
  const { rows } = await aggregateMailboxes({ asOf, meetings: { ann: meetings } });
  expect(keys(rows, 'Week')).toEqual(['2026-11-16', '2026-11-23']);
  expect(rows[0]).toMatchObject({ NoOfMeetings_ToAccount: 2, DaysSinceLastMeeting: 0 });
});

test('what lies outside the window is in no figure, though the store still holds it', async () => {
  const asOf = '2026-11-23T00:00:00Z';
  const { rows } = await aggregateMailboxes({ asOf, ...mailAt('2025-11-22T23:59:59.999Z', asOf), meetings: { ann: [meeting({ startAt: at(asOf) - 366 * day })] } });
  expect(rows).toEqual([]);
});
