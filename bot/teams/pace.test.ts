import { expect, test } from 'vitest';
import { leapingClock } from '../../engine/graph/testServer.ts';
import { Pace } from './pace.ts';

test('a burst passes at once, then one each interval; after a pause the burst is there again', async () => {
  const clock = leapingClock(0);
  const pace = new Pace(clock, { intervalMilliseconds: 20, burst: 50 });
  for (let count = 0; count < 100; count += 1) await pace.pass('tenant');
  expect(clock.now()).toBe(50 * 20);
  await clock.sleep(10_000);
  const later = clock.now();
  for (let count = 0; count < 50; count += 1) await pace.pass('tenant');
  expect(clock.now()).toBe(later);
});

test('keys do not wait for each other, also where there are more of them than are remembered', async () => {
  const clock = leapingClock(0);
  const pace = new Pace(clock, { intervalMilliseconds: 1_000, burst: 1 });
  for (let count = 0; count < 3_000; count += 1) await pace.pass(`conversation ${count}`);
  expect(clock.now()).toBe(0);
  await pace.pass('conversation 2999');
  expect(clock.now()).toBe(1_000);
});
