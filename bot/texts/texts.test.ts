import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../engine/index.ts';
import { awkwardNames } from '../cards/testCards.ts';
import { en } from './en/index.ts';
import { languages } from './language.ts';
import { pl } from './pl/index.ts';
import { isolate, textsIn, type TextKey } from './texts.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}

const plural = /_(one|few|many|other)$/u;
/** As the Unicode plural rules have them. */
const pluralForms = { en: ['one', 'other'], pl: ['few', 'many', 'one', 'other'] };
const catalogues = { en: leavesOf(en), pl: leavesOf(pl) };

function leavesOf(tree: Tree, path = ''): ReadonlyMap<string, string> {
  return new Map(Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...leavesOf(value, `${path}${key}.`)])));
}

/** Keys without the ending of a plural. */
function keysOf(leaves: ReadonlyMap<string, string>): string[] {
  return [...new Set([...leaves.keys()].map((key) => key.replace(plural, '')))].sort();
}

function placeholdersOf(leaves: ReadonlyMap<string, string>, key: string): string[] {
  const texts = [...leaves].filter(([leaf]) => leaf.replace(plural, '') === key).map(([, text]) => text);
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name ?? '')))].sort();
}

describe('the catalogue', () => {
  it('has the same keys in every language', () => {
    expect(keysOf(catalogues.pl)).toEqual(keysOf(catalogues.en));
  });

  it.each(languages)('has every form of every plural (%s)', (language) => {
    const pluralKeys = new Set([...catalogues.en.keys(), ...catalogues.pl.keys()].filter((key) => plural.test(key)).map((key) => key.replace(plural, '')));
    const lacking = [...pluralKeys].flatMap((key) => pluralForms[language].map((form) => `${key}_${form}`)).filter((key) => !catalogues[language].has(key));
    expect(lacking).toEqual([]);
    const needless = [...catalogues[language].keys()].filter((key) => plural.test(key) && !pluralForms[language].includes(plural.exec(key)?.[1] ?? ''));
    expect(needless).toEqual([]);
  });

  it('has the same placeholders in every language', () => {
    for (const key of keysOf(catalogues.en)) expect([key, placeholdersOf(catalogues.pl, key)]).toEqual([key, placeholdersOf(catalogues.en, key)]);
  });

  it.each(languages)('has texts without stray spaces and braces (%s)', (language) => {
    const unclean = [...catalogues[language]].filter(([, text]) => text !== text.trim() || text === '' || / {2}/u.test(text) || /[{}]/u.test(text.replace(/\{\{\w+\}\}/gu, '')));
    expect(unclean).toEqual([]);
  });

  it('has no text that nobody uses', () => {
    const bot = join(import.meta.dirname, '..');
    const files = readdirSync(bot, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !/^texts[\\/]/u.test(file));
    const source = files.map((file) => readFileSync(join(bot, file), 'utf8')).join('\n');
    const literals = new Set([...source.matchAll(/['`]([a-z]\w*(?:\.\w+)+)['`]/gu)].map(([, key]) => key));
    const patterns = [...source.matchAll(/`([a-z]\w*\.(?:[\w.]|\$\{[^}`]*\})*)`/gu)].map(([, template = '']) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/gu, '[\\w.]+')}$`, 'u'));
    const unused = keysOf(catalogues.en).filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
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
