/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/): turns a label into a seed. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Finaliser of MurmurHash3: neighbouring inputs give unrelated outputs. */
function scramble(value: number): number {
  let word = value | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/**
 * Reproducible random numbers: xoshiro128** 1.1 by David Blackman and Sebastiano Vigna, public domain
 * (https://prng.di.unimi.it/xoshiro128starstar.c), its state filled by another generator, as they advise.
 * Not for secrets.
 */
export class Random {
  readonly #seed: number;
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    this.#seed = seed >>> 0;
    const word = (index: number): number => scramble(this.#seed + Math.imul(index, 0x9e3779b9));
    this.#a = word(1);
    this.#b = word(2);
    this.#c = word(3);
    this.#d = word(4) | 1; // The state must not be all zero.
  }

  /** A generator of its own for one purpose: drawing more from one purpose then changes no other. */
  fork(label: string): Random {
    return new Random(scramble(this.#seed) ^ hashOf(label));
  }

  /** A whole number from 0 to 2^32 - 1. */
  word(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotateLeft(this.#d, 11);
    return result;
  }

  /** From 0 up to, not including, 1. */
  fraction(): number {
    return this.word() / 0x1_0000_0000;
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** A whole number, both ends included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** Throws RangeError for an empty list. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[Math.floor(this.fraction() * list.length)] as T;
  }

  /** One of the list, or undefined where the list is empty; each as likely as its weight says. */
  weighted<T>(list: readonly T[], weightOf: (entry: T, index: number) => number): T | undefined {
    const weights = list.map(weightOf);
    let rest = this.fraction() * weights.reduce((sum, weight) => sum + weight, 0);
    return list.find((_, index) => (rest -= weights[index] ?? 0) < 0) ?? list.at(-1);
  }

  /** Up to `count` different entries, in random order. */
  sample<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    const taken: T[] = [];
    while (taken.length < count && rest.length > 0) taken.push(...rest.splice(this.integer(0, rest.length - 1), 1));
    return taken;
  }

  /** Standard normal, by the method of Box and Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.fraction())) * Math.cos(2 * Math.PI * this.fraction());
  }

  /** As reply times and customer sizes are spread: many small, a few large. */
  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** How often something happens that happens `mean` times on average. */
  poisson(mean: number): number {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.fraction(); product > limit; product *= this.fraction()) count++;
    return count;
  }

  /** `words` × 8 hexadecimal digits, lower case. */
  hex(words: number): string {
    let text = '';
    for (let index = 0; index < words; index++) text += this.word().toString(16).padStart(8, '0');
    return text;
  }

  /** In the form of a version 4 UUID (RFC 9562). */
  uuid(): string {
    const hex = this.hex(4);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${'89ab'.charAt(this.integer(0, 3))}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
