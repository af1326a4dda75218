import { Body1, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Visibility } from '../../api/contract.ts';
import { useAnswer, useChange, useMay } from '../../api/useApi.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { Loading } from '../../components/Loading.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';

const useStyles = makeStyles({
  text: { maxWidth: '80ch', color: tokens.colorNeutralForeground2 },
});

/** Whether every member of the organisation sees the results; an admin may change it. */
export function VisibilitySection() {
  const styles = useStyles();
  const { text } = useTexts();
  const mayEdit = useMay('editVisibility');
  const query = useAnswer<Visibility>('/visibility');
  const change = useChange<boolean, Visibility>((api, isOpenToMembers) => api.send<Visibility>('PUT', '/visibility', { body: { isOpenToMembers } satisfies Visibility }), ['/visibility', '/audit', '/me']);
  const [wanted, setWanted] = useState<boolean>();
  return (
    <Section title={text('privacy.visibility.title')}>
      <QueryView query={query} loading={<Loading heights={[64]} />}>
        {({ isOpenToMembers }) => (
          <>
            {mayEdit ? (
              <Switch label={text('privacy.visibility.open')} checked={isOpenToMembers} onChange={(_event, { checked }) => setWanted(checked)} />
            ) : (
              <Body1>{text(isOpenToMembers ? 'privacy.visibility.isOpen' : 'privacy.visibility.isClosed')}</Body1>
            )}
            <Body1 className={styles.text}>{text(mayEdit ? 'privacy.visibility.text' : 'privacy.visibility.textForOthers')}</Body1>
          </>
        )}
      </QueryView>
      {wanted !== undefined && (
        <ConfirmDialog
          title={text(wanted ? 'privacy.visibility.openTitle' : 'privacy.visibility.closeTitle')}
          confirmLabel={text(wanted ? 'privacy.visibility.openNow' : 'privacy.visibility.closeNow')}
          onConfirm={() => change.mutateAsync(wanted)}
          onClose={() => setWanted(undefined)}
        >
          <Body1>{text(wanted ? 'privacy.visibility.openText' : 'privacy.visibility.closeText')}</Body1>
        </ConfirmDialog>
      )}
    </Section>
  );
}
