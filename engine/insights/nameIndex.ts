import { setImmediate } from 'node:timers/promises';
import MiniSearch, { type SearchOptions } from 'minisearch';
import type { CustomerHit } from './customers.ts';
import { nameWords, tellingWords } from './nameWords.ts';

/** What is indexed between two turns of the event loop: some milliseconds of work. */
const accountsPerTurn = 500;

/** More words tell no more names apart, and cost time. */
const wordsMax = 8;
const textLengthMax = 200;

interface Entry {
  readonly hit: CustomerHit;
  /** The name's words, joined. */
  readonly key: string;
  /** The same of those that tell names apart. */
  readonly tellingKey: string;
}

/** How well a name fits, best first. A name that lacks a legal form of the text fits worse than any that has all words. */
const fits = { whole: 0, beginning: 1, words: 2 } as const;
const lackingForm = 3;

/**
 * Customers by the words of their names, in memory. Built and searched on the event loop, in short turns.
 *
 * MiniSearch holds the different words, not the names: it finds words like a word, and their postings lead to the names. A word that many
 * names have then costs no more than the length of its posting.
 */
export class NameIndex {
  /** In ranking order: of two names that fit alike, the better ranked one comes first. */
  readonly #entries: Entry[] = [];
  readonly #placeById = new Map<string, number>();
  readonly #numberByWord = new Map<string, number>();
  /** For each word, where in `#entries` the names are that have it. */
  readonly #postings: number[][] = [];
  readonly #words = new MiniSearch<{ readonly id: number; readonly word: string }>({
    fields: ['word'],
    tokenize: (word) => [word],
    processTerm: (word) => word,
  });

  /** Adds customers, which come in ranking order; gives way to others again and again, and ends early when aborted. */
  async add(hits: readonly CustomerHit[], signal?: AbortSignal): Promise<void> {
    for (let from = 0; from < hits.length && signal?.aborted !== true; from += accountsPerTurn) {
      for (const hit of hits.slice(from, from + accountsPerTurn)) this.#enter(hit);
      await setImmediate();
    }
  }

  #enter(hit: CustomerHit): void {
    const words = nameWords(hit.name);
    const place = this.#entries.push({ hit, key: words.join(' '), tellingKey: tellingWords(words).join(' ') }) - 1;
    this.#placeById.set(hit.customerId, place);
    for (const word of new Set(words)) this.#postings[this.#numberOf(word)]?.push(place);
  }

  #numberOf(word: string): number {
    const known = this.#numberByWord.get(word);
    if (known !== undefined) return known;
    const id = this.#postings.push([]) - 1;
    this.#numberByWord.set(word, id);
    this.#words.add({ id, word });
    return id;
  }

  /**
   * Customers whose names have all these words, or words that begin with them, in any order; at most `limit`. First comes the customer whose
   * id the text is; then whole names, names that begin with the text, all others; then names that have all but the legal form; then those
   * that would have the words but for typing errors. Of equals, the better ranked one comes first.
   */
  search(text: string, limit: number): readonly CustomerHit[] {
    const words = nameWords(text.slice(0, textLengthMax)).slice(0, wordsMax);
    const byId = this.#placeById.get(text.trim());
    const found = new Set<number>(byId === undefined ? [] : [byId]);
    if (words.length > 0) {
      for (const place of this.#fitting(words, limit)) found.add(place);
      if (found.size < limit) for (const place of this.#similar(words)) found.add(place);
    }
    return [...found].slice(0, limit).flatMap((place) => this.#entries[place]?.hit ?? []);
  }

  /**
   * All customers, as places in ranking order from 1, whose names have these words, or words that begin with them, and the one whose id the
   * text is. Unlike `search`, it forgives no typing errors.
   */
  places(text: string): readonly number[] {
    const words = tellingWords(nameWords(text.slice(0, textLengthMax)).slice(0, wordsMax));
    const found = new Set(words.length === 0 ? [] : this.#matches(words, { prefix: true }).keys());
    const byId = this.#placeById.get(text.trim());
    if (byId !== undefined) found.add(byId);
    return Array.from(found, (place) => place + 1);
  }

  #fitting(words: readonly string[], limit: number): number[] {
    const telling = tellingWords(words);
    const forms = words.filter((word) => !telling.includes(word));
    const text = words.join(' ');
    const tellingText = telling.join(' ');
    const fitOf = (entry: Entry | undefined) => {
      if (entry === undefined) return fits.words;
      const lacking = forms.some((form) => !` ${entry.key}`.includes(` ${form}`)) ? lackingForm : 0;
      if (entry.tellingKey === tellingText) return fits.whole + lacking;
      return (entry.key.startsWith(text) ? fits.beginning : fits.words) + lacking;
    };
    const places = text.length > 1 ? this.#matches(telling, { prefix: true }).keys() : this.#matchesOfLetter(text, limit);
    // One number for both, fit first, sorts many times faster than pairs.
    const count = this.#entries.length;
    const sorted = Float64Array.from(places, (place) => fitOf(this.#entries[place]) * count + place).sort();
    return Array.from(sorted.subarray(0, limit), (both) => both % count);
  }

  /** Names with the letter as a word, and as many as are needed of those that begin with it: too many names have words that do. */
  #matchesOfLetter(letter: string, limit: number): ReadonlySet<number> {
    const places = new Set(this.#postings[this.#numberByWord.get(letter) ?? -1]);
    const enough = places.size + limit;
    for (const [place, { key }] of this.#entries.entries()) {
      if (key.startsWith(letter)) places.add(place);
      if (places.size >= enough) break;
    }
    return places;
  }

  #similar(words: readonly string[]): number[] {
    return [...this.#matches(tellingWords(words), { prefix: true, fuzzy: editsMax })].sort(([a, likenessA], [b, likenessB]) => likenessB - likenessA || a - b).map(([place]) => place);
  }

  /** Names that for each word have one like it, with the sum of how alike these are. Rare words go first, so that few names are compared. */
  #matches(words: readonly string[], options: SearchOptions): ReadonlyMap<number, number> {
    const alternatives = [...new Set(words)]
      .map((word) => this.#words.search(word, options).map(({ id, score }) => ({ postings: this.#postings[id as number] ?? [], score })))
      .map((like) => ({ like, names: like.reduce((sum, { postings }) => sum + postings.length, 0) }))
      .sort((a, b) => a.names - b.names);
    let found: ReadonlyMap<number, number> | undefined;
    for (const { like } of alternatives) {
      const next = new Map<number, number>();
      for (const { postings, score } of like) {
        for (const place of postings) {
          const before = found === undefined ? 0 : found.get(place);
          if (before !== undefined) next.set(place, Math.max(next.get(place) ?? 0, before + score));
        }
      }
      found = next;
    }
    return found ?? new Map<number, number>();
  }
}

/** Letters that may be missing, wrong or too many; two of them make good for a pair that changed places. */
function editsMax(word: string): number | false {
  if (word.length < 4) return false;
  return word.length < 6 ? 1 : 2;
}
