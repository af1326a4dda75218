import { Field, Input, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { useTexts } from '../../../texts/TextsContext.ts';
import { isDataverseName } from '../draft/form.ts';
import type { Draft } from '../draft/useDraft.ts';
import { narrow } from '../layout.ts';
import { Part } from '../StepPanel.tsx';

const useStyles = makeStyles({
  fields: { display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: tokens.spacingHorizontalL, maxWidth: '800px', [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' } },
  control: { minWidth: 0, width: '100%' },
});

/** Whether the figures of the year go back to Dataverse, and where to. */
export function WriteBack({ draft: { form, change }, isTried }: { readonly draft: Draft; readonly isTried: boolean }) {
  const styles = useStyles();
  const { text } = useTexts();
  const problemOf = (value: string) => (value !== '' || isTried) && !isDataverseName(value) && ({ validationState: 'error', validationMessage: text('setup.finish.dataverseName') } as const);
  return (
    <Part title={text('setup.finish.writeBack')}>
      <Field hint={text('setup.finish.writeBackText')}>
        <Switch label={text('setup.finish.writeBack')} checked={form.isWrittenBack} onChange={(_event, { checked }) => change({ isWrittenBack: checked })} />
      </Field>
      {form.isWrittenBack && (
        <div className={styles.fields}>
          <Field label={text('setup.finish.tableSetName')} hint={text('setup.finish.tableSetNameHint')} required {...problemOf(form.tableSetName)}>
            <Input className={styles.control} value={form.tableSetName} autoComplete="off" spellCheck={false} onChange={(_event, { value }) => change({ tableSetName: value })} />
          </Field>
          <Field label={text('setup.finish.keyColumn')} hint={text('setup.finish.keyColumnHint')} required {...problemOf(form.keyColumn)}>
            <Input className={styles.control} value={form.keyColumn} autoComplete="off" spellCheck={false} onChange={(_event, { value }) => change({ keyColumn: value })} />
          </Field>
        </div>
      )}
    </Part>
  );
}
