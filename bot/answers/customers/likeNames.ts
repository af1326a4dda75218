import { nameWords } from '../../../engine/index.ts';

/** Whether a name is what was written, but for case, accents and punctuation. */
export function isCalled(name: string, written: string): boolean {
  return nameWords(name).join(' ') === nameWords(written).join(' ');
}

/** Whether a name has words that begin like all the written ones, in any order. */
export function isCalledLike(name: string, written: string): boolean {
  const words = nameWords(name);
  const parts = nameWords(written);
  return parts.length > 0 && parts.every((part) => words.some((word) => word.startsWith(part)));
}
