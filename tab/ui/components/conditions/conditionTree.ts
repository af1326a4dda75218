import type { Comparison, ConditionGroup, SegmentCondition } from './columns.ts';
import { newComparison, problemOf } from './comparison.ts';

/** The limits of engine/segments/compileCondition.ts and of the contract. */
export const depthMax = 5;
export const comparisonsMax = 100;
export const groupSizeMax = 50;

/** Where a condition stands: its number in each group, from the outermost on; the root has none. */
export type Place = readonly number[];

/** The condition as a group, since an editor begins with one. */
export function asGroup(condition: SegmentCondition): ConditionGroup {
  return condition.kind === 'comparison' ? { kind: 'all', conditions: [condition] } : condition;
}

export function comparisonsIn(condition: SegmentCondition): readonly Comparison[] {
  return condition.kind === 'comparison' ? [condition] : condition.conditions.flatMap(comparisonsIn);
}

function depthOf(condition: SegmentCondition): number {
  return condition.kind === 'comparison' ? 0 : 1 + Math.max(0, ...condition.conditions.map(depthOf));
}

/** The root with another condition at the place; `undefined` takes it away, and with it each group that it leaves empty. */
export function changeAt(root: SegmentCondition, place: Place, change: (condition: SegmentCondition) => SegmentCondition | undefined): SegmentCondition | undefined {
  const [first, ...rest] = place;
  if (first === undefined) return change(root);
  if (root.kind === 'comparison') return root;
  const conditions = root.conditions.flatMap((inner, number) => (number === first ? (changeAt(inner, rest, change) ?? []) : [inner]));
  return conditions.length === 0 ? undefined : { ...root, conditions };
}

/** The root with one more at the end of the group at the place; a root that is not there yet begins with it. */
export function addAt(root: SegmentCondition | undefined, place: Place, added: SegmentCondition): SegmentCondition | undefined {
  if (root === undefined) return asGroup(added);
  return changeAt(root, place, (group) => (group.kind === 'comparison' ? group : { ...group, conditions: [...group.conditions, added] }));
}

/** A group to begin with; one within a group of `all` is one of `any`, since another `all` would change nothing. */
export function newGroup(within: ConditionGroup['kind']): ConditionGroup {
  return { kind: within === 'all' ? 'any' : 'all', conditions: [newComparison()] };
}

/** Whether a comparison, and whether a group, can still be added to the group at the place. */
export function roomAt(root: ConditionGroup, group: ConditionGroup, place: Place): { readonly comparison: boolean; readonly group: boolean } {
  const comparison = group.conditions.length < groupSizeMax && comparisonsIn(root).length < comparisonsMax;
  return { comparison, group: comparison && place.length + 1 < depthMax };
}

/** Whether the engine takes the condition: every comparison has what it needs, and the whole keeps within the limits. */
export function isUsable(condition: SegmentCondition): boolean {
  const comparisons = comparisonsIn(condition);
  return comparisons.length <= comparisonsMax && depthOf(condition) <= depthMax && areGroupsFilled(condition) && comparisons.every((comparison) => problemOf(comparison) === undefined);
}

function areGroupsFilled(condition: SegmentCondition): boolean {
  return condition.kind === 'comparison' || (condition.conditions.length >= 1 && condition.conditions.length <= groupSizeMax && condition.conditions.every(areGroupsFilled));
}
