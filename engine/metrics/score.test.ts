import { BIGINT, INTEGER, VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aggregationLevels, type AggregationLevel } from '../model/outputColumns.ts';
import { load } from './dimensions.ts';
import { execute } from './query.ts';
import { scoreComponents, scoreSteps } from './score.ts';
import { connectToNothing, rowsOf } from './testStore.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await connectToNothing();
});
afterAll(() => connection.closeSync());

/** What the score is made of, for one account. */
interface Figures {
  readonly emailsTo: number;
  readonly emailsFrom: number;
  readonly emailPeople: number;
  readonly meetingsFrom: number;
  readonly meetingsTo: number;
  readonly meetingMinutes: number;
  readonly meetingPeople: number;
  readonly daysSinceEmail: number | null;
  readonly daysSinceMeeting: number | null;
}

const nothing: Figures = {
  ...{ emailsTo: 0, emailsFrom: 0, emailPeople: 0, meetingsFrom: 0, meetingsTo: 0, meetingMinutes: 0, meetingPeople: 0 },
  ...{ daysSinceEmail: null, daysSinceMeeting: null },
};

const columns = {
  ...{ account: INTEGER, level: VARCHAR, start_day: INTEGER, emails_to: BIGINT, emails_from: BIGINT, email_people: BIGINT, email_contacts: BIGINT },
  ...{ meetings_from: BIGINT, meetings_to: BIGINT, meeting_time: BIGINT, meeting_people: BIGINT, meeting_contacts: BIGINT },
  ...{ days_since_email: INTEGER, days_since_meeting: INTEGER },
};

/** The scores of the accounts of each of these periods, which do not know of each other. */
async function scoresOfPeriods(periods: readonly (readonly Figures[])[], level: AggregationLevel): Promise<number[][]> {
  const rows = periods.flatMap((accounts, period) =>
    accounts.map((figures, account) => [
      ...[account, level, period],
      ...[figures.emailsTo, figures.emailsFrom, figures.emailPeople, 0, figures.meetingsFrom, figures.meetingsTo].map(BigInt),
      ...[figures.meetingMinutes * 60_000, 0, figures.meetingPeople].map(BigInt),
      ...[figures.daysSinceEmail, figures.daysSinceMeeting],
    ]),
  );
  await load(connection, 'figures', columns, rows);
  for (const step of scoreSteps) await execute(connection, step);
  const scores: number[][] = periods.map(() => []);
  for (const row of await rowsOf(connection, 'SELECT start_day, score FROM score ORDER BY start_day, account')) scores[Number(row['start_day'])]?.push(Number(row['score']));
  return scores;
}

const scoresOf = async (accounts: readonly Figures[], level: AggregationLevel = 'Year') => (await scoresOfPeriods([accounts], level))[0] ?? [];

/** In the order of the worked example: emails to and from, meetings from and to, people in emails and in meetings, average minutes, days since. */
type Line = readonly [number, number, number, number, number, number, number, number | null, number | null];

function figuresOf([emailsTo, emailsFrom, meetingsFrom, meetingsTo, emailPeople, meetingPeople, averageMinutes, daysSinceEmail, daysSinceMeeting]: Line): Figures {
  const meetingMinutes = averageMinutes * (meetingsFrom + meetingsTo);
  return { emailsTo, emailsFrom, emailPeople, meetingsFrom, meetingsTo, meetingMinutes, meetingPeople, daysSinceEmail, daysSinceMeeting };
}

const fabrikam = figuresOf([120, 91, 9, 23, 6 + 8, 5 + 6, 42, 2, 6]);

test('the worked example of metrics.md has the scores that stand there', async () => {
  const contoso = figuresOf([60, 45, 3, 9, 4 + 5, 3 + 4, 35, 4, 12]);
  const wingtip = figuresOf([9000, 40, 0, 2, 3 + 2, 2 + 2, 25, 1, 90]);
  const northwind = figuresOf([40, 38, 0, 4, 3 + 4, 2 + 3, 30, 9, 40]);
  const tailspin = figuresOf([35, 2, 0, 1, 2 + 3, 1 + 1, 60, 33, 210]);
  const adatum = figuresOf([6, 4, 0, 0, 1 + 2, 0, 0, 21, null]);
  expect(await scoresOf([fabrikam, contoso, wingtip, northwind, tailspin, adatum])).toEqual([78, 65, 55, 49, 24, 9]);
});

