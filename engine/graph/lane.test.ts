import { describe, expect, test } from 'vitest';
import { Fence, PageSize } from './lane.ts';

const noJitter = () => 0;

describe('a fence', () => {
  test('overlapping waits take the longest and are not added', () => {
    const fence = new Fence(noJitter);
    fence.close({ sentAt: 0, now: 1000, afterSeconds: 30 });
    fence.close({ sentAt: 0, now: 2000, afterSeconds: 10 });
    expect(fence.opensAt).toBe(31_000);
    fence.close({ sentAt: 0, now: 3000, afterSeconds: 60 });
    expect(fence.opensAt).toBe(63_000);
  });

  test('grows its own floor where the server says the same small time, or none, again and again', () => {
    const fence = new Fence(noJitter);
    const waits = Array.from({ length: 8 }, (_, round) => {
      const now = fence.opensAt;
      fence.close({ sentAt: now, now, afterSeconds: round % 2 === 0 ? 1 : undefined });
      return (fence.opensAt - now) / 1000;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  test('four requests throttled together count as one throttling', () => {
    const fence = new Fence(noJitter);
    for (let request = 0; request < 4; request += 1) fence.close({ sentAt: 0, now: 0, afterSeconds: 1 });
    fence.close({ sentAt: 1000, now: 1000, afterSeconds: 1 });
    expect(fence.opensAt).toBe(3000);
  });

  test('the floor starts anew once a request that left after the throttling was served', () => {
    const fence = new Fence(noJitter);
    fence.close({ sentAt: 0, now: 0, afterSeconds: undefined });
    fence.close({ sentAt: 1000, now: 1000, afterSeconds: undefined });
    fence.served(500);
    fence.close({ sentAt: 3000, now: 3000, afterSeconds: undefined });
    expect(fence.opensAt).toBe(7000);
    fence.served(7000);
    fence.close({ sentAt: 8000, now: 8000, afterSeconds: undefined });
    expect(fence.opensAt).toBe(9000);
  });

  test('jitter never shortens the wait, and lengthens it by a quarter and 5 seconds at most', () => {
    for (const random of [0, 0.3, 0.999]) {
      for (const afterSeconds of [1, 10, 600]) {
        const fence = new Fence(() => random);
        fence.close({ sentAt: 0, now: 0, afterSeconds });
        expect(fence.opensAt).toBeGreaterThanOrEqual(afterSeconds * 1000);
        expect(fence.opensAt).toBeLessThanOrEqual((afterSeconds + Math.min(afterSeconds / 4, 5)) * 1000);
      }
    }
  });
});

test('a page shrinks by halves, not below 10, and never grows', () => {
  const pages = new PageSize();
  const sizes = Array.from({ length: 7 }, () => {
    pages.halve(Math.min(500, pages.max));
    return pages.max;
  });
  expect(sizes).toEqual([250, 125, 62, 31, 15, 10, 10]);
  pages.halve(500);
  expect(pages.max).toBe(10);
});
