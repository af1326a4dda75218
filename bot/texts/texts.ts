import i18next, { type i18n } from 'i18next';
import { DateTime } from 'luxon';
import type { Language } from './language.ts';
import { en, type Catalogue } from './en/index.ts';
import { pl } from './pl/index.ts';

/** `questions.help` and the like; of texts with a plural, without the `_one`, `_few`, … at the end. */
export type TextKey = KeysOf<Catalogue>;
type KeysOf<Tree> = { [Key in keyof Tree & string]: Tree[Key] extends string ? WithoutPlural<Key> : `${Key}.${KeysOf<Tree[Key]>}` }[keyof Tree & string];
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${'one' | 'few' | 'many' | 'other'}` ? Base : Key;

export type TextValues = Readonly<Record<string, string | number>>;

/** Texts, numbers and days in one language. */
export interface Texts {
  readonly language: Language;
  /**
   * The text with its values put in. `count` chooses the plural. A value that is a text is set apart by isolates (Unicode standard annex 9),
   * so that a name in another direction does not turn the sentence round; a number is written as people of the language write it.
   */
  readonly text: (key: TextKey, values?: TextValues) => string;
  /** With at most this many digits behind the point; default none. */
  readonly number: (value: number, fractionDigitsMax?: number) => string;
  /** With a sign also where it grew: `+5`, `−3`, `0`. */
  readonly change: (value: number) => string;
  /** An instant as a local day and time, such as `23 Nov 2026, 14:05`. */
  readonly instant: (at: number, timeZone: string) => string;
  /** A day (ISO 8601), such as `23 Nov 2026`. */
  readonly day: (isoDate: string) => string;
  /** A month by its first day (ISO 8601), such as `Nov 2026`. */
  readonly month: (isoDate: string) => string;
}

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', pl: 'pl-PL' };

const firstStrongIsolate = '\u2068';
const popDirectionalIsolate = '\u2069';

/** What a text could end its isolate with, or turn round what comes after it. */
const directionalFormatting = /[\u202a-\u202e\u2066-\u2069]/gu;

/** Sets a text of unknown direction apart from what is around it. */
export function isolate(text: string): string {
  return `${firstStrongIsolate}${text.replace(directionalFormatting, '')}${popDirectionalIsolate}`;
}

const instance: i18n = i18next.createInstance();
// Nothing is loaded, so that this is done when it returns.
void instance.init({
  resources: { en: { translation: en }, pl: { translation: pl } },
  fallbackLng: false,
  supportedLngs: ['en', 'pl'],
  initAsync: false,
  returnNull: false,
  // Values are put in as they are: a card's text is never markup, and isolates are for names only.
  interpolation: { escapeValue: false },
  parseMissingKeyHandler: (key) => {
    throw new Error(`The catalogue of texts lacks ${key}.`);
  },
});

export function textsIn(language: Language): Texts {
  const locale = locales[language];
  const translate: (key: string, values: TextValues) => string = instance.getFixedT(language);
  const formats = new Map<number, Intl.NumberFormat>();
  const number = (value: number, fractionDigitsMax = 0): string => {
    const known = formats.get(fractionDigitsMax) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: fractionDigitsMax });
    formats.set(fractionDigitsMax, known);
    return known.format(value);
  };
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  return {
    language,
    text: (key, values = {}) => {
      const { count, ...others } = values;
      const written = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, typeof value === 'number' ? number(value, 1) : isolate(value)]));
      return translate(key, typeof count === 'number' ? { ...written, count, formattedCount: number(count) } : written);
    },
    number,
    // The minus sign, which is as wide as the plus; the formatter writes a hyphen for it.
    change: (value) => signed.format(value).replace('-', '\u2212'),
    // By the language alone: British English has `Sept` beside eleven months of three letters, and charts have room for three.
    instant: (at, timeZone) => DateTime.fromMillis(at, { zone: timeZone, locale: language }).toFormat('d LLL yyyy, HH:mm'),
    day: (isoDate) => DateTime.fromISO(isoDate, { zone: 'utc', locale: language }).toFormat('d LLL yyyy'),
    month: (isoDate) => DateTime.fromISO(isoDate, { zone: 'utc', locale: language }).toFormat('LLL yyyy'),
  };
}
