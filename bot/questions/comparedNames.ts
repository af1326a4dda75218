import type { Token } from './tokens.ts';
import { versusWords } from './vocabulary.ts';

const and: ReadonlySet<string> = new Set(['and', 'i', 'oraz']);
/** These join two names only once, and only in the question: Sp. z o.o. */
const against: ReadonlySet<string> = new Set(['with', 'to', 'against', 'z', 'ze', 'do']);
const signs: ReadonlySet<string> = new Set(['&', '+']);

/** What follows an "and" within a name. */
const continuations: ReadonlySet<string> = new Set(
  'sons son daughters brothers bros co company partners partner associates friends family synowie syn corki bracia wspolnicy wspolnik spolka partnerzy'.split(' '),
);
/** What follows a comma within a name. */
const legalForms: ReadonlySet<string> = new Set('inc ltd limited llc llp plc corp co gmbh ag sa se bv nv spa sp'.split(' '));

type Cut = (token: Token, next: Token | undefined) => boolean;

/**
 * The names that are to be compared, as the tokens of each. Quotation marks keep a name together; without them, "and" is taken for part of a
 * name where `Sons` or the like follows, and `&` where the names can be told apart without it.
 */
export function comparedNames(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const isVersus: Cut = ({ word }) => versusWords.has(word);
  if (tokens.some((token) => isVersus(token, undefined))) return cut(tokens, isVersus);
  const byComma = cutAtCommas(tokens);
  const last = byComma.at(-1) ?? [];
  // "A, B and C": within a list with commas, one "and" is between names.
  const ends = byComma.length > 1 ? cutAtLast(last, isAnd) : cutAtWords(last);
  return [...byComma.slice(0, -1), ...ends].filter((name) => name.length > 0);
}

const isAnd: Cut = ({ word }, next) => and.has(word) && !continuations.has(next?.word ?? '');

function cutAtWords(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const first = tokens.findIndex((token, index) => isAgainst(token, tokens[index + 1]));
  const isAgainstFirst: Cut = (token) => token === tokens[first];
  const ways: readonly Cut[] = [
    (token, next) => isAnd(token, next) || isAgainstFirst(token, next),
    ({ word }) => and.has(word),
    ({ written }, next) => signs.has(written) && !continuations.has(next?.word ?? ''),
    ({ written }) => signs.has(written),
  ];
  const found = ways.map((isCut) => cut(tokens, isCut)).find((names) => names.length > 1);
  if (found !== undefined) return found;
  // Names in quotation marks need nothing between them.
  const isAllQuoted = tokens.every(({ quoted }) => quoted !== undefined);
  return isAllQuoted ? tokens.map((token) => [token]) : [tokens];
}

function isAgainst({ word }: Token, next: Token | undefined): boolean {
  return against.has(word) && !(word === 'z' && (next?.word ?? '').startsWith('o') && (next?.word.length ?? 0) <= 2);
}

function cut(tokens: readonly Token[], isCut: Cut): Token[][] {
  const names: Token[][] = [[]];
  tokens.forEach((token, index) => {
    if (isCut(token, tokens[index + 1])) names.push([]);
    else names.at(-1)?.push(token);
  });
  return names.filter((name) => name.length > 0);
}

function cutAtLast(tokens: readonly Token[], isCut: Cut): Token[][] {
  const last = tokens.findLast((token, index) => isCut(token, tokens[index + 1])) ?? tokens.findLast(({ written }) => signs.has(written));
  return cut(tokens, (token) => token === last);
}

function cutAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const names: Token[][] = [[]];
  tokens.forEach((token, index) => {
    names.at(-1)?.push(token);
    const next = tokens[index + 1];
    if (token.isBeforeComma && next !== undefined && !legalForms.has(next.word)) names.push([]);
  });
  return names;
}
