import { createHash } from 'node:crypto';
import type { Language } from '../texts/language.ts';

/** Nearly every content is looked at again at the next pass. */
const known = new Map<string, string>();
const knownMax = 20_000;

/** The same for contents that tell the same in a language, in whatever order their keys were written. `content`: plain data. */
export function contentHash(content: unknown, language: Language): string {
  const written = JSON.stringify([language, content]);
  const earlier = known.get(written);
  if (earlier !== undefined) return earlier;
  const hash = createHash('sha256').update(JSON.stringify([language, content], withSortedKeys)).digest('hex');
  if (known.size >= knownMax) known.clear();
  known.set(written, hash);
  return hash;
}

function withSortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
