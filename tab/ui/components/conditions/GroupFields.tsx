import { Body1, Button, Caption1, makeStyles, mergeClasses, Select, tokens, Tooltip, typographyStyles } from '@fluentui/react-components';
import { AddRegular, DismissRegular, GroupListRegular } from '@fluentui/react-icons';
import { Fragment } from 'react';
import { useTexts } from '../../texts/TextsContext.ts';
import type { ConditionGroup } from './columns.ts';
import { newComparison } from './comparison.ts';
import { ComparisonFields } from './ComparisonFields.tsx';
import { newGroup, roomAt, type Place } from './conditionTree.ts';
import { describeComparison } from './describeCondition.ts';
import { addButtonId, placeNumber, type Editing } from './editing.ts';

const useStyles = makeStyles({
  // A fieldset does not shrink below its content unless it is told so.
  group: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr) auto', alignItems: 'center', columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalS, minWidth: 0, margin: 0, padding: 0, border: 'none' },
  inner: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalM}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderLeft: `${tokens.strokeWidthThickest} solid ${tokens.colorBrandStroke1}`,
    '@container (max-width: 560px)': { padding: `${tokens.spacingVerticalS} 0 ${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`, borderRight: 'none', borderTop: 'none', borderBottom: 'none', borderRadius: 0 },
  },
  // Browsers draw a legend into the border, unless it floats.
  legend: { ...typographyStyles.body1Strong, float: 'left', padding: 0, minHeight: '32px', alignContent: 'center' },
  match: { gridColumn: '2', justifySelf: 'start', maxWidth: '100%', '@container (max-width: 560px)': { gridColumn: '1 / -1', gridRow: '2' } },
  remove: { gridColumn: '3' },
  content: { gridColumn: '1 / -1', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  joint: { color: tokens.colorNeutralForeground2, paddingLeft: tokens.spacingHorizontalXS },
  hint: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalXS },
});

interface GroupFieldsProps {
  /** Undefined: an editor without a condition. */
  readonly group: ConditionGroup | undefined;
  readonly place: Place;
  readonly editing: Editing;
}

/** A group of conditions, and the groups within it. */
export function GroupFields({ group, place, editing }: GroupFieldsProps) {
  const styles = useStyles();
  const texts = useTexts();
  const { text } = texts;
  const isRoot = place.length === 0;
  const number = placeNumber(place);
  const conditions = group?.conditions ?? [];
  return (
    <fieldset className={mergeClasses(styles.group, !isRoot && styles.inner)}>
      <legend className={styles.legend}>{isRoot ? text(`conditions.legend.${editing.level}`) : text('conditions.group', { number })}</legend>
      {group !== undefined && conditions.length > 1 && (
        <Select
          className={styles.match}
          size="small"
          aria-label={text('conditions.match')}
          value={group.kind}
          onChange={(_event, { value }) => editing.change(place, (condition) => (condition.kind === 'comparison' ? condition : { ...condition, kind: value === 'any' ? 'any' : 'all' }))}
        >
          <option value="all">{text('conditions.all')}</option>
          <option value="any">{text('conditions.any')}</option>
        </Select>
      )}
      {!isRoot && (
        <Tooltip content={text('conditions.removeGroup', { number })} relationship="label">
          <Button className={styles.remove} appearance="subtle" icon={<DismissRegular />} onClick={() => editing.remove(place)} />
        </Tooltip>
      )}
      <div className={styles.content}>
        {conditions.length === 0 && <Body1 className={styles.hint}>{text('conditions.noConditions', { example: describeComparison(texts, newComparison('DaysSinceLastEmail')) })}</Body1>}
        {conditions.map((condition, index) => {
          const innerPlace = [...place, index];
          return (
            // Conditions have no identity of their own; their fields hold no state that could be left to another.
            <Fragment key={index}>
              {index > 0 && group !== undefined && <Caption1 className={styles.joint}>{text(group.kind === 'all' ? 'conditions.and' : 'conditions.or')}</Caption1>}
              {condition.kind === 'comparison' ? <ComparisonFields comparison={condition} place={innerPlace} editing={editing} /> : <GroupFields group={condition} place={innerPlace} editing={editing} />}
            </Fragment>
          );
        })}
        <AddButtons group={group} place={place} editing={editing} />
      </div>
    </fieldset>
  );
}

function AddButtons({ group, place, editing }: GroupFieldsProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const { root, add } = editing;
  const room = root === undefined || group === undefined ? { comparison: true, group: false } : roomAt(root, group, place);
  const number = placeNumber(place);
  if (!room.comparison) return <Caption1 className={styles.hint}>{text('conditions.full')}</Caption1>;
  return (
    <div className={styles.actions}>
      <Button
        size="small"
        icon={<AddRegular />}
        data-focus={addButtonId(place)}
        {...(number !== '' && { 'aria-label': text('conditions.addConditionTo', { number }) })}
        onClick={() => add(place, group, newComparison())}
      >
        {text('conditions.addCondition')}
      </Button>
      {room.group && (
        <Button
          size="small"
          appearance="subtle"
          icon={<GroupListRegular />}
          {...(number !== '' && { 'aria-label': text('conditions.addGroupTo', { number }) })}
          onClick={() => add(place, group, newGroup(group?.kind ?? 'all'))}
        >
          {text('conditions.addGroup')}
        </Button>
      )}
    </div>
  );
}
