import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Tree {
  readonly [key: string]: string | Tree;
}

const plural = /_(one|few|many|other)$/u;

/** As the Unicode plural rules have them. */
const pluralForms: Readonly<Record<string, readonly string[]>> = { en: ['one', 'other'], pl: ['few', 'many', 'one', 'other'] };

/** A catalogue of texts, English beside other languages, as the tests of bot and tab look at it. */
export class CatalogueCheck {
  readonly #leaves: Readonly<Record<string, ReadonlyMap<string, string>>>;

  constructor(languages: Readonly<Record<string, Tree>>) {
    this.#leaves = Object.fromEntries(Object.entries(languages).map(([language, tree]) => [language, leavesOf(tree)]));
  }

  /** Without the ending of a plural, sorted. */
  keys(language: string): string[] {
    return [...new Set([...this.#of(language).keys()].map((key) => key.replace(plural, '')))].sort();
  }

  /** Plural forms that the language needs and the catalogue lacks, or has without need. */
  wrongPlurals(language: string): string[] {
    const forms = pluralForms[language] ?? [];
    const leaves = this.#of(language);
    const pluralKeys = new Set(Object.values(this.#leaves).flatMap((texts) => [...texts.keys()].filter((key) => plural.test(key)).map((key) => key.replace(plural, ''))));
    const lacking = [...pluralKeys].flatMap((key) => forms.map((form) => `${key}_${form}`)).filter((key) => !leaves.has(key));
    const needless = [...leaves.keys()].filter((key) => plural.test(key) && !forms.includes(plural.exec(key)?.[1] ?? ''));
    return [...lacking, ...needless];
  }

  /** Of each key the names of the values that its text puts in. */
  placeholders(language: string): (readonly [key: string, names: readonly string[]])[] {
    const leaves = [...this.#of(language)];
    return this.keys(language).map((key) => {
      const texts = leaves.filter(([leaf]) => leaf.replace(plural, '') === key).map(([, text]) => text);
      return [key, [...new Set(texts.flatMap((text) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name ?? '')))].sort()];
    });
  }

  /** Texts with stray spaces or braces, or with nothing in them. */
  unclean(language: string): [key: string, text: string][] {
    return [...this.#of(language)].filter(([, text]) => text !== text.trim() || text === '' || / {2}/u.test(text) || /[{}]/u.test(text.replace(/\{\{\w+\}\}/gu, '')));
  }

  /** English keys that no source below the folder names, as a whole or by a template. */
  unused(folder: string): string[] {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/u.test(file) && !file.endsWith('.test.ts') && !/^(?:texts|dist)[\\/]/u.test(file));
    const source = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
    const literals = new Set([...source.matchAll(/['`]([a-z]\w*(?:\.\w+)+)['`]/gu)].map(([, key]) => key));
    const patterns = [...source.matchAll(/`([a-z]\w*\.(?:[\w.]|\$\{[^}`]*\})*)`/gu)].map(([, template = '']) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/gu, '[\\w.]+')}$`, 'u'));
    return this.keys('en').filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)));
  }

  #of(language: string): ReadonlyMap<string, string> {
    return this.#leaves[language] ?? new Map();
  }
}

function leavesOf(tree: Tree, path = ''): ReadonlyMap<string, string> {
  return new Map(Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...leavesOf(value, `${path}${key}.`)])));
}
