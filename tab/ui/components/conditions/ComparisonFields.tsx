import { Button, Checkbox, Field, Input, makeStyles, mergeClasses, Select, tokens, Tooltip } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useTexts } from '../../texts/TextsContext.ts';
import { columnAreas, comparatorsOf, isColumn, isDuration, isNullable, kindOf, type Comparator, type Comparison } from './columns.ts';
import { problemOf, takesValue, withColumn, withComparator, withNullCounts, withValue } from './comparison.ts';
import type { Place } from './conditionTree.ts';
import { comparatorLabel, describeComparison } from './describeCondition.ts';
import { placeId, placeNumber, type Editing } from './editing.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 3fr) minmax(0, 3fr) auto',
    gridTemplateAreas: '"column comparator value remove" "nulls nulls nulls nulls"',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXXS,
    alignItems: 'start',
    // Apart from one another: container queries have no order.
    '@container (min-width: 361px) and (max-width: 560px)': {
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) auto',
      gridTemplateAreas: '"column column remove" "comparator value value" "nulls nulls nulls"',
      rowGap: tokens.spacingVerticalXS,
    },
    '@container (max-width: 360px)': {
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      gridTemplateAreas: '"column remove" "comparator comparator" "value value" "nulls nulls"',
    },
  },
  column: { gridArea: 'column' },
  comparator: { gridArea: 'comparator' },
  alone: { gridColumnEnd: 'value-end' },
  value: { gridArea: 'value', minWidth: 0 },
  input: { minWidth: 0, width: '100%' },
  remove: { gridArea: 'remove' },
  nulls: { gridArea: 'nulls' },
});

interface ComparisonFieldsProps {
  readonly comparison: Comparison;
  readonly place: Place;
  readonly editing: Editing;
}

/** One condition: column, comparison, value. */
export function ComparisonFields({ comparison, place, editing }: ComparisonFieldsProps) {
  const styles = useStyles();
  const texts = useTexts();
  const { text } = texts;
  const { column } = comparison;
  const number = placeNumber(place);
  const change = (changed: Comparison) => editing.change(place, () => changed);
  const offered = comparatorsOf(column);
  const hasValue = takesValue(comparison.comparison);
  return (
    <div role="group" aria-label={text('conditions.row', { number, condition: describeComparison(texts, comparison) })} className={styles.row}>
      <Select className={styles.column} data-focus={placeId(place)} aria-label={text('conditions.column')} value={column} onChange={(_event, { value }) => isColumn(value) && change(withColumn(comparison, value))}>
        {columnAreas.map(({ area, columns }) => (
          <optgroup key={area} label={text(`conditions.area.${area}`)}>
            {columns.map((name) => (
              <option key={name} value={name}>
                {text(`words.columns.${name}`)}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      <Select className={mergeClasses(styles.comparator, !hasValue && styles.alone)} aria-label={text('conditions.comparison')} value={comparison.comparison} onChange={(_event, { value }) => change(withComparator(comparison, value as Comparator))}>
        {(offered.includes(comparison.comparison) ? offered : [...offered, comparison.comparison]).map((comparator) => (
          <option key={comparator} value={comparator}>
            {comparatorLabel(texts, column, comparator)}
          </option>
        ))}
      </Select>
      {hasValue && <ValueField comparison={comparison} isChecked={editing.isChecked} onChange={change} />}
      <Tooltip content={text('conditions.remove', { number })} relationship="label">
        <Button className={styles.remove} appearance="subtle" icon={<DismissRegular />} onClick={() => editing.remove(place)} />
      </Tooltip>
      {hasValue && isNullable(column) && (
        <Checkbox className={styles.nulls} label={text(`conditions.nullCounts.${column}`)} checked={comparison.nullCounts === true} onChange={(_event, { checked }) => change(withNullCounts(comparison, checked === true))} />
      )}
    </div>
  );
}

const inputTypes = { text: 'text', date: 'date', integer: 'number', number: 'number' } as const;

function ValueField({ comparison, isChecked, onChange }: { readonly comparison: Comparison; readonly isChecked: boolean; readonly onChange: (comparison: Comparison) => void }) {
  const styles = useStyles();
  const { text, duration } = useTexts();
  const { column, value } = comparison;
  const kind = kindOf(column);
  const isNumber = kind === 'integer' || kind === 'number';
  const problem = problemOf(comparison);
  const isTold = problem !== undefined && (isChecked || problem !== 'valueMissing');
  const minutes = isDuration(column) && typeof value === 'number' && value >= 60 ? value : undefined;
  return (
    <Field
      className={styles.value}
      {...(isTold && { validationState: 'error', validationMessage: text(`conditions.problems.${problem}`) })}
      {...(minutes !== undefined && !isTold && { hint: text('conditions.sameAs', { duration: duration(minutes * 60) }) })}
    >
      <Input
        aria-label={text('conditions.value')}
        className={styles.input}
        input={{ className: styles.input }}
        type={inputTypes[kind]}
        {...(isNumber && { min: 0, step: kind === 'integer' ? 1 : 'any', inputMode: kind === 'integer' ? 'numeric' : 'decimal' })}
        value={value === undefined ? '' : String(value)}
        onChange={(_event, { value: entered }) => onChange(withValue(comparison, entered === '' ? undefined : isNumber ? Number(entered) : entered))}
      />
    </Field>
  );
}
