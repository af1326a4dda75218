import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { differences, readOutputCsv } from './outputTable.ts';
import type { ExpectedRow } from './row.ts';

const header =
  'PrimaryKey,CustomerId,AggregationLevel,AggregationStartDate,EngagementScore,NoOfEmails_ToAccount,NoOfEmails_FromAccount,' +
  'NoOfMeetings_FromAccount,NoOfMeetings_ToAccount,NoOfContactsInvolved_Emails,NoOfContactsInvolved_Meetings,' +
  'NoOfAccountContactsInvolved_Emails,NoOfAccountContactsInvolved_Meetings,EngagementStartDate,DaysSinceLastEmail,' +
  'DaysSinceLastMeeting,AverageDuration_Of_Meetings,AverageDuration_Of_AccountEmailReplies';

async function tableOf(...lines: string[]): Promise<ExpectedRow[]> {
  const path = join(await mkdtemp(join(tmpdir(), 'output-table-')), 'AccountEngagement.csv');
  await writeFile(path, [header, ...lines, ''].join('\n'));
  return readOutputCsv(path);
}

const year = 'a|Year|2024-06-15,a,Year,2024-06-15,50,3,2,1,0,4,2,1,1,2024-07-01,0,,30.5,';
const month = 'a|Month|2024-07-01,a,Month,2024-07-01,50,3,2,1,0,4,2,1,1,2024-07-01,0,,30.5,';

test('an empty field is null, and a number keeps its decimals', async () => {
  const [row] = await tableOf(year);
  expect(row).toMatchObject({ AggregationLevel: 'Year', EngagementScore: 50, DaysSinceLastEmail: 0, DaysSinceLastMeeting: null });
  expect(row).toMatchObject({ AverageDuration_Of_Meetings: 30.5, AverageDuration_Of_AccountEmailReplies: null });
});

test('a table with a column too many or a text in place of a number is refused', async () => {
  await expect(tableOf(year.replace(',50,', ',half,'))).rejects.toThrow('EngagementScore');
});

test('equal tables have no differences, nor have averages that are 0.01 apart', async () => {
  const expected = await tableOf(year, month);
  expect(differences(await tableOf(year, month), expected)).toEqual([]);
  expect(differences(await tableOf(year.replace('30.5', '30.51'), month), expected)).toEqual([]);
});

test('every other difference is told in words: values, nulls, rows, order', async () => {
  const expected = await tableOf(year, month);
  expect(differences(await tableOf(year.replace('30.5', '30.52'), month), expected)).toEqual([
    'a|Year|2024-06-15: AverageDuration_Of_Meetings is 30.52, expected 30.5.',
  ]);
  expect(differences(await tableOf(year.replace(',0,,', ',0,3,'), month), expected)).toEqual([
    'a|Year|2024-06-15: DaysSinceLastMeeting is 3, expected null.',
  ]);
  expect(differences(await tableOf(year), expected)).toEqual(['a|Month|2024-07-01: the row is missing.']);
  expect(differences(expected, await tableOf(year))).toEqual(['a|Month|2024-07-01: a row that is not expected.']);
  expect(differences(await tableOf(month, year), expected)).toEqual(['Row 1 is a|Month|2024-07-01, expected a|Year|2024-06-15.']);
  expect(differences(await tableOf(year, month, month), expected)).toEqual(['1 rows have the PrimaryKey of another row.']);
});

test('only the first differences are shown, and how many more there are', async () => {
  expect(differences(await tableOf(), await tableOf(year, month), 1)).toEqual([
    'a|Year|2024-06-15: the row is missing.',
    '… and 1 more differences.',
  ]);
});
