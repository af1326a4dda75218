import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scoreComponents } from '../metrics/score.ts';
import { connectToNothing } from '../metrics/testStore.ts';
import { aggregateFigures, TestPublications, wholeYear, type TestAccount, type TestFigures } from './testPublication.ts';
import { writeInsights } from './writeInsights.ts';

let publications: TestPublications;
beforeEach(async () => {
  publications = await TestPublications.create();
});
afterEach(() => publications.remove());

const account = (figures: TestFigures, name = 'A name'): TestAccount => ({ name, figures: [figures] });

describe('the parts of a score', () => {
  test('are the eight components in their order, with value, typical value and weight', async () => {
    const figures: TestFigures = { emailsTo: 6, emailsFrom: 2, meetingsTo: 1, meetingMinutes: 30, people: 3, daysSinceEmail: 4 };
    const insights = await publications.publish({ accounts: { a: account(figures), b: account({ emailsTo: 4 }) } });
    const parts = (await insights.card('a'))?.parts;
    expect(parts?.map(({ name, weight }) => [name, weight])).toEqual([
      ...[['emailVolume', 20], ['twoWayEmail', 10], ['peopleInEmails', 10], ['meetingVolume', 20], ['timeTogether', 10]],
      ...[['peopleInMeetings', 10], ['recentEmail', 10], ['recentMeeting', 10]],
    ]);
    expect(parts?.map(({ value, typical }) => [value, typical])).toEqual([[8, 6], [2, 2], [3, 3], [1, 1], [30, 30], [0, undefined], [4, 4], [undefined, undefined]]);
    expect(parts?.[0]?.points).toBeCloseTo((20 * 8) / (8 + 6), 9);
    expect(scoreComponents).toHaveLength(8);
  });

  test('have points that add up to the score before it is rounded, whatever the figures', async () => {
    const count = fc.integer({ min: 0, max: 500 });
    const days = fc.option(fc.integer({ min: 0, max: 365 }));
    const figures: fc.Arbitrary<TestFigures> = fc.record({
      ...{ emailsTo: count, emailsFrom: count, meetingsTo: count, meetingsFrom: count, meetingMinutes: count, people: count },
      ...{ daysSinceEmail: days, daysSinceMeeting: days },
    });
    await fc.assert(
      fc.asyncProperty(fc.array(figures, { minLength: 1, maxLength: 12 }), async (many) => {
        const insights = await publications.publish({ accounts: Object.fromEntries(many.map((one, place) => [`id ${place}`, account(one)])) });
        for (const { customerId, score } of (await insights.ranking({ offset: 0, limit: 200 })).items) {
          const parts = (await insights.card(customerId))?.parts ?? [];
          const points = parts.reduce((sum, part) => sum + part.points, 0);
          expect(score).toBe(Math.min(100, Math.max(1, Math.floor(Number(points.toFixed(9)) + 0.5))));
          for (const part of parts) expect(part.points).toBeLessThanOrEqual(part.weight);
        }
      }),
      { numRuns: 5 },
    );
  });
});

