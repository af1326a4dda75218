import { makeStyles } from '@fluentui/react-components';
import { useEffect, useMemo, useRef } from 'react';
import { addAt, asGroup, changeAt, type Place } from './conditionTree.ts';
import type { AggregationLevel, SegmentCondition } from './columns.ts';
import { GroupFields } from './GroupFields.tsx';
import { addButtonId, placeId, type Editing } from './editing.ts';

const useStyles = makeStyles({
  // Rows follow the width of the editor, which may stand in a narrow pane of a wide page.
  editor: { containerType: 'inline-size', minWidth: 0 },
});

export interface ConditionEditorProps {
  readonly level: AggregationLevel;
  readonly condition: SegmentCondition | undefined;
  /** Also while values are missing: `isUsable` of conditionTree.ts tells whether the engine takes the condition. `undefined`: none is left. */
  readonly onChange: (condition: SegmentCondition | undefined) => void;
  /** Tells values that are missing as errors, where somebody wanted to save. */
  readonly isChecked?: boolean;
}

/** Conditions on the columns of the results, joined by and / or, in groups within groups. */
export function ConditionEditor({ level, condition, onChange, isChecked = false }: ConditionEditorProps) {
  const styles = useStyles();
  const editor = useRef<HTMLDivElement>(null);
  const focusNext = useRef<string>(undefined);
  const root = useMemo(() => (condition === undefined ? undefined : asGroup(condition)), [condition]);
  useEffect(() => {
    if (focusNext.current === undefined) return;
    editor.current?.querySelector<HTMLElement>(`[data-focus="${focusNext.current}"]`)?.focus();
    focusNext.current = undefined;
  }, [condition]);
  const editing: Editing = {
    root,
    level,
    isChecked,
    change: (place, change) => onChange(root && changeAt(root, place, change)),
    add: (place, group, added) => {
      const next = addAt(root, place, added);
      const addedAt: Place = [...place, group?.conditions.length ?? 0];
      focusNext.current = placeId(added.kind === 'comparison' ? addedAt : [...addedAt, 0]);
      onChange(next);
    },
    remove: (place) => {
      const next = root && changeAt(root, place, () => undefined);
      // A group that loses its last condition goes with it: the focus goes to the nearest that stays.
      focusNext.current = addButtonId(stayingGroup(next, place.slice(0, -1)));
      onChange(next);
    },
  };
  return (
    <div ref={editor} className={styles.editor}>
      <GroupFields group={root} place={[]} editing={editing} />
    </div>
  );
}

function stayingGroup(root: SegmentCondition | undefined, place: Place): Place {
  let condition = root;
  for (const [depth, number] of place.entries()) {
    condition = condition?.kind === 'comparison' ? undefined : condition?.conditions[number];
    if (condition === undefined || condition.kind === 'comparison') return place.slice(0, depth);
  }
  return place;
}
