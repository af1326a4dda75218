import { Button, Caption1, DrawerBody, DrawerFooter, DrawerHeader, DrawerHeaderTitle, makeStyles, MessageBar, MessageBarBody, OverlayDrawer, tokens } from '@fluentui/react-components';
import { DismissRegular, TimerRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useChange, useMay } from '../../api/useApi.ts';
import type { ProgressEvent, RunRecord } from '../../api/contract.ts';
import { ApiFailure } from '../../api/apiFailure.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { ProgressStages } from './ProgressStages.tsx';
import { RunOutcome } from './RunOutcome.tsx';

const useStyles = makeStyles({
  drawer: { width: 'min(440px, 100vw)' },
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, paddingBottom: tokens.spacingVerticalL },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface ProgressPaneProps {
  readonly enrichmentId: string;
  readonly isOpen: boolean;
  readonly following: { readonly event?: ProgressEvent; readonly error?: unknown };
  readonly onClose: () => void;
}

/** The last run: how far it is while it is under way, and what became of it afterwards. */
export function ProgressPane({ enrichmentId, isOpen, following: { event, error }, onClose }: ProgressPaneProps) {
  const styles = useStyles();
  const { text, instant } = useTexts();
  const mayRun = useMay('runEnrichments');
  const [isCancelling, setCancelling] = useState(false);
  const cancel = useChange<RunRecord, undefined>((api, run) => api.send('POST', `/enrichments/${enrichmentId}/runs/${run.id}/cancel`), ['/enrichments']);
  const run = event?.run?.run;
  const isInterrupted = error instanceof TypeError || (error instanceof ApiFailure && error.code === 'offline');
  return (
    <OverlayDrawer className={styles.drawer} position="end" open={isOpen} onOpenChange={(_event, { open }) => !open && onClose()}>
      <DrawerHeader>
        <DrawerHeaderTitle action={<Button appearance="subtle" aria-label={text('progress.close')} icon={<DismissRegular />} onClick={onClose} />}>{text('progress.title')}</DrawerHeaderTitle>
        {run !== undefined && <Caption1 className={styles.quiet}>{text('progress.startedAt', { cause: text(`words.causes.${run.cause}`), at: instant(run.startedAt) })}</Caption1>}
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        {isInterrupted && (
          <MessageBar intent="warning" layout="multiline" role="status">
            <MessageBarBody>{text('progress.interrupted')}</MessageBarBody>
          </MessageBar>
        )}
        {error !== undefined && !isInterrupted && <FailureMessage error={error} />}
        {event === undefined && error === undefined && <Loading heights={[48, 48, 48, 48, 48]} />}
        {event !== undefined && event.run === undefined && <EmptyState icon={<TimerRegular />} title={text('progress.noRun.title')} text={text('progress.noRun.text')} />}
        {event?.run !== undefined && (
          <>
            <RunOutcome run={event.run.run} />
            <ProgressStages run={event.run.run} progress={event.run.progress} />
          </>
        )}
      </DrawerBody>
      {run !== undefined && run.endedAt === undefined && mayRun && (
        <DrawerFooter>
          <Button onClick={() => setCancelling(true)}>{text('progress.cancel.action')}</Button>
        </DrawerFooter>
      )}
      {isCancelling && run !== undefined && (
        <ConfirmDialog title={text('progress.cancel.title')} confirmLabel={text('progress.cancel.confirm')} cancelLabel={text('progress.cancel.keep')} onConfirm={() => cancel.mutateAsync(run)} onClose={() => setCancelling(false)}>
          {text('progress.cancel.text')}
        </ConfirmDialog>
      )}
    </OverlayDrawer>
  );
}