describe('compared with the publication before', () => {
  const before = { a: account({ emailsTo: 10 }), b: account({ emailsTo: 10 }), c: account({ emailsTo: 30 }), gone: account({ emailsTo: 1 }), idle: { name: 'Idle' } };
  const after = { a: account({ emailsTo: 90 }), b: account({ emailsTo: 10 }), c: account({ emailsTo: 5 }), gone: { name: 'Gone' }, idle: account({ emailsTo: 10 }), new: account({ emailsTo: 10 }) };
  const publishAfter = async (changes: Partial<Parameters<TestPublications['publish']>[0]> = {}) =>
    publications.publish({ accounts: after, previousPath: await publications.write({ accounts: before }), ...changes });

  test('the card tells what has changed: score, rank (fewer is better) and the points of each part', async () => {
    const previousPath = await publications.write({ accounts: before });
    const [then, now] = [await (await publications.open(previousPath)).card('a'), await (await publications.publish({ accounts: after, previousPath })).card('a')];
    expect(now?.scoreChange).toBe((now?.score ?? 0) - (then?.score ?? 0));
    expect(now?.scoreChange).toBeGreaterThan(0);
    expect([then?.rank, now?.rank, now?.rankChange]).toEqual([2, 1, -1]);
    now?.parts.forEach((part, place) => expect(part.pointsChange).toBeCloseTo(part.points - (then?.parts[place]?.points ?? 0), 9));
  });

  test('movers are those whose score rose and fell, the most first, and nobody else', async () => {
    const { up, down } = await (await publishAfter()).movers(10);
    expect(up.map(({ customerId }) => customerId)).toEqual(['a']);
    expect(down.map(({ customerId }) => customerId)).toEqual(['c']);
    expect(down[0]?.scoreChange).toBeLessThan(0);
  });

  test.each(['idle', 'new', 'gone'])('an account that had or has no score has no change: %s', async (id) => {
    const card = await (await publishAfter()).card(id);
    expect([card?.scoreChange, card?.rankChange]).toEqual([undefined, undefined]);
    for (const part of card?.parts ?? []) expect(part.pointsChange).toBeUndefined();
  });

  test('nothing has changed where that covers other time', async () => {
    const coverage = { from: '2026-10-01', days: 53, isComplete: false };
    const partly = await publications.write({ accounts: before, coverage });
    expect((await (await publishAfter({ previousPath: partly })).card('a'))?.scoreChange).toBeUndefined();
    expect((await (await publishAfter({ previousPath: partly, coverage: { ...coverage, days: 54 } })).card('a'))?.scoreChange).toBeGreaterThan(0);
    expect((await (await publishAfter({ coverage: { ...wholeYear, from: '2025-11-24' } })).card('a'))?.scoreChange).toBeGreaterThan(0);
  });

  test.each(['nothing.duckdb', 'text.duckdb', 'other.duckdb'])('nothing has changed where that cannot be read: %s', async (name) => {
    const path = (file: string) => join(publications.folder, file);
    await writeFile(path('text.duckdb'), 'no database');
    const other = await DuckDBInstance.create(path('other.duckdb'));
    (await other.connect()).closeSync();
    other.closeSync();
    const insights = await publishAfter({ previousPath: path(name) });
    expect(await insights.movers(5)).toEqual({ up: [], down: [] });
    expect((await insights.card('a'))?.score).toBeGreaterThan(0);
  });

  test('it may be open for reading meanwhile', async () => {
    const previousPath = await publications.write({ accounts: before });
    const open = await publications.open(previousPath);
    expect((await (await publishAfter({ previousPath })).card('a'))?.scoreChange).toBeGreaterThan(0);
    expect((await open.card('a'))?.name).toBe('A name');
  });
});

test('leaves one file, and nothing in the connection', async () => {
  const path = await publications.write({ accounts: { a: account({ emailsTo: 1 }) } });
  expect(await readdir(publications.folder)).toEqual(['1.duckdb']);
  const connection = await connectToNothing();
  await aggregateFigures(connection, { a: account({ emailsTo: 1 }) });
  const things = async () => (await connection.runAndReadAll('SELECT database_name, table_name FROM duckdb_tables() ORDER BY ALL')).getRows();
  const known = await things();
  await writeInsights({ connection, table: 'engagement', accounts: new Map(), coverage: wholeYear, previousPath: path, path: join(publications.folder, 'new.duckdb') });
  expect(await things()).toEqual(known);
  connection.closeSync();
});

test('leaves no file where it fails', async () => {
  const connection = await connectToNothing();
  await aggregateFigures(connection, { a: account({ emailsTo: 1 }) });
  await connection.run('DROP TABLE typical');
  const options = { connection, table: 'engagement', accounts: new Map<string, string>(), coverage: wholeYear, previousPath: undefined, path: join(publications.folder, 'new.duckdb') };
  await expect(writeInsights(options)).rejects.toThrow();
  expect(await readdir(publications.folder)).toEqual([]);
  connection.closeSync();
});
