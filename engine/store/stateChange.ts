import { isDeepStrictEqual } from 'node:util';
import { createDraft, current, freeze, isDraft } from 'immer';
import { z } from 'zod';
import { EngagementFailure } from '../model/failure.ts';
import { stateSchema, type State } from '../model/state.ts';

/** What a change has come to. */
export interface StateChange<Result> {
  /** Deeply frozen; shares with the state before whatever is the same, and is that state itself where everything is. */
  readonly state: State;
  /** Plain data; of what was changed a copy. */
  readonly result: Result;
}

/**
 * Makes a change to a state, which stays as it is. The cost follows what the change looks at and alters: neither copies nor checks the rest.
 * `before`: deeply frozen, and as `stateSchema` gives it, member by member.
 * @throws whatever `change` throws; EngagementFailure `serviceFault` where the changed state could not be read back.
 */
export function changeState<Result>(before: State, change: (state: State) => Result): StateChange<Result> {
  // Not `produce`: finishing a draft would freeze, or keep, what the caller has put into it. And not `enableArrayMethods`: it shows
  // `filter` and `find` other objects than they give, so that `one !== found` would hold for each of them.
  const draft = createDraft(before);
  const result = settled(change(draft)) as Result;
  return { state: checked(before, current(draft)), result };
}

/** What a change gives back, without the drafts in it: plain objects and lists are walked through, anything else is left as it is. */
function settled(value: unknown): unknown {
  if (isDraft(value)) return current(value);
  if (Array.isArray(value)) return value.map(settled);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, settled(part)]));
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/**
 * The same reference as before was checked before. Of a list only the new elements are looked at: the schemas of the lists have no rule but
 * that of their elements. What is kept is what the schema makes of an element: without unknown keys, and no object that the caller holds.
 */
function checked(before: State, after: State): State {
  if (after === before) return before;
  const issues: z.core.$ZodIssue[] = [];
  const parse = (schema: z.core.$ZodType, value: unknown, was: unknown, place: readonly (string | number)[]): unknown => {
    const result = z.safeParse(schema, value);
    if (result.success) return isDeepStrictEqual(result.data, was) ? was : result.data;
    issues.push(...result.error.issues.map((issue) => ({ ...issue, path: [...place, ...issue.path] })));
    return value;
  };
  const member = (name: keyof State): unknown => {
    const schema = stateSchema.shape[name];
    const was = before[name];
    const is: unknown = after[name];
    if (is === was) return was;
    if (!(schema instanceof z.ZodArray) || !Array.isArray(was) || !Array.isArray(is)) return parse(schema, is, was, [name]);
    const known = new Set<unknown>(was);
    // `from` sees holes too, which could not be read back.
    const elements = Array.from<unknown, unknown>(is, (element, index) => (known.has(element) ? element : parse(schema.element, element, was[index], [name, index])));
    return elements.length === was.length && elements.every((element, index) => element === was[index]) ? was : elements;
  };
  const names = stateSchema.keyof().options;
  const state = Object.fromEntries(names.map((name) => [name, member(name)])) as State;
  if (issues.length > 0) throw unreadable(new z.ZodError(issues));
  return names.every((name) => state[name] === before[name]) ? before : freeze(state, true);
}

function unreadable(error: z.ZodError): EngagementFailure {
  const message = `A change would have made the state unreadable (${placesOf(error)}), and was not made. This is a fault of the program: report it.`;
  return new EngagementFailure('serviceFault', message, { cause: error });
}

/** Where something else stands than belongs there. Never the content: it holds what people have typed. */
export function placesOf(error: z.ZodError): string {
  return error.issues.map(({ path }) => (path.length > 0 ? path.join('.') : 'its top')).join(', ');
}
