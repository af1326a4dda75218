import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, WarningRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import { useTexts } from '../../texts/TextsContext.ts';
import type { Draft } from './draft/useDraft.ts';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  status: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: '104px', justifyContent: 'end', color: tokens.colorNeutralForeground2 },
});

/** Whether what was entered is safe, and the way out. */
export function SaveStatus({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { text } = useTexts();
  const navigate = useNavigate();
  const status = draft.status === 'conflict' ? 'failed' : draft.status;
  const close = async () => {
    if (await draft.save()) void navigate('/enrichments');
  };
  return (
    <div className={styles.line}>
      <span className={styles.status} role="status">
        {status === 'saved' && <CheckmarkRegular aria-hidden />}
        {status === 'failed' && <WarningRegular aria-hidden />}
        <Caption1>{text(`setup.saving.${status}`)}</Caption1>
      </span>
      <Button appearance="subtle" onClick={() => void close()}>
        {text(status === 'saved' ? 'setup.buttons.close' : 'setup.buttons.saveAndClose')}
      </Button>
    </div>
  );
}
