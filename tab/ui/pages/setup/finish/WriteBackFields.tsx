import { Caption1, Field, Input, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { useTexts } from '../../../texts/TextsContext.ts';
import { isDataverseName, type SetupEdits, type SetupForm } from '../draft/form.ts';

const useStyles = makeStyles({
  fields: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 280px), 1fr))', gap: tokens.spacingHorizontalXL, alignItems: 'start' },
  quiet: { color: tokens.colorNeutralForeground2, paddingLeft: tokens.spacingHorizontalS },
});

interface WriteBackFieldsProps {
  readonly form: SetupForm;
  readonly isTried: boolean;
  readonly onChange: (edits: SetupEdits) => void;
}

/** Where in Dataverse results are written to, if anywhere. What was typed stays when it is switched off and on again. */
export function WriteBackFields({ form: { isWrittenBack, tableSetName, keyColumn }, isTried, onChange }: WriteBackFieldsProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const told = (value: string) => (!isDataverseName(value) && (value !== '' || isTried) ? { validationMessage: text('setup.finish.dataverseName') } : {});
  return (
    <div>
      <Switch label={text('setup.finish.writeBack')} checked={isWrittenBack} onChange={(_event, { checked }) => onChange({ isWrittenBack: checked, tableSetName, keyColumn })} />
      <div>
        <Caption1 className={styles.quiet}>{text('setup.finish.writeBackText')}</Caption1>
      </div>
      {isWrittenBack && (
        <div className={styles.fields}>
          <Field label={text('setup.finish.tableSetName')} required hint={text('setup.finish.tableSetNameHint')} {...told(tableSetName)}>
            <Input value={tableSetName} onChange={(_event, { value }) => onChange({ tableSetName: value.trim() })} autoComplete="off" spellCheck={false} />
          </Field>
          <Field label={text('setup.finish.keyColumn')} required hint={text('setup.finish.keyColumnHint')} {...told(keyColumn)}>
            <Input value={keyColumn} onChange={(_event, { value }) => onChange({ keyColumn: value.trim() })} autoComplete="off" spellCheck={false} />
          </Field>
        </div>
      )}
    </div>
  );
}
