import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { useTexts } from '../../texts/TextsContext.ts';
import { ReceiptView, type ReceiptProps } from './ReceiptView.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
});

/** Right after a withdrawal: what it has done. */
export function ReceiptDialog({ onClose, ...receipt }: ReceiptProps & { readonly onClose: () => void }) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{text('privacy.receipt.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <MessageBar intent="success" layout="multiline" role="status">
              <MessageBarBody>{text('privacy.receipt.done')}</MessageBarBody>
            </MessageBar>
            <ReceiptView {...receipt} />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {text('shell.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
