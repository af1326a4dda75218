/** Random choices that depend on the seed alone. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** From `least` to `most` different elements, as far as there are so many. */
  some<T>(choices: readonly T[], least: number, most: number): T[];
  hex(digits: number): string;
  bytes(length: number): Buffer;
  guid(): string;
}

export function randomOf(seed: number): Random {
  // Mulberry32: 32 bits of state are plenty for a test's choices. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(choices: readonly T[]): T => {
    if (choices.length === 0) throw new RangeError('There is nothing to choose from.');
    // One of the choices may itself be undefined.
    return choices[integer(0, choices.length - 1)] as T;
  };
  const some = <T>(choices: readonly T[], least: number, most: number): T[] => {
    const left = [...choices];
    const chosen: T[] = [];
    for (let count = integer(least, most); count > 0 && left.length > 0; count -= 1) chosen.push(...left.splice(integer(0, left.length - 1), 1));
    return chosen;
  };
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => integer(0, 255)));
  const hex = (digits: number): string => Array.from({ length: digits }, () => integer(0, 15).toString(16)).join('');
  const guid = (): string => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`;
  return { integer, chance: (probability) => next() < probability, pick, some, hex, bytes, guid };
}
