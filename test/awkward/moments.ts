import { DateTime } from 'luxon';
import { windowOf } from '../oracle/calendar.ts';
import type { Random } from './random.ts';
import type { Scene } from './scenes.ts';

const second = 1000;
const hour = 60 * 60 * second;
const day = 24 * hour;

/** Moments about a window, its edges more often than chance would have it. */
export interface Moments {
  readonly windowStart: number;
  readonly asOf: number;
  /** Whole seconds, most of them in the window. */
  any(): number;
}

export function momentsOf(random: Random, { asOf, timeZone }: Scene): Moments {
  const windowStart = windowOf(asOf, timeZone).start;
  const localMidnights: number[] = [];
  const clockChanges: number[] = [];
  let midnight = DateTime.fromMillis(windowStart, { zone: timeZone });
  for (; midnight.toMillis() < asOf; midnight = midnight.plus({ days: 1 }).startOf('day')) {
    if (midnight.day === 1 || midnight.weekday === 1) localMidnights.push(midnight.toMillis());
    if (midnight.offset !== midnight.plus({ days: 1 }).offset) clockChanges.push(midnight.toMillis(), midnight.plus({ hours: 3 }).toMillis());
  }
  const any = (): number => {
    if (random.chance(0.12)) return random.pick([windowStart, asOf]) + random.pick([-day, -1, -second, 0, 0, second, hour]);
    if (random.chance(0.2)) return random.pick(localMidnights) + random.pick([-second, 0, second, hour / 2]);
    if (random.chance(0.1) && clockChanges.length > 0) return random.pick(clockChanges) + random.pick([-hour, -second, 0, hour / 2, hour]);
    if (random.chance(0.2)) return asOf - random.integer(0, 14 * day);
    return windowStart + random.integer(0, 365) * day + random.integer(0, day / second) * second;
  };
  const wholeSecond = (moment: number): number => Math.floor(moment / second) * second;
  return { windowStart, asOf, any: () => wholeSecond(any()) };
}
