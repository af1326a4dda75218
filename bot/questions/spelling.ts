/** Letters that Unicode does not decompose, and that Polish keyboards and people leave out. */
const plainLetters: Readonly<Record<string, string>> = { ł: 'l', ı: 'i' };

/** A word as it is compared with those of the vocabulary: lower case, without diacritics and punctuation. */
export function folded(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[łı]/gu, (letter) => plainLetters[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** How many typing errors are forgiven in a word of this length. Short words have too many neighbours that mean something else. */
function errorsMax(length: number): number {
  if (length < 6) return 0;
  return length < 9 ? 1 : 2;
}

/** From this length on, no name is likely to be so near to a word of ours. */
const tellingLength = 9;

/**
 * The word of the vocabulary that was meant; undefined where it is none of them. A name must not be taken for a mistyped command: a typing
 * error is forgiven within long words only, not at either end (Rankin, Consenta), and, unless the word is very long, only where it is
 * written without a capital letter.
 */
export function wordMeant(written: string, vocabulary: ReadonlySet<string>): string | undefined {
  const word = folded(written);
  if (vocabulary.has(word)) return word;
  const isMaybeName = written !== written.toLowerCase();
  return [...vocabulary].find(
    (known) =>
      (!isMaybeName || known.length >= tellingLength) &&
      known.at(0) === word.at(0) &&
      known.at(-1) === word.at(-1) &&
      Math.abs(known.length - word.length) <= errorsMax(known.length) &&
      typingErrors(word, known) <= errorsMax(known.length),
  );
}

/** Letters that are missing, too many, wrong, or have changed places with their neighbours (optimal string alignment distance). */
function typingErrors(word: string, known: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: known.length + 1 }, (_, index) => index);
  for (let i = 1; i <= word.length; i++) {
    const row = [i];
    for (let j = 1; j <= known.length; j++) {
      const isSame = word[i - 1] === known[j - 1];
      const isSwapped = i > 1 && j > 1 && word[i - 1] === known[j - 2] && word[i - 2] === known[j - 1];
      row[j] = Math.min(at(row, j - 1) + 1, at(last, j) + 1, at(last, j - 1) + (isSame ? 0 : 1), isSwapped ? at(beforeLast, j - 2) + 1 : Infinity);
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, known.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
