import { Body1, Body1Strong, Button, Caption1, makeStyles, mergeClasses, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { DatabaseRegular, DeleteRegular, DocumentTableRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ContactDataSet } from '../../../api/contract.ts';
import { useChange, useEnrichments } from '../../../api/useApi.ts';
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx';
import { nameOf } from '../../../components/useChosenEnrichment.ts';
import { useTexts } from '../../../texts/TextsContext.ts';

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column', alignItems: 'stretch', gap: tokens.spacingVerticalS },
  card: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}` },
  chosen: { border: `${tokens.strokeWidthThin} solid ${tokens.colorBrandStroke1}`, backgroundColor: tokens.colorNeutralBackground4 },
  radio: { flexGrow: 1, minWidth: 0 },
  label: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  icon: { display: 'flex', fontSize: '24px', color: tokens.colorNeutralForeground2 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface DataSetListProps {
  readonly all: readonly ContactDataSet[];
  readonly chosenId: string | undefined;
  readonly ownEnrichmentId: string;
  readonly isDisabled: boolean;
  readonly onChoose: (id: string) => void;
}

/** The contact data sets that there are. One that no enrichment uses can be deleted. */
export function DataSetList({ all, chosenId, ownEnrichmentId, isDisabled, onChoose }: DataSetListProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const enrichments = useEnrichments().data ?? [];
  const [leaving, setLeaving] = useState<ContactDataSet>();
  const remove = useChange<string, undefined>((api, id) => api.send('DELETE', `/contact-data-sets/${id}`), ['/contact-data-sets']);
  if (all.length === 0) return <Body1>{text('setup.contacts.empty')}</Body1>;
  const usersOf = (id: string) => enrichments.filter(({ enrichment: { settings, draft } }) => settings?.contactDataSetId === id || draft?.contactDataSetId === id);
  return (
    <>
      <RadioGroup className={styles.group} aria-label={text('setup.contacts.listLabel')} value={chosenId ?? ''} onChange={(_event, { value }) => onChoose(value)} disabled={isDisabled}>
        {all.map((dataSet) => {
          const users = usersOf(dataSet.id);
          const others = users.filter(({ enrichment }) => enrichment.id !== ownEnrichmentId).map((view) => nameOf(view) ?? text('setup.contacts.usedByUnnamed'));
          return (
            <div key={dataSet.id} className={mergeClasses(styles.card, dataSet.id === chosenId && styles.chosen)}>
              <Radio className={styles.radio} value={dataSet.id} label={<Label dataSet={dataSet} others={others} />} />
              {users.length === 0 && dataSet.id !== chosenId && (
                <Button appearance="subtle" icon={<DeleteRegular />} aria-label={text('setup.contacts.deleteOf', { name: dataSet.name })} disabledFocusable={isDisabled} onClick={() => setLeaving(dataSet)} />
              )}
            </div>
          );
        })}
      </RadioGroup>
      {leaving !== undefined && (
        <ConfirmDialog title={text('setup.contacts.deleteTitle', { name: leaving.name })} confirmLabel={text('setup.contacts.delete')} onConfirm={() => remove.mutateAsync(leaving.id)} onClose={() => setLeaving(undefined)}>
          {text('setup.contacts.deleteText')}
        </ConfirmDialog>
      )}
    </>
  );
}

function Label({ dataSet: { kind, name, files }, others }: { readonly dataSet: ContactDataSet; readonly others: readonly string[] }) {
  const styles = useStyles();
  const { text, instant } = useTexts();
  const { accounts, contacts } = files;
  const facts =
    kind === 'dataverse'
      ? [text('setup.contacts.dataverseText')]
      : [
          text('setup.contacts.kinds.csv'),
          ...(contacts === undefined && accounts === undefined ? [text('setup.contacts.noFiles')] : []),
          ...(contacts === undefined ? [] : [text('setup.contacts.rowsOf.contacts', { count: contacts.rows })]),
          ...(accounts === undefined ? [] : [text('setup.contacts.rowsOf.accounts', { count: accounts.rows })]),
          ...(contacts === undefined ? [] : [text('setup.contacts.uploaded', { at: instant(contacts.uploadedAt) })]),
        ];
  const all = [...facts, ...(others.length === 0 ? [] : [text('setup.contacts.usedBy', { names: others.join(', ') })])];
  return (
    <span className={styles.label}>
      <span className={styles.icon} aria-hidden>
        {kind === 'dataverse' ? <DatabaseRegular /> : <DocumentTableRegular />}
      </span>
      <span className={styles.words}>
        <Body1Strong>{name}</Body1Strong>
        <Caption1 className={styles.quiet}>{all.join(' · ')}</Caption1>
      </span>
    </span>
  );
}
