import { folded } from './spelling.ts';

/** Opening quotation marks with all that may close them. */
const quotes: Readonly<Record<string, string>> = {
  ...{ '"': '"”“', '“': '”"“', '”': '”"', '„': '”“"', '‟': '”"', '«': '»', '»': '«', '‹': '›', '›': '‹' },
  ...{ "'": "'’", '‘': '’\'', '‚': '’‘', '`': '`\'', '＂': '＂', '「': '」' },
};

/** A word, or a text in quotation marks, and where it stands. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** As written, with its punctuation. */
  readonly written: string;
  /** As it is compared; empty for mere punctuation and for what is quoted: that is never a word of ours. */
  readonly word: string;
  /** What stands between the quotation marks. */
  readonly quoted: string | undefined;
  /** A comma or semicolon follows. */
  readonly isBeforeComma: boolean;
}

/**
 * Cuts a text into words. A quotation mark opens only at the beginning of a word, and closes only at the end of one, so that `O'Brien`
 * stays whole; one that is not closed is none.
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let from = 0;
  for (;;) {
    const start = from + (/\S/u.exec(text.slice(from))?.index ?? Infinity);
    if (start >= text.length) return tokens;
    const end = closedAt(text, start) ?? start + (/^[^\s,;]+|^[,;]+/u.exec(text.slice(start))?.[0].length ?? 1);
    const isQuoted = closedAt(text, start) !== undefined;
    const written = text.slice(start, end);
    const comma = /^[,;]+/u.exec(text.slice(end))?.[0] ?? '';
    tokens.push({
      ...{ start, end, written, isBeforeComma: comma !== '' },
      word: isQuoted ? '' : folded(written),
      quoted: isQuoted ? written.slice(1, -1).trim() : undefined,
    });
    from = end + comma.length;
  }
}

/** Where the text ends, closing mark included, that is quoted from here on; undefined where none is. */
function closedAt(text: string, start: number): number | undefined {
  const closing = quotes[text[start] ?? ''];
  if (closing === undefined) return undefined;
  for (let index = start + 1; index < text.length; index++) {
    if (closing.includes(text[index] ?? '') && /^([\s,;.:!?…)]|$)/u.test(text.slice(index + 1, index + 2)) && text.slice(start + 1, index).trim() !== '') return index + 1;
  }
  return undefined;
}

/** The whole text without the quotation marks around it; undefined where there are none. Marks inside are part of the name. */
export function unquoted(text: string): string | undefined {
  const last = text.at(-1);
  if (text.length < 3 || last === undefined || quotes[text[0] ?? '']?.includes(last) !== true) return undefined;
  return text.slice(1, -1).trim() || undefined;
}

/** The name in quotation marks that it does not hold itself, for a question that has to be read back as it was meant. */
export function quoted(name: string): string {
  const [opening, closing] = ([['"', '"'], ['“', '”'], ['«', '»'], ['「', '」']] as const).find((pair) => !pair.some((mark) => name.includes(mark))) ?? ['"', '"'];
  return `${opening}${name}${closing}`;
}
