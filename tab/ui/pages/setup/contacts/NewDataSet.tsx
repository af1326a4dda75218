import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowUploadRegular, DatabaseRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ContactDataSet } from '../../../api/contract.ts';
import { useChange } from '../../../api/useApi.ts';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { useTexts } from '../../../texts/TextsContext.ts';
import { nameLengthMax } from '../draft/form.ts';
import { Part } from '../StepPanel.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, maxWidth: '400px' },
});

interface NewDataSetProps {
  readonly all: readonly ContactDataSet[];
  readonly hasDataverse: boolean;
  readonly isDisabled: boolean;
  readonly onChoose: (id: string) => void;
}

/** Adds a data set and chooses it. One Dataverse is enough: where it is there already, it is chosen. */
export function NewDataSet({ all, hasDataverse, isDisabled, onChoose }: NewDataSetProps) {
  const styles = useStyles();
  const { text, day } = useTexts();
  const [name, setName] = useState<string>();
  const add = useChange<Pick<ContactDataSet, 'kind' | 'name'>, ContactDataSet>((api, body) => api.send('POST', '/contact-data-sets', { body }), ['/contact-data-sets']);
  const create = async (kind: ContactDataSet['kind'], given: string) => {
    const { id } = await add.mutateAsync({ kind, name: given });
    setName(undefined);
    onChoose(id);
  };
  const hasOwnDataverse = all.some(({ kind }) => kind === 'dataverse');
  const isEmpty = name?.trim() === '';
  return (
    <Part title={text('setup.contacts.addTitle')}>
      {name === undefined ? (
        <div className={styles.buttons}>
          {hasDataverse && !hasOwnDataverse && (
            <Button icon={<DatabaseRegular />} disabledFocusable={isDisabled || add.isPending} onClick={() => void create('dataverse', text('setup.contacts.kinds.dataverse'))}>
              {text('setup.contacts.addDataverse')}
            </Button>
          )}
          <Button icon={<ArrowUploadRegular />} disabledFocusable={isDisabled || add.isPending} onClick={() => setName(text('setup.contacts.csvName', { day: day(localDay()) }))}>
            {text('setup.contacts.addCsv')}
          </Button>
        </div>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (!isEmpty) void create('csv', name.trim());
          }}
        >
          <Field className={styles.name} label={text('setup.contacts.nameLabel')} {...(isEmpty && { validationMessage: text('setup.contacts.nameMissing') })}>
            <Input value={name} maxLength={nameLengthMax} onChange={(_event, { value }) => setName(value)} autoFocus />
          </Field>
          <Button type="submit" appearance="primary" disabledFocusable={isEmpty || add.isPending}>
            {text('setup.contacts.create')}
          </Button>
          <Button onClick={() => setName(undefined)}>{text('shell.cancel')}</Button>
        </form>
      )}
      {add.isError && <FailureMessage error={add.error} />}
    </Part>
  );
}

/** Today where the browser is, as `YYYY-MM-DD`. */
function localDay(): string {
  return new Intl.DateTimeFormat('sv-SE').format(Date.now());
}
