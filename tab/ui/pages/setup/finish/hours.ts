import type { Texts } from '../../../texts/texts.ts';

/** The hours of a day. */
export const hours: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

/** As people of the language write the full hour, such as `02:00`. */
export function hourText({ language }: Pick<Texts, 'language'>, hour: number): string {
  return new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(Date.UTC(2000, 0, 1, hour));
}
