import { describe, expect, test } from 'vitest';
import { Random } from './random.ts';
import { seasonAt, WorkingHours } from './workingHours.ts';

const span = { fromAt: Date.parse('2026-01-01T00:00:00Z'), untilAt: Date.parse('2026-12-31T00:00:00Z') };
const warsaw = new WorkingHours('Europe/Warsaw', 'PL', span);

function later(at: string, minutes: number): string {
  return new Date(warsaw.later(Date.parse(at), minutes)).toISOString();
}

describe('WorkingHours', () => {
  test('what does not fit into the day goes on in the next morning', () => {
    expect(later('2026-02-10T16:00:00Z', 90)).toBe('2026-02-11T08:30:00.000Z');
  });

  test('the weekend and holidays are skipped', () => {
    expect(later('2026-05-01T10:00:00Z', 30)).toBe('2026-05-04T07:00:00.000Z');
  });

  test('half past eight is local time on both sides of the change to summer time', () => {
    expect(later('2026-03-27T20:00:00Z', 0)).toBe('2026-03-30T06:30:00.000Z');
    expect(later('2026-03-26T20:00:00Z', 0)).toBe('2026-03-27T07:30:00.000Z');
  });

  test('past the last day there is no later moment', () => {
    expect(warsaw.later(Date.parse('2027-06-01T00:00:00Z'), 10)).toBe(Infinity);
  });

  test('moments lie in working hours, but for a few in the evening', () => {
    const random = new Random(1);
    const moments = Array.from({ length: 1000 }, () => warsaw.someMoment(Date.parse('2026-06-09T06:00:00Z'), random));
    expect(moments.filter((at) => !warsaw.covers(at)).length).toBeLessThan(60);
    expect(moments.every((at) => new Date(at).toISOString().startsWith('2026-06-09'))).toBe(true);
  });
});

test('the season is quiet at weekends, in summer and at Christmas, and busy before a quarter ends', () => {
  const ordinary = seasonAt(Date.parse('2026-02-10'), false);
  expect(seasonAt(Date.parse('2026-02-14'), false)).toBe(0);
  expect(seasonAt(Date.parse('2026-08-04'), false)).toBeLessThan(ordinary);
  expect(seasonAt(Date.parse('2026-12-29'), true)).toBeLessThan(0.3 * ordinary);
  expect(seasonAt(Date.parse('2026-03-24'), false)).toBeGreaterThan(ordinary);
});
