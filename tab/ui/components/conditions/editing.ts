import type { AggregationLevel, ConditionGroup, SegmentCondition } from './columns.ts';
import type { Place } from './conditionTree.ts';

/** What the fields of an editor know of the whole, and how they change it. */
export interface Editing {
  readonly root: ConditionGroup | undefined;
  readonly level: AggregationLevel;
  readonly isChecked: boolean;
  readonly change: (place: Place, change: (condition: SegmentCondition) => SegmentCondition) => void;
  readonly add: (place: Place, group: ConditionGroup | undefined, added: SegmentCondition) => void;
  readonly remove: (place: Place) => void;
}

/** Names what takes the focus when a condition has come or gone (`data-focus`). */
export const placeId = (place: Place): string => `condition-${place.join('-')}`;
export const addButtonId = (place: Place): string => `add-${place.join('-')}`;

/** How people number it: `2.1` is the first condition of a group that is the second. */
export const placeNumber = (place: Place): string => place.map((number) => number + 1).join('.');
