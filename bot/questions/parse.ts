import type { Language } from '../texts/language.ts';
import { comparedNames } from './comparedNames.ts';
import type { ParsedQuestion, Question } from './question.ts';
import { wordMeant } from './spelling.ts';
import { tokensOf, unquoted, type Token } from './tokens.ts';
import {
  accountNouns,
  afterthoughts,
  articles,
  commands,
  commandWords,
  compareLinks,
  compareWords,
  fillers,
  firstOpenings,
  greetings,
  languageNames,
  languageNouns,
  languageVerbs,
  looseOpenings,
  namingOpenings,
  politeness,
  prepositions,
  segmentWords,
  topics,
  versusWords,
  type Opening,
} from './vocabulary.ts';

/** Nobody writes a longer question; the rest is not read. */
const textLengthMax = 1_000;
const nameLengthMax = 300;
const comparedMax = 4;

/** Controls of direction, and spaces without width, which come along when somebody copies a text of ours. Joiners stay: they are part of a name. */
const invisible = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

const allFillers: ReadonlySet<string> = new Set([...fillers.en, ...fillers.pl]);
const plainVocabulary: ReadonlySet<string> = new Set([...commandWords, ...allFillers]);

/** A way of reading the tokens; undefined where they do not say such a thing. */
type Reading = (tokens: readonly Token[], text: string) => ParsedQuestion | undefined;

/** In this order: what cannot be a mere name comes before what might be one. */
const readings: readonly Reading[] = [readCompare, readSegment, readNamed, readLanguage, readCommand, readAbout, readLooselyNamed];

/**
 * What is asked, by the words alone: which customers there are is not known here. Case, diacritics, punctuation and typing errors in our own
 * words do not matter. A text that is no question of ours is the name of an account. Never throws.
 */
export function parseQuestion(text: string): ParsedQuestion {
  const cutText = Array.from(text.slice(0, 2 * textLengthMax).replace(invisible, '')).slice(0, textLengthMax).join('');
  const all = trimmed(tokensOf(cutText));
  const tokens = trimmed(withoutPoliteness(all));
  if (tokens.length === 0) return { question: { kind: 'help' }, language: languageOf(all) };
  for (const read of readings) {
    const parsed = read(tokens, cutText);
    if (parsed !== undefined) return { question: parsed.question, language: parsed.language ?? languageOf(all) };
  }
  return { question: customer(tokens, cutText), language: languageOf(all.slice(0, all.length - tokens.length)) };
}

function readCompare(tokens: readonly Token[], text: string): ParsedQuestion | undefined {
  const start = afterFillers(tokens, (token) => languageIn(token, compareWords) !== undefined);
  const isComparison = start !== undefined || tokens.slice(1, -1).some(({ word }) => versusWords.has(word));
  if (!isComparison) return undefined;
  const language = start === undefined ? undefined : languageIn(tokens[start], compareWords);
  const rest = start === undefined ? tokens : dropWhile(tokens.slice(start + 1), ({ word }) => compareLinks.has(word));
  const names = comparedNames(rest).map((name) => nameOf(name, text)).filter((name) => name !== '');
  const [only] = names;
  if (only === undefined) return { question: { kind: 'help' }, language };
  if (names.length === 1) return { question: { kind: 'customer', name: only }, language };
  return { question: { kind: 'compare', names: names.slice(0, comparedMax) }, language };
}

function readSegment(tokens: readonly Token[], text: string): ParsedQuestion | undefined {
  const start = afterFillers(tokens, (token) => languageIn(token, segmentWords) !== undefined);
  if (start === undefined) return undefined;
  const language = languageIn(tokens[start], segmentWords);
  const rest = tokens.slice(start + 1);
  const name = rest.every(({ word }) => allFillers.has(word)) ? '' : nameOf(rest, text);
  return { question: { kind: 'segment', name }, language: language === 'both' ? undefined : language };
}

function readNamed(tokens: readonly Token[], text: string): ParsedQuestion | undefined {
  for (const opening of [...namingOpenings, ...firstOpenings]) {
    const start = firstOpenings.includes(opening) ? 0 : afterFillers(tokens, (_, index) => isOpenedBy(tokens.slice(index), opening));
    if (start === undefined || !isOpenedBy(tokens.slice(start), opening)) continue;
    const rest = withoutNoun(tokens.slice(start + opening.words.length));
    // "Engagement of our customers" names none.
    if (rest.every(({ word, quoted }) => quoted === undefined && allFillers.has(word))) continue;
    return { question: customer(rest, text), language: opening.language };
  }
  return undefined;
}

function readLanguage(tokens: readonly Token[]): ParsedQuestion | undefined {
  const names = tokens.filter(({ word }) => languageNames.has(word));
  const noun = tokens.map((token) => languageIn(token, languageNouns)).find((language) => language !== undefined);
  const verb = tokens.map((token) => languageIn(token, languageVerbs)).find((language) => language !== undefined);
  const isAllKnown = tokens.every((token) => names.includes(token) || languageIn(token, languageNouns) !== undefined || languageIn(token, languageVerbs) !== undefined || allFillers.has(token.word));
  if (!isAllKnown || (noun === undefined && (verb === undefined || names.length === 0))) return undefined;
  return { question: { kind: 'language', language: languageNames.get(names.at(-1)?.word ?? '') }, language: noun ?? verb };
}

function readCommand(tokens: readonly Token[]): ParsedQuestion | undefined {
  const meant = tokens.map(({ word, written, quoted }) => (quoted === undefined ? (/^\d+$/u.test(word) ? word : wordMeant(written, plainVocabulary)) : undefined));
  if (meant.includes(undefined)) return undefined;
  const said = new Set(meant);
  const command = commands.find(({ words }) => words.every((word) => said.has(word)));
  return { question: { kind: command?.kind ?? 'help' }, language: command?.language };
}

