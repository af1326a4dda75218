import type { DirectoryObject } from './directory.ts';
import { GraphError } from './reply.ts';

type Test = (object: DirectoryObject) => boolean;

const clause = /\s*"(?<property>\w+):(?<text>(?:[^"\\]|\\["\\])*)"\s*/y;
const junction = /OR\s/y;

/** Compared by words; other properties by their beginning. */
const tokenized: ReadonlySet<string> = new Set(['displayName', 'description']);

/**
 * The `$search` of a directory collection as a test: clauses such as `"displayName:ann"`, joined by `OR`, text compared whatever the case.
 * Anything else is refused. https://learn.microsoft.com/graph/search-query-parameter
 */
export function directorySearch(search: string, isEventual: boolean): Test {
  if (!isEventual) {
    const message = "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'";
    throw new GraphError(400, 'Request_UnsupportedQuery', message);
  }
  const tests: Test[] = [];
  for (let at = 0; ; ) {
    clause.lastIndex = at;
    const groups = clause.exec(search)?.groups;
    if (groups === undefined) throw malformed(search, at);
    tests.push(testOf(groups['property'] ?? '', (groups['text'] ?? '').replace(/\\(["\\])/g, '$1')));
    at = clause.lastIndex;
    if (at >= search.length) return (object) => tests.some((test) => test(object));
    junction.lastIndex = at;
    if (!junction.test(search)) throw malformed(search, at);
    at = junction.lastIndex;
  }
}

function testOf(property: string, text: string): Test {
  const valueOf = (object: DirectoryObject): string => (typeof object[property] === 'string' ? object[property] : '');
  if (!tokenized.has(property)) return (object) => valueOf(object).toLowerCase().startsWith(text.toLowerCase());
  const wanted = (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.toLowerCase());
  return (object) => {
    const tokens = tokensOf(valueOf(object));
    return wanted.length > 0 && wanted.every((begin) => tokens.some((token) => token.startsWith(begin)));
  };
}

/** The words, and their parts where letters follow digits or a capital follows small letters: OneVideo is found by `one`, `video` and `onev`. */
function tokensOf(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const parts = words.flatMap((word) => word.match(/\p{N}+|\p{Lu}*\p{Ll}+|\p{L}+/gu) ?? []);
  return [...words, ...parts].map((token) => token.toLowerCase());
}

function malformed(search: string, at: number): GraphError {
  return new GraphError(400, 'BadRequest', `Syntax error: character '${search[at] ?? ''}' is not valid at position ${at} in '${search}'.`);
}
