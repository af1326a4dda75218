import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../../engine/index.ts';
import { CatalogueCheck } from '../../../test/catalogue.ts';
import { languages } from '../host/host.ts';
import { en } from './en/index.ts';
import { pl } from './pl/index.ts';
import { textsIn, type TextKey } from './texts.ts';

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

  it.each(failureCodes)('says in every language what %s means and what to do', async (code) => {
    for (const language of languages) {
      const { text } = await textsIn(language);
      expect(text(`failures.${code}.title`)).toMatch(/^\p{Lu}.*[^.]$/u);
      expect(text(`failures.${code}.remedy`)).toMatch(/^\p{Lu}.*[.]$/u);
    }
  });
});

describe('texts', () => {
  it('put in names as they are, and numbers as people of the language write them', async () => {
    const { text } = await textsIn('en');
    expect(text('shell.typeToConfirm', { typed: '{{x}} <b> $t(shell.close)' })).toBe('To confirm, type: {{x}} <b> $t(shell.close)');
  });

  it('choose the plural by the number', async () => {
    const { text } = await textsIn('pl');
    const fresh = (count: number) => text('shell.fresh', { count, updated: 'wczoraj' });
    expect([1, 3, 1_365].map(fresh)).toEqual(['Zaktualizowano wczoraj · dane z 1 dnia', 'Zaktualizowano wczoraj · dane z 3 dni', expect.stringMatching(/^Zaktualizowano wczoraj · dane z 1\s?365 dni$/u)]);
  });

  it('fail on a text that is not in the catalogue, rather than show its key', async () => {
    const { text } = await textsIn('en');
    expect(() => text('shell.nonsense' as TextKey)).toThrow('shell.nonsense');
  });
});
