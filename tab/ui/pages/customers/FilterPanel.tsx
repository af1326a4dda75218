import { Button, DrawerBody, DrawerFooter, DrawerHeader, DrawerHeaderTitle, Dropdown, Field, makeStyles, Option, OverlayDrawer, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ConditionEditor } from '../../components/conditions/ConditionEditor.tsx';
import { isUsable } from '../../components/conditions/conditionTree.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import type { Filter } from './listState.ts';

const levels = ['Year', 'Month', 'Week'] as const;

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface FilterPanelProps {
  readonly filter: Filter | undefined;
  readonly onApply: (filter: Filter | undefined) => void;
  readonly onClose: () => void;
}

/** Conditions that the listed customers satisfy. They hold when they are applied; closing leaves the list as it is. */
export default function FilterPanel({ filter, onApply, onClose }: FilterPanelProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const [level, setLevel] = useState<Filter['level']>(filter?.level ?? 'Year');
  const [condition, setCondition] = useState(filter?.condition);
  const [isChecked, setChecked] = useState(false);
  const apply = () => {
    if (condition !== undefined && !isUsable(condition)) {
      setChecked(true);
      return;
    }
    onApply(condition && { level, condition });
    onClose();
  };
  return (
    <OverlayDrawer open position="end" size="medium" onOpenChange={(_event, { open }) => !open && onClose()}>
      <DrawerHeader>
        <DrawerHeaderTitle action={<Button appearance="subtle" aria-label={text('shell.close')} icon={<DismissRegular />} onClick={onClose} />}>{text('customers.filterTitle')}</DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <div className={styles.body}>
          <Field label={text('customers.filterLevel')} hint={text('customers.filterLevelHint')}>
            <Dropdown value={text(`words.levels.${level}`)} selectedOptions={[level]} onOptionSelect={(_event, { optionValue }) => setLevel(levels.find((known) => known === optionValue) ?? 'Year')}>
              {levels.map((known) => (
                <Option key={known} value={known}>
                  {text(`words.levels.${known}`)}
                </Option>
              ))}
            </Dropdown>
          </Field>
          <ConditionEditor level={level} condition={condition} onChange={setCondition} isChecked={isChecked} />
        </div>
      </DrawerBody>
      <DrawerFooter className={styles.actions}>
        <Button appearance="primary" onClick={apply}>
          {text('customers.applyFilter')}
        </Button>
        <Button
          onClick={() => {
            onApply(undefined);
            onClose();
          }}
        >
          {text('customers.removeFilter')}
        </Button>
      </DrawerFooter>
    </OverlayDrawer>
  );
}
