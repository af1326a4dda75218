import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, ProgressBar, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/useApi.ts';
import type { EnrichmentView, RunAnswer } from '../../api/contract.ts';
import { useNow } from '../../components/useNow.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { RunRemedy } from './RunRemedy.tsx';

const useStyles = makeStyles({
  notices: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, ':empty': { display: 'none' } },
  bar: { marginTop: tokens.spacingVerticalS, marginBottom: tokens.spacingVerticalXS },
  reason: { display: 'block', overflowWrap: 'anywhere' },
});

interface StateNoticeProps {
  readonly view: EnrichmentView;
  readonly progress: RunAnswer['progress'];
  readonly onShowProgress: () => void;
}

/** How things stand where they are not simply well, and what to do about it, for those who may. */
export function StateNotice({ view, progress, onShowProgress }: StateNoticeProps) {
  const styles = useStyles();
  const { text, number, instant, relative } = useTexts();
  const navigate = useNavigate();
  const now = useNow();
  const mayEdit = useMay('editEnrichments');
  const mayAnswer = useMay('answerConsent');
  const { enrichment, state, consent, lastRun, nextRunAt, publication } = view;
  const edit = (label: string) => mayEdit && <Button onClick={() => void navigate(`/enrichments/${enrichment.id}/edit`)}>{label}</Button>;
  const isUnfinishedEdit = mayEdit && enrichment.settings !== undefined && enrichment.draft !== undefined;
  return (
    <div className={styles.notices}>
      {state === 'draft' && (
        <Notice intent="info" title={text('results.notice.draft.title')} action={edit(text('results.notice.finish'))}>
          {text('results.notice.draft.text')} {!mayEdit && text('results.notice.draftOthers')}
        </Notice>
      )}
      {state === 'awaitingConsent' && consent?.status === 'requested' && (
        <Notice
          intent="warning"
          title={text('results.notice.requested.title')}
          action={mayAnswer && <Button appearance="primary" onClick={() => void navigate(`/enrichments/consents/${consent.id}`)}>{text('results.notice.giveConsent')}</Button>}
        >
          {text('results.notice.requested.text', { when: relative(consent.requestedAt, now), until: instant(consent.expiresAt) })}
        </Notice>
      )}
      {state === 'awaitingConsent' && consent?.status !== 'requested' && (
        <Notice intent="warning" title={text(mayEdit ? 'results.notice.askAgain.title' : 'results.notice.requestedOthers.title')} action={edit(text('results.notice.edit'))}>
          {text(mayEdit ? 'results.notice.askAgain.text' : 'results.notice.requestedOthers.text')}
        </Notice>
      )}
      {state === 'declined' && (
        <Notice intent="error" title={text('results.notice.declined.title')} action={edit(text('results.notice.edit'))}>
          {text('results.notice.declined.text')}
          {consent?.declineReason !== undefined && consent.declineReason !== '' && <span className={styles.reason}>{text('results.notice.declinedReason', { reason: consent.declineReason })}</span>}
        </Notice>
      )}
      {state === 'scheduled' && nextRunAt !== undefined && (
        <Notice intent="info" title={text(nextRunAt > now ? 'results.notice.scheduled.title' : 'results.notice.scheduledSoon.title')}>
          {nextRunAt > now ? text('results.notice.scheduled.text', { when: instant(nextRunAt) }) : text('results.notice.scheduledSoon.text')}
        </Notice>
      )}
      {state === 'running' && (
        <Notice intent="info" title={text('results.notice.running.title')} action={<Button onClick={onShowProgress}>{text('results.notice.showProgress')}</Button>}>
          {progress === undefined || progress.mailboxesTotal === 0 ? text('results.notice.runningSoon.text') : text('results.notice.running.text', { percent: progress.percent, items: number(progress.itemsRead) })}
          <ProgressBar className={styles.bar} aria-label={text('results.notice.running.title')} {...(progress !== undefined && progress.mailboxesTotal > 0 && { value: progress.percent / 100 })} />
        </Notice>
      )}
      {state === 'inactive' && (
        <Notice intent="info" title={text('results.notice.inactive.title')}>
          {text('results.notice.inactive.text')}
        </Notice>
      )}
      {isUnfinishedEdit && (
        <Notice intent="info" title={text('results.notice.edited.title')} action={edit(text('results.notice.goOn'))}>
          {text('results.notice.edited.text')}
        </Notice>
      )}
      {lastRun?.failure !== undefined && state !== 'running' && (
        <Notice intent="error" title={text('results.notice.failed', { title: text(`failures.${lastRun.failure.code}.title`) })} action={<Button onClick={onShowProgress}>{text('results.commands.progress')}</Button>}>
          {publication !== undefined && `${text('results.notice.failedKeeps')} `}
          <RunRemedy failure={lastRun.failure} />
        </Notice>
      )}
    </div>
  );
}

interface NoticeProps {
  readonly intent: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function Notice({ intent, title, action, children }: NoticeProps) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle> {children}
      </MessageBarBody>
      {action !== undefined && action !== false && <MessageBarActions>{action}</MessageBarActions>}
    </MessageBar>
  );
}
