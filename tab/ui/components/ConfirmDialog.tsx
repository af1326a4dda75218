import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../texts/TextsContext.ts';
import { FailureMessage } from './FailureMessage.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface ConfirmDialogProps {
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  /** The verb of what will happen, such as "Delete". */
  readonly confirmLabel: string;
  /** Where "Cancel" could be taken for what is asked. */
  readonly cancelLabel?: string;
  /** What somebody must type first, where it cannot be undone. */
  readonly typed?: string;
  /** The dialogue closes when it resolves, and shows why when it rejects. */
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something is done. It is open as long as it is rendered. */
export function ConfirmDialog({ title, children, confirmLabel, cancelLabel, typed, onConfirm, onClose }: ConfirmDialogProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const [entered, setEntered] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const confirm = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_event, { open }) => !open && !isBusy && onClose()}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void confirm();
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {children}
              {typed !== undefined && (
                <Field label={text('shell.typeToConfirm', { typed })}>
                  <Input value={entered} onChange={(_event, { value }) => setEntered(value)} autoComplete="off" />
                </Field>
              )}
              {error !== undefined && <FailureMessage error={error} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose} disabled={isBusy}>
                {cancelLabel ?? text('shell.cancel')}
              </Button>
              <Button type="submit" appearance="primary" disabled={isBusy || (typed !== undefined && entered.trim() !== typed)} {...(isBusy && { icon: <Spinner size="tiny" /> })}>
                {confirmLabel}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
