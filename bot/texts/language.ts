export const languages = ['en', 'pl'] as const;
export type Language = (typeof languages)[number];

/** The language of a client, by its BCP 47 tag; English where we do not speak it. */
export function languageOfLocale(locale: string | undefined): Language {
  return locale?.toLowerCase().split('-', 1)[0] === 'pl' ? 'pl' : 'en';
}
