/** Letters of Latin and Greek that Unicode does not decompose, so that folding must know them. */
const plainLetters: Readonly<Record<string, string>> = {
  ...{ ł: 'l', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ŋ: 'n', ı: 'i', ƒ: 'f', ς: 'σ' },
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
};
const unfolded = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu');

/**
 * Words that a name has or has not, depending on who wrote it down: legal forms, as `nameWords` leaves them, and what joins two names.
 */
const optionalWords: ReadonlySet<string> = new Set([
  ...['sp', 'z', 'o', 'oo', 'zoo', 'zo', 'spzoo', 'sa', 'sk', 'ska', 'sj', 'spk', 'gmbh', 'ag', 'kg', 'ohg', 'ug', 'se', 'ev', 'kgaa', 'mbh'],
  ...['ltd', 'limited', 'plc', 'llp', 'llc', 'lp', 'inc', 'incorporated', 'corp', 'corporation', 'co', 'company', 'pllc', 'dac'],
  ...['bv', 'nv', 'vof', 'cv', 'sarl', 'sas', 'sasu', 'eurl', 'scs', 'spa', 'srl', 'sl', 'slu', 'lda', 'ab', 'as', 'asa', 'aps', 'oy', 'oyj'],
  ...['sro', 'kft', 'zrt', 'nyrt', 'doo', 'ood', 'eood', 'ltda', 'pty', 'kk', 'holding', 'group', 'the', 'and', 'und', 'et', 'i', 'y', 'e', 'en', 'og', 'och'],
]);

/**
 * The words of a name as they are compared: without case, accents and punctuation. An apostrophe or the dots of an abbreviation do not end
 * a word: `O’Brien S.A.` has the words `obrien` and `sa`.
 */
export function nameWords(text: string): string[] {
  const folded = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(unfolded, (letter) => plainLetters[letter] ?? letter)
    .replace(/(?<=\p{L})['’ʼ`](?=\p{L})/gu, '')
    .replace(/(?<![\p{L}\p{N}])\p{L}(?:\.\p{L})+(?![\p{L}\p{N}])/gu, (abbreviation) => abbreviation.replaceAll('.', ''));
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words that tell names apart; all of them where there are no others. */
export function tellingWords(words: readonly string[]): readonly string[] {
  const telling = words.filter((word) => !optionalWords.has(word));
  return telling.length === 0 ? words : telling;
}