/** "When did we last talk to Contoso": after a sentence in small letters about a topic comes a name, and before the name mostly a preposition. */
function readAbout(tokens: readonly Token[], text: string): ParsedQuestion | undefined {
  const isSaid = (token: Token, index: number) => token.quoted === undefined && (index === 0 || !isCapital(token)) && (allFillers.has(token.word) || topics.has(token.word));
  const said = tokens.slice(0, Math.max(tokens.findIndex((token, index) => !isSaid(token, index)), 0));
  const place = said.findLastIndex(({ word }) => prepositions.has(word));
  const before = said.slice(0, place === -1 ? undefined : place);
  const isSentence = before.some(({ word }) => topics.has(word)) && said.length >= (place === -1 ? 3 : 2);
  return isSentence ? { question: customer(withoutNoun(tokens.slice(place === -1 ? said.length : place + 1)), text), language: undefined } : undefined;
}

function readLooselyNamed(tokens: readonly Token[], text: string): ParsedQuestion | undefined {
  const opening = looseOpenings.find((one) => isOpenedBy(tokens, one));
  if (opening === undefined) return undefined;
  const rest = withoutNoun(tokens.slice(opening.words.length));
  return rest.length === 0 ? undefined : { question: customer(rest, text), language: opening.language };
}

function customer(tokens: readonly Token[], text: string): Question {
  const kept = withoutAfterthoughts(tokens);
  const name = nameOf(kept, text);
  // "Contoso's score"
  const isOwner = kept.length < trimmed(tokens).length;
  return name === '' ? { kind: 'help' } : { kind: 'customer', name: isOwner ? name.replace(/['’]s$/u, '') : name };
}

/** As it was written, from the first token to the last. */
function nameOf(tokens: readonly Token[], text: string): string {
  const [first, last] = [tokens.at(0), tokens.at(-1)];
  if (first === undefined || last === undefined) return '';
  const written = text.slice(first.start, last.end);
  const name = unquoted(written) ?? written.replace(/^[\s:,;"“”„«»–—-]+|[\s:,;.!?…"“”„«»]+$/gu, '');
  return Array.from(name).slice(0, nameLengthMax).join('').trim();
}

function isOpenedBy(tokens: readonly Token[], { words }: Opening): boolean {
  return tokens.length > words.length && words.every((word, index) => tokens[index]?.quoted === undefined && wordMeant(tokens[index]?.written ?? '', new Set([word])) !== undefined);
}

/** Where the token stands that is looked for, if there are fillers only before it. */
function afterFillers(tokens: readonly Token[], isIt: (token: Token, index: number) => boolean): number | undefined {
  for (const [index, token] of tokens.entries()) {
    if (token.quoted !== undefined) return undefined;
    if (isIt(token, index)) return index;
    if (!allFillers.has(token.word)) return undefined;
  }
  return undefined;
}

function languageIn<Key extends string>(token: Token | undefined, byLanguage: Readonly<Record<Key, ReadonlySet<string>>>): Key | undefined {
  if (token === undefined || token.quoted !== undefined) return undefined;
  return (Object.keys(byLanguage) as Key[]).find((language) => wordMeant(token.written, byLanguage[language]) !== undefined);
}

/** By the words that are of one language only. */
function languageOf(tokens: readonly Token[]): Language | undefined {
  const count = (language: Language, other: Language) =>
    tokens.filter(({ word }) => (fillers[language].has(word) || politeness[language].has(word)) && !fillers[other].has(word) && !politeness[other].has(word)).length;
  const [en, pl] = [count('en', 'pl'), count('pl', 'en')];
  if (en === pl) return undefined;
  return en > pl ? 'en' : 'pl';
}

function withoutPoliteness(tokens: readonly Token[]): readonly Token[] {
  const [greeting, ...others] = tokens;
  const rest = greeting !== undefined && others.length > 0 && greeting.isBeforeComma && greetings.has(greeting.word) ? others : tokens;
  const isPolite = ({ word }: Token) => politeness.en.has(word) || politeness.pl.has(word);
  return dropWhile(rest, isPolite);
}

function withoutAfterthoughts(tokens: readonly Token[]): readonly Token[] {
  const isAfterthought = (token: Token) => afterthoughts.has(token.word) && !isCapital(token);
  const kept = trimmed(tokens);
  return kept.length > 1 && kept.slice(-1).some(isAfterthought) ? withoutAfterthoughts(kept.slice(0, -1)) : kept;
}

function withoutNoun(tokens: readonly Token[]): readonly Token[] {
  const [noun, next, ...others] = tokens;
  if (noun === undefined || next === undefined || isCapital(noun)) return tokens;
  const isDropped = accountNouns.has(noun.word) || (articles.has(noun.word) && (accountNouns.has(next.word) || isCapital(next)));
  return isDropped ? withoutNoun([next, ...others]) : tokens;
}

function isCapital({ written }: Token): boolean {
  return written !== written.toLowerCase();
}

/** Without mere punctuation at the ends. */
function trimmed(tokens: readonly Token[]): readonly Token[] {
  const isSomething = ({ word, quoted }: Token) => word !== '' || quoted !== undefined;
  return tokens.slice(Math.max(tokens.findIndex(isSomething), 0), tokens.findLastIndex(isSomething) + 1);
}

function dropWhile(tokens: readonly Token[], isDropped: (token: Token) => boolean): readonly Token[] {
  const first = tokens.findIndex((token) => !isDropped(token));
  return first === -1 ? [] : tokens.slice(first);
}
