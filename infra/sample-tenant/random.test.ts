import { describe, expect, test } from 'vitest';
import { Random } from './random.ts';

describe('Random', () => {
  test('the same seed gives the same numbers, another seed others', () => {
    expect(new Random(7).hex(8)).toBe(new Random(7).hex(8));
    expect(new Random(7).hex(8)).not.toBe(new Random(8).hex(8));
  });

  test('a fork does not depend on how much its parent has been used, and differs by label', () => {
    const used = new Random(7);
    used.hex(100);
    expect(used.fork('mail').hex(4)).toBe(new Random(7).fork('mail').hex(4));
    expect(used.fork('mail').hex(4)).not.toBe(used.fork('meetings').hex(4));
  });

  test('fractions are spread evenly over [0, 1)', () => {
    const random = new Random(1);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let count = 0; count < 100_000; count++) {
      const tenth = Math.floor(random.fraction() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  test.each([0.3, 4, 80])('poisson(%d) has that mean', (mean) => {
    const random = new Random(2);
    let sum = 0;
    for (let count = 0; count < 20_000; count++) sum += random.poisson(mean);
    expect(Math.abs(sum / 20_000 - mean)).toBeLessThan(0.05 * mean);
  });

  test('weighted never picks what has no weight, and nothing from an empty list', () => {
    const random = new Random(3);
    for (let count = 0; count < 1000; count++) expect(random.weighted(['a', 'b', 'c'], (entry) => (entry === 'b' ? 1 : 0))).toBe('b');
    for (let count = 0; count < 1000; count++) {
      expect(random.weighted(['a', 'b', 'c'], (entry) => (entry === 'b' ? 1 : 0))).toBe('b');
    }
  });

  test('a sample has no entry twice and leaves the list as it was', () => {
    const list = [1, 2, 3, 4, 5];
    expect(new Set(new Random(4).sample(list, 4)).size).toBe(4);
    expect(new Random(4).sample(list, Infinity).sort()).toEqual(list);
    expect(list).toEqual([1, 2, 3, 4, 5]);
  });

  test('uuid has the form of version 4', () => {
    expect(new Random(5).uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
