import { createHash } from 'node:crypto';
import type { Language } from '../texts/language.ts';

/** The same for contents that tell the same in a language, in whatever order their keys were written. `content`: plain data. */
export function contentHash(content: unknown, language: Language): string {
  return createHash('sha256').update(JSON.stringify([language, content], withSortedKeys)).digest('hex');
}

function withSortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
