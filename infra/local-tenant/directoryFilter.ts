import type { DirectoryObject } from './directory.ts';
import { GraphError } from './reply.ts';

type Test = (object: DirectoryObject) => boolean;

const clause =
  /\s*(?:(?<property>\w+)\s+(?<operator>eq|ne)\s+(?:'(?<text>(?:[^']|'')*)'|(?<flag>true|false))|(?<list>\w+)\/any\((?<variable>\w+):\s*\k<variable>\s+eq\s+'(?<element>(?:[^']|'')*)'\))\s*/iy;
const junction = /(?<word>or|and)\s/iy;

/**
 * The `$filter` of a directory collection as a test: `eq` on the given properties and `any(… eq …)` on lists, in an advanced query also `ne`,
 * joined by `and` and `or`, text compared whatever the case. Anything else is refused as Graph refuses it.
 */
export function directoryFilter(filter: string, { entity, properties, isAdvanced }: { readonly entity: string; readonly properties: ReadonlySet<string>; readonly isAdvanced: boolean }): Test {
  const alternatives: Test[][] = [[]];
  let at = 0;
  for (;;) {
    clause.lastIndex = at;
    const groups = clause.exec(filter)?.groups;
    if (groups === undefined) throw new GraphError(400, 'BadRequest', 'Invalid filter clause');
    at = clause.lastIndex;
    const property = groups['property'] ?? groups['list'] ?? '';
    if (!properties.has(property)) {
      const message = `Unsupported or invalid query filter clause specified for property '${property}' of resource '${entity}'.`;
      throw new GraphError(400, 'Request_UnsupportedQuery', message);
    }
    const test = testOf(property, groups);
    const isNegated = groups['operator']?.toLowerCase() === 'ne';
    if (isNegated && !isAdvanced) throw new GraphError(400, 'Request_UnsupportedQuery', 'Operator not supported without the advanced query parameters.');
    alternatives.at(-1)?.push(isNegated ? (object) => !test(object) : test);
    if (at >= filter.length) break;
    junction.lastIndex = at;
    const word = junction.exec(filter)?.groups?.['word'];
    if (word === undefined) throw new GraphError(400, 'BadRequest', 'Invalid filter clause');
    at = junction.lastIndex;
    if (word.toLowerCase() === 'or') alternatives.push([]);
  }
  return (object) => alternatives.some((tests) => tests.every((test) => test(object)));
}

function testOf(property: string, groups: Readonly<Record<string, string | undefined>>): Test {
  if (groups['flag'] !== undefined) return (object) => object[property] === (groups['flag']?.toLowerCase() === 'true');
  const wanted = (groups['text'] ?? groups['element'] ?? '').replaceAll("''", "'").toLowerCase();
  const equals = (value: unknown): boolean => typeof value === 'string' && value.toLowerCase() === wanted;
  if (groups['list'] === undefined) return (object) => equals(object[property]);
  return (object) => Array.isArray(object[property]) && object[property].some(equals);
}
