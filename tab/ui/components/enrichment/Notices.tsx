import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useTexts } from '../../texts/TextsContext.ts';
import type { Notice } from './useEnrichmentChanges.ts';

const useStyles = makeStyles({
  notices: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, ':empty': { display: 'none' } },
});

/** What became of the last change; read out when it comes. */
export function Notices({ notices, onDismiss }: { readonly notices: readonly Notice[]; readonly onDismiss: () => void }) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <div role="status" className={styles.notices}>
      {notices.map(({ intent, sentence }) => (
        <MessageBar key={sentence} intent={intent} layout="multiline">
          <MessageBarBody>{sentence}</MessageBarBody>
          <MessageBarActions containerAction={<Button appearance="transparent" icon={<DismissRegular />} aria-label={text('enrichments.dismiss')} onClick={onDismiss} />} />
        </MessageBar>
      ))}
    </div>
  );
}
