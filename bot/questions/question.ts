import type { Language } from '../texts/language.ts';

/** What somebody wants to know or to have done, as far as the words tell. Names are as they were written, trimmed, without quotes. */
export type Question =
  | { readonly kind: 'customer'; readonly name: string }
  | { readonly kind: 'compare'; /** Two to four. */ readonly names: readonly string[] }
  | { readonly kind: 'stale' }
  | { readonly kind: 'top' }
  | { readonly kind: 'movers' }
  | { readonly kind: 'segment'; /** Empty: which are there? */ readonly name: string }
  | { readonly kind: 'status' }
  | { readonly kind: 'consent' }
  | { readonly kind: 'subscribe' }
  | { readonly kind: 'unsubscribe' }
  | { readonly kind: 'language'; /** Undefined: which is it, and which are there? */ readonly language: Language | undefined }
  | { readonly kind: 'help' };

/** With the language in which it was asked; undefined where the words are of no language, as a mere name. */
export interface ParsedQuestion {
  readonly question: Question;
  readonly language: Language | undefined;
}
