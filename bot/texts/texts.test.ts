import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../engine/index.ts';
import { CatalogueCheck } from '../../test/catalogue.ts';
import { awkwardNames } from '../cards/testCards.ts';
import { en } from './en/index.ts';
import { languages } from './language.ts';
import { pl } from './pl/index.ts';
import { isolate, textsIn, type TextKey } from './texts.ts';

const catalogue = new CatalogueCheck({ en, pl });

describe('the catalogue', () => {
  it('has the same keys in every language', () => {
    expect(catalogue.keys('pl')).toEqual(catalogue.keys('en'));
  });

  it.each(languages)('has every form of every plural, and no other (%s)', (language) => {
    expect(catalogue.wrongPlurals(language)).toEqual([]);
  });

  it('has the same placeholders in every language', () => {
    expect(catalogue.placeholders('pl')).toEqual(catalogue.placeholders('en'));
  });

  it.each(languages)('has texts without stray spaces and braces (%s)', (language) => {
    expect(catalogue.unclean(language)).toEqual([]);
  });

  it('has no text that nobody uses', () => {
    expect(catalogue.unused(join(import.meta.dirname, '..'))).toEqual([]);
  });

  it.each(failureCodes)('says in every language what %s means and what to do', (code) => {
    for (const language of languages) expect(textsIn(language).text(`failures.${code}`)).toMatch(/^\p{Lu}.*[.]$/u);
  });
});

describe('texts', () => {
  it('set names apart, so that one in another direction does not turn the sentence round', () => {
    expect(textsIn('en').text('answers.ask.customer', { name: 'شركة' })).toBe('Engagement for \u2068شركة\u2069');
  });

  it.each(awkwardNames)('put in a name as it is, whatever it looks like: %j', (name) => {
    expect(textsIn('pl').text('answers.ask.customer', { name })).toBe(`Zaangażowanie klienta ${isolate(name)}`);
  });

  it('let no name end its isolate', () => {
    expect(isolate('a\u2069\u202Eb')).toBe('\u2068ab\u2069');
  });

  it.each([
    ['en', 1, '1 day, since \u2068May\u2069'],
    ['en', 1_000, '1,000 days, since \u2068May\u2069'],
    ['pl', 1, '1 dzień, od \u2068May\u2069'],
    ['pl', 2, '2 dni, od \u2068May\u2069'],
    ['pl', 5, '5 dni, od \u2068May\u2069'],
  ] as const)('choose the plural and write the number as people do (%s, %d)', (language, count, written) => {
    expect(textsIn(language).text('answers.status.days', { count, from: 'May' })).toBe(written);
  });

  it('write numbers, changes and days as people of the language do', () => {
    const [english, polish] = [textsIn('en'), textsIn('pl')];
    expect([english.number(12_345.67, 1), polish.number(12_345.67, 1)]).toEqual(['12,345.7', '12\u00a0345,7']);
    expect([english.change(5), english.change(-3.25), english.change(0), polish.change(1.5)]).toEqual(['+5', '\u22123.3', '0', '+1,5']);
    expect([english.day('2026-11-23'), polish.day('2026-11-23')]).toEqual(['23 Nov 2026', '23 lis 2026']);
    expect([english.month('2026-11-01'), polish.month('2026-11-01')]).toEqual(['Nov 2026', 'lis 2026']);
    expect(english.instant(Date.parse('2026-11-23T13:05:00Z'), 'Europe/Warsaw')).toBe('23 Nov 2026, 14:05');
  });

  it('a key that is missing is a fault', () => {
    expect(() => textsIn('en').text('answers.nothingOfTheKind' as TextKey)).toThrow('lacks answers.nothingOfTheKind');
  });
});
