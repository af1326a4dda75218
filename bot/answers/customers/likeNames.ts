/** Letters that Unicode does not decompose into a plain one and a mark. */
const plainLetters: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' };

/** The words of a name without case, accents and punctuation. */
function foldedWords(text: string): readonly string[] {
  const folded = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’ʼ.]+/gu, '')
    .replace(/[łøđßæœ]/gu, (letter) => plainLetters[letter] ?? letter);
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whether a name is what was written, but for case, accents and punctuation. */
export function isCalled(name: string, written: string): boolean {
  return foldedWords(name).join(' ') === foldedWords(written).join(' ');
}

/** Whether a name has words that begin like all the written ones, in any order. */
export function isCalledLike(name: string, written: string): boolean {
  const words = foldedWords(name);
  const parts = foldedWords(written);
  return parts.length > 0 && parts.every((part) => words.some((word) => word.startsWith(part)));
}
