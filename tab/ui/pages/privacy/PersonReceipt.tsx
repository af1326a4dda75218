import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import type { ErasedPerson, Objections } from '../../api/contract.ts';
import { saveFile } from '../../api/saveFile.ts';
import { Facts } from '../../components/consent/Facts.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { personReceiptFacts, type PersonReceipt } from './personReceiptFacts.ts';
import { receiptText } from './receiptFacts.ts';

const useStyles = makeStyles({
  // Where there is little room the content scrolls: messages must not be squeezed before that.
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, '& > *': { flexShrink: 0 } },
  receipt: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface PersonReceiptProps {
  readonly receipt: PersonReceipt;
  readonly people: Objections['people'];
}

/** What was erased of one person: numbers, to be read and to be kept. */
export function PersonReceiptView({ receipt, people }: PersonReceiptProps) {
  const styles = useStyles();
  const texts = useTexts();
  const { text } = texts;
  const facts = personReceiptFacts(texts, receipt, people);
  return (
    <div className={styles.receipt}>
      <Facts facts={facts} />
      <div>
        <Button size="small" icon={<ArrowDownloadRegular />} onClick={() => void saveFile(new Response(receiptText(text('privacy.receipt.title'), facts)), `erasure-receipt-${receipt.id}.txt`)}>
          {text('privacy.receipt.saveText')}
        </Button>
      </div>
    </div>
  );
}

/** Right after an erasure: what it has done, and what is still to come. */
export function PersonReceiptDialog({ receipt, people, onClose }: PersonReceiptProps & { readonly receipt: ErasedPerson; readonly onClose: () => void }) {
  const styles = useStyles();
  const { text } = useTexts();
  const { erased, isInDirectory, finishedAt, runsStarted, runsToCome } = receipt;
  const outcome = finishedAt === undefined ? 'notFinished' : erased.enrichments === 0 ? 'nothingKept' : 'done';
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{text('privacy.receipt.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <MessageBar intent={outcome === 'done' ? 'success' : 'warning'} layout="multiline" role="status">
              <MessageBarBody>{text(`privacy.people.${outcome}`)}</MessageBarBody>
            </MessageBar>
            {isInDirectory === false && (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>{text('privacy.people.oneAddress')}</MessageBarBody>
              </MessageBar>
            )}
            {runsStarted > 0 && (
              <MessageBar intent="info" layout="multiline">
                <MessageBarBody>{text('privacy.people.runsStarted', { count: runsStarted })}</MessageBarBody>
              </MessageBar>
            )}
            {runsToCome > 0 && (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>{text('privacy.people.runsToCome', { count: runsToCome })}</MessageBarBody>
              </MessageBar>
            )}
            <PersonReceiptView receipt={receipt} people={people} />
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