test('the weights come to 100 in a year, and to 80 in months and weeks, where recency has none', () => {
  const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0);
  expect(sum(scoreComponents.map(({ weightOfYear }) => weightOfYear))).toBe(100);
  expect(sum(scoreComponents.map(({ weightOfMonthAndWeek }) => weightOfMonthAndWeek))).toBe(80);
  expect(scoreComponents.filter(({ weightOfMonthAndWeek }) => weightOfMonthAndWeek === 0).map(({ kind }) => kind)).toEqual(['days', 'days']);
});

describe('the edges of a score', () => {
  const oneEmail = { ...nothing, emailsTo: 1, emailPeople: 2, daysSinceEmail: 0 };

  test('a half is rounded up', async () => {
    // Alone in its month: half of 20 for volume and of 10 for people, of 80: 18.75. Without people 10 of 80: 12.5.
    expect(await scoresOf([oneEmail], 'Month')).toEqual([19]);
    expect(await scoresOf([{ ...oneEmail, emailPeople: 0 }], 'Month')).toEqual([13]);
  });

  test('a half that binary fractions miss by a hair is rounded up', async () => {
    // The first: 6/12.5 of 20, 2/3.5 of 10 and 3/7 of 10, of 80, are 24.5; in binary fractions 24.499999999999996.
    const accounts = [[2, 4, 3] as const, [6, 1, 5] as const].map(([emailsTo, emailsFrom, emailPeople]) => ({ ...nothing, emailsTo, emailsFrom, emailPeople }));
    expect(await scoresOf(accounts, 'Month')).toEqual([25, 25]);
  });

  test('an account with next to nothing has 1', async () => {
    const giants = Array.from({ length: 9 }, () => ({ ...fabrikam, emailsTo: 10_000, emailsFrom: 10_000, emailPeople: 10_000 }));
    expect((await scoresOf([...giants, { ...nothing, emailsTo: 1 }], 'Month')).at(-1)).toBe(1);
  });

  test('nobody has more than 100', async () => {
    const dwarfs = Array.from({ length: 9 }, () => fabrikam);
    const giant = Object.fromEntries(Object.entries(fabrikam).map(([name, value]) => [name, name.startsWith('days') ? 0 : Number(value) * 1_000_000])) as unknown as Figures;
    expect((await scoresOf([...dwarfs, giant])).at(-1)).toBe(100);
  });

  test('days of 0 take part in what is typical, and none do not', async () => {
    // Days 0, 4 and none: typical are 2, so the shares are 2/2 and 2/6 of 10 of 100.
    const accounts = [0, 4, null].map((daysSinceEmail) => ({ ...nothing, daysSinceEmail }));
    expect(await scoresOf(accounts)).toEqual([10, 3, 1]);
  });

  test('typical days are at least one', async () => {
    const accounts = [0, 0, 0, 1].map((daysSinceEmail) => ({ ...nothing, daysSinceEmail }));
    expect(await scoresOf(accounts)).toEqual([10, 10, 10, 5]);
  });
});

