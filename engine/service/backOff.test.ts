import { expect, test } from 'vitest';
import { ManualClock } from '../model/manualClock.ts';
import { BackOff } from './backOff.ts';

const minute = 60_000;

test('what failed is due after a minute, then ever later, once a day at last; what succeeded begins anew', () => {
  const clock = new ManualClock(0);
  const backOff = new BackOff(clock);
  const pauses = Array.from({ length: 13 }, () => {
    backOff.failed('a');
    let minutes = 0;
    for (; !backOff.isDue('a'); minutes += 1) clock.advance(minute);
    return minutes;
  });
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440]);
  backOff.failed('a');
  expect([backOff.isDue('a'), backOff.isDue('b')]).toEqual([false, true]);
  backOff.succeeded('a');
  expect(backOff.isDue('a')).toBe(true);
});
