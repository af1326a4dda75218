import type { Needle } from './needles.ts';

export interface Finding extends Needle {
  /** In what form it was found. */
  readonly encoding: string;
}

interface Pattern {
  readonly bytes: Buffer;
  readonly finding: Finding;
}

/** Of a long text its end is looked for: an id's distinctive part stands there, and a piece of it is a leak as well. */
const patternBytesMax = 32;

/** By the hash of so many bytes, the first of a pattern, candidates are found: what addresses and ids have in common stands at their end. */
const headBytes = 8;
const bucketBits = 22;

/**
 * Looks for many texts at once, byte by byte: as UTF-8 and UTF-16 in upper and lower case, as hexadecimal digits, percent-encoded, and within
 * base64 at any of its three alignments.
 */
export class Searcher {
  /** Without regard to the case of ASCII letters, and with. */
  readonly #folded: PatternIndex;
  readonly #exact: PatternIndex;

  constructor(needles: readonly Needle[]) {
    const [folded, exact] = [new PatternIndex(), new PatternIndex()];
    for (const needle of needles) {
      const forms = [...new Set([needle.text, needle.text.toLowerCase(), needle.text.toUpperCase()])];
      // Folding makes one of the forms of a text in ASCII, but not of their hexadecimal digits.
      const unlikeForms = isAscii(needle.text) ? forms.slice(0, 1) : forms;
      for (const { bytes, finding } of patternsOf(needle, unlikeForms, letterEncodings)) folded.add({ bytes: fold(bytes), finding });
      for (const { bytes, finding } of patternsOf(needle, forms, digitEncodings)) folded.add({ bytes: fold(bytes), finding });
      for (const pattern of patternsOf(needle, forms, exactEncodings)) exact.add(pattern);
    }
    this.#folded = folded;
    this.#exact = exact;
  }

  /** What occurs in `bytes`, each text once for each form. */
  search(bytes: Buffer): Finding[] {
    return [...this.#folded.search(fold(Buffer.from(bytes))), ...this.#exact.search(bytes)];
  }
}

type Encodings = Readonly<Record<string, (text: string) => readonly Buffer[]>>;

const letterEncodings: Encodings = {
  'UTF-8': (text) => [Buffer.from(text)],
  'UTF-16 LE': (text) => [Buffer.from(text, 'utf16le')],
  'UTF-16 BE': (text) => [Buffer.from(text, 'utf16le').swap16()],
  'percent encoding': (text) => [Buffer.from(encodeURIComponent(text))],
};

const digitEncodings: Encodings = {
  hexadecimal: (text) => [Buffer.from(Buffer.from(text).toString('hex'))],
};

const exactEncodings: Encodings = {
  base64: (text) => [0, 1, 2].flatMap((offset) => base64Within(Buffer.from(text).subarray(-patternBytesMax), offset)),
};

/** The characters of base64 that `bytes` alone decide, where `offset` bytes (modulo 3) stand before them. */
function base64Within(bytes: Buffer, offset: number): Buffer[] {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const inner = text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  const forms = /[+/]/.test(inner) ? [inner, inner.replaceAll('+', '-').replaceAll('/', '_')] : [inner];
  return forms.map((form) => Buffer.from(form));
}

function patternsOf(needle: Needle, forms: readonly string[], encodings: Encodings): Pattern[] {
  return Object.entries(encodings).flatMap(([encoding, encode]) => {
    const finding = { ...needle, encoding };
    return forms.flatMap(encode).map((bytes) => ({ bytes: bytes.subarray(-patternBytesMax), finding }));
  });
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

/** ASCII letters in lower case, in place. */
function fold(bytes: Buffer): Buffer {
  for (let position = 0; position < bytes.length; position += 1) {
    const byte = bytes[position] ?? 0;
    if (byte >= 0x41 && byte <= 0x5a) bytes[position] = byte + 0x20;
  }
  return bytes;
}

class PatternIndex {
  readonly #buckets = new Map<number, Pattern[]>();
  readonly #known = new Set<string>();
  readonly #isTaken = new Uint8Array(2 ** bucketBits);

  /** The first of patterns of the same bytes counts. */
  add(pattern: Pattern): void {
    const { bytes, finding } = pattern;
    if (bytes.length < headBytes) throw new RangeError(`"${finding.text}" is too short to be looked for.`);
    const text = bytes.toString('latin1');
    if (this.#known.has(text)) return;
    this.#known.add(text);
    const number = bucketOf(bytes, 0);
    const bucket = this.#buckets.get(number);
    if (bucket === undefined) this.#buckets.set(number, [pattern]);
    else bucket.push(pattern);
    this.#isTaken[number] = 1;
  }

  search(bytes: Buffer): Finding[] {
    const found = new Set<Pattern>();
    for (let start = 0; start <= bytes.length - headBytes; start += 1) {
      const bucket = bucketOf(bytes, start);
      if (this.#isTaken[bucket] === 0) continue;
      for (const pattern of this.#buckets.get(bucket) ?? []) {
        if (pattern.bytes.equals(bytes.subarray(start, start + pattern.bytes.length))) found.add(pattern);
      }
    }
    return [...found].map(({ finding }) => finding);
  }
}

function bucketOf(bytes: Buffer, start: number): number {
  const mixed = Math.imul(bytes.readUInt32LE(start), 0x9e3779b1) ^ Math.imul(bytes.readUInt32LE(start + 4), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & (2 ** bucketBits - 1);
}