describe('accounts', () => {
  const counted = (max: number) => fc.oneof(fc.constant(0), fc.integer({ min: 1, max }));
  const days = fc.option(fc.integer({ min: 0, max: 365 }));
  const accountOf = (max: number): fc.Arbitrary<Figures> =>
    fc.record({
      emailsTo: counted(max),
      emailsFrom: counted(max),
      emailPeople: counted(max),
      meetingsFrom: counted(max),
      meetingsTo: counted(max),
      meetingMinutes: counted(60 * max),
      meetingPeople: counted(max),
      daysSinceEmail: days,
      daysSinceMeeting: days,
    });
  const accounts = fc.array(fc.oneof(accountOf(5), accountOf(1000)), { minLength: 1, maxLength: 12 });
  const levels = fc.constantFrom(...aggregationLevels);
  const counts = ['emailsTo', 'emailsFrom', 'emailPeople', 'meetingsFrom', 'meetingsTo', 'meetingMinutes', 'meetingPeople'] as const;
  const times = (figures: Figures, factor: number): Figures => ({ ...figures, ...Object.fromEntries(counts.map((name) => [name, figures[name] * factor])) });

  test('never lose by more engagement of their own', async () => {
    const more = fc.oneof(
      fc.record({ name: fc.constantFrom(...counts), more: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5000 })) }),
      fc.record({ name: fc.constantFrom('daysSinceEmail' as const, 'daysSinceMeeting' as const), more: fc.integer({ min: 1, max: 365 }) }),
    );
    const moreOf = (figures: Figures, { name, more }: { readonly name: keyof Figures; readonly more: number }): Figures => {
      if (name === 'daysSinceEmail' || name === 'daysSinceMeeting') return { ...figures, [name]: Math.max(0, (figures[name] ?? 365 + more) - more) };
      return { ...figures, [name]: figures[name] + more };
    };
    await fc.assert(
      fc.asyncProperty(accounts, fc.nat(), levels, fc.array(more, { minLength: 1, maxLength: 6 }), async (before, which, level, changes) => {
        const index = which % before.length;
        // Each period adds one change to the period before.
        const periods = [before];
        for (const change of changes) periods.push((periods.at(-1) ?? []).map((figures, account) => (account === index ? moreOf(figures, change) : figures)));
        const own = (await scoresOfPeriods(periods, level)).map((scores) => scores[index] ?? 0);
        expect(own).toEqual(own.toSorted((a, b) => a - b));
      }),
      { numRuns: 150 },
    );
  });

  test('keep their scores where every count of every account is multiplied by the same factor', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, levels, fc.array(fc.integer({ min: 2, max: 1000 }), { minLength: 1, maxLength: 4 }), async (before, level, factors) => {
        const [scores, ...multiplied] = await scoresOfPeriods([before, ...factors.map((factor) => before.map((figures) => times(figures, factor)))], level);
        for (const others of multiplied) expect(others).toEqual(scores);
      }),
    );
  });

  test('score 50 where there is only one, or all are alike, and have every component', async () => {
    const complete = fc.record({
      emailsTo: fc.integer({ min: 1, max: 10_000 }),
      emailsFrom: fc.integer({ min: 1, max: 10_000 }),
      emailPeople: fc.integer({ min: 2, max: 500 }),
      meetingsFrom: fc.integer({ min: 0, max: 500 }),
      meetingsTo: fc.integer({ min: 1, max: 500 }),
      meetingMinutes: fc.integer({ min: 1, max: 100_000 }),
      meetingPeople: fc.integer({ min: 2, max: 500 }),
      // On the day itself there is more than the typical day's half: the typical day is at least one day ago.
      daysSinceEmail: fc.integer({ min: 1, max: 365 }),
      daysSinceMeeting: fc.integer({ min: 1, max: 365 }),
    });
    await fc.assert(
      fc.asyncProperty(complete, fc.integer({ min: 1, max: 9 }), levels, async (figures, accountsCount, level) => {
        const alike = Array.from({ length: accountsCount }, () => figures);
        expect(await scoresOf(alike, level)).toEqual(alike.map(() => 50));
      }),
      { numRuns: 40 },
    );
  });

  test('move by no more than a point where one of many has a thousand times as much of everything', async () => {
    // Spread evenly: where accounts come in two crowds, the median jumps from the one to the other.
    const many = fc.noBias(fc.array(accountOf(300), { minLength: 400, maxLength: 400 }));
    await fc.assert(
      fc.asyncProperty(many, fc.nat(), levels, async (before, which, level) => {
        const index = which % before.length;
        const after = before.map((figures, account) => (account === index ? times(figures, 1000) : figures));
        const [scores = [], moved = []] = await scoresOfPeriods([before, after], level);
        const moves = scores.map((score, account) => Math.abs(score - (moved[account] ?? 0))).filter((_, account) => account !== index);
        expect(Math.max(...moves)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 10 },
    );
  });

  test('do not depend on each other’s order', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, levels, async (before, level) => {
        const [scores = [], reversed = []] = await scoresOfPeriods([before, before.toReversed()], level);
        expect(reversed.toReversed()).toEqual(scores);
      }),
      { numRuns: 40 },
    );
  });
});
