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

/** By the hash of so many bytes, the last of a pattern, candidates are found. */
const tailBytes = 8;
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
    this.#folded = new PatternIndex(needles.flatMap((needle) => patternsOf(needle, foldedEncodings)).map(({ bytes, finding }) => ({ bytes: fold(bytes), finding })));
    this.#exact = new PatternIndex(needles.flatMap((needle) => patternsOf(needle, exactEncodings)));
  }

  /** What occurs in `bytes`, each text once for each form. */
  search(bytes: Buffer): Finding[] {
    return [...this.#folded.search(fold(Buffer.from(bytes))), ...this.#exact.search(bytes)];
  }
}

type Encodings = Readonly<Record<string, (text: string) => readonly Buffer[]>>;

const foldedEncodings: Encodings = {
  'UTF-8': (text) => [Buffer.from(text)],
  'UTF-16 LE': (text) => [Buffer.from(text, 'utf16le')],
  'UTF-16 BE': (text) => [Buffer.from(text, 'utf16le').swap16()],
  hexadecimal: (text) => [Buffer.from(Buffer.from(text).toString('hex'))],
  'percent encoding': (text) => [Buffer.from(encodeURIComponent(text))],
};

const exactEncodings: Encodings = {
  base64: (text) => [0, 1, 2].flatMap((offset) => base64Within(Buffer.from(text), offset)),
};

/** The characters of base64 that `bytes` alone decide, where `offset` bytes (modulo 3) stand before them. */
function base64Within(bytes: Buffer, offset: number): Buffer[] {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const inner = text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  return [...new Set([inner, inner.replaceAll('+', '-').replaceAll('/', '_')])].map((form) => Buffer.from(form));
}

function patternsOf(needle: Needle, encodings: Encodings): Pattern[] {
  const forms = new Set([needle.text, needle.text.toLowerCase(), needle.text.toUpperCase()]);
  return Object.entries(encodings).flatMap(([encoding, encode]) => [...forms].flatMap(encode).map((bytes) => ({ bytes: bytes.subarray(-patternBytesMax), finding: { ...needle, encoding } })));
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
  readonly #isTaken = new Uint8Array(2 ** bucketBits);

  constructor(patterns: readonly Pattern[]) {
    const known = new Set<string>();
    for (const pattern of patterns) {
      const { bytes, finding } = pattern;
      if (bytes.length < tailBytes) throw new RangeError(`"${finding.text}" is too short to be looked for.`);
      const text = bytes.toString('latin1');
      if (known.has(text)) continue;
      known.add(text);
      const bucket = bucketOf(bytes, bytes.length);
      this.#isTaken[bucket] = 1;
      this.#buckets.set(bucket, [...(this.#buckets.get(bucket) ?? []), pattern]);
    }
  }

  search(bytes: Buffer): Finding[] {
    const found = new Set<Pattern>();
    for (let end = tailBytes; end <= bytes.length; end += 1) {
      const bucket = bucketOf(bytes, end);
      if (this.#isTaken[bucket] === 0) continue;
      for (const pattern of this.#buckets.get(bucket) ?? []) {
        const start = end - pattern.bytes.length;
        if (start >= 0 && pattern.bytes.equals(bytes.subarray(start, end))) found.add(pattern);
      }
    }
    return [...found].map(({ finding }) => finding);
  }
}

function bucketOf(bytes: Buffer, end: number): number {
  const mixed = Math.imul(bytes.readUInt32LE(end - 8), 0x9e3779b1) ^ Math.imul(bytes.readUInt32LE(end - 4), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & (2 ** bucketBits - 1);
}
