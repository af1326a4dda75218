import i18next from 'i18next';
import type { Language } from '../host/host.ts';
import { formatsIn, type Formats } from './formats.ts';
import type { Catalogue } from './en/index.ts';

/** `setup.title` and the like; of texts with a plural, without the `_one`, `_few`, … at the end. */
export type TextKey = KeysOf<Catalogue>;
type KeysOf<Tree> = { [Key in keyof Tree & string]: Tree[Key] extends string ? WithoutPlural<Key> : `${Key}.${KeysOf<Tree[Key]>}` }[keyof Tree & string];
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${'one' | 'few' | 'many' | 'other'}` ? Base : Key;

export type TextValues = Readonly<Record<string, string | number>>;

/** Texts, numbers and times in one language. */
export interface Texts extends Formats {
  readonly language: Language;
  /** The text with its values put in; numbers are written as people of the language write them. `count` chooses the plural, and is written by `{{formattedCount}}`. */
  readonly text: (key: TextKey, values?: TextValues) => string;
}

const catalogues: Readonly<Record<Language, () => Promise<object>>> = {
  en: async () => (await import('./en/index.ts')).en,
  pl: async () => (await import('./pl/index.ts')).pl,
};

/** Loads the texts of one language. `timeZone`: IANA name for instants; default that of the browser. */
export async function textsIn(language: Language, timeZone?: string): Promise<Texts> {
  const instance = i18next.createInstance();
  await instance.init({
    lng: language,
    resources: { [language]: { translation: await catalogues[language]() } },
    fallbackLng: false,
    returnNull: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key) => {
      throw new Error(`The catalogue of texts lacks ${key}.`);
    },
  });
  const formats = formatsIn(language, timeZone);
  const translate: (key: string, values: TextValues) => string = instance.getFixedT(language);
  return {
    ...formats,
    language,
    text: (key, { count, ...others } = {}) => {
      const written = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, typeof value === 'number' ? formats.number(value, 1) : value]));
      return translate(key, typeof count === 'number' ? { ...written, count, formattedCount: formats.number(count) } : written);
    },
  };
}
