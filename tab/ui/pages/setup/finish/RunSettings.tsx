import { Dropdown, Field, Input, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useTexts } from '../../../texts/TextsContext.ts';
import { nameLengthMax } from '../draft/form.ts';
import type { Draft } from '../draft/useDraft.ts';
import { narrow } from '../layout.ts';
import { Part } from '../StepPanel.tsx';
import type { StepProblem } from '../steps.ts';
import { hours, hourText } from './hours.ts';
import { tableNameAfter } from './tableName.ts';
import { TimeZoneChoice } from './TimeZoneChoice.tsx';

const useStyles = makeStyles({
  fields: { display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: tokens.spacingHorizontalL, maxWidth: '800px', [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' } },
  control: { minWidth: 0, width: '100%' },
});

/** Name and output table, and when the enrichment runs. */
export function RunSettings({ draft: { form, change }, problems }: { readonly draft: Draft; readonly problems: readonly StepProblem[] }) {
  const styles = useStyles();
  const texts = useTexts();
  const { text } = texts;
  const error = (...of: readonly StepProblem[]) => {
    const problem = of.find((one) => problems.includes(one));
    return problem === undefined ? {} : ({ validationState: 'error', validationMessage: text(`setup.missing.${problem}`) } as const);
  };
  return (
    <Part title={text('setup.finish.settingsTitle')}>
      <div className={styles.fields}>
        <Field label={text('setup.finish.name')} hint={text('setup.finish.nameHint')} required {...error('nameMissing', 'nameTaken')}>
          <Input
            className={styles.control}
            value={form.name}
            maxLength={nameLengthMax}
            autoComplete="off"
            onChange={(_event, { value }) => change({ name: value, outputTable: tableNameAfter({ name: form.name, newName: value, outputTable: form.outputTable }) })}
          />
        </Field>
        <Field label={text('setup.finish.outputTable')} hint={text('setup.finish.outputTableHint')} required {...error('tableUnusable', 'tableTaken')}>
          <Input className={styles.control} value={form.outputTable} maxLength={50} autoComplete="off" spellCheck={false} onChange={(_event, { value }) => change({ outputTable: value })} />
        </Field>
        <TimeZoneChoice timeZone={form.timeZone} onChoose={(timeZone) => change({ timeZone })} />
        <Field label={text('setup.finish.runHour')} hint={text('setup.finish.runHourHint')}>
          <Dropdown className={styles.control} value={hourText(texts, form.runHour)} selectedOptions={[String(form.runHour)]} onOptionSelect={(_event, { optionValue }) => change({ runHour: Number(optionValue) })}>
            {hours.map((hour) => (
              <Option key={hour} value={String(hour)}>
                {hourText(texts, hour)}
              </Option>
            ))}
          </Dropdown>
        </Field>
      </div>
    </Part>
  );
}
