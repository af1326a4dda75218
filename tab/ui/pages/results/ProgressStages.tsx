import { Body1Strong, Caption1, makeStyles, mergeClasses, MessageBar, MessageBarBody, ProgressBar, Spinner, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, SubtractCircleRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { RunAnswer, RunRecord } from '../../api/contract.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { stagesOf, type StageState } from './stages.ts';

type Progress = NonNullable<RunAnswer['progress']>;

const useStyles = makeStyles({
  stages: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, margin: 0, padding: 0, listStyleType: 'none' },
  stage: { display: 'flex', gap: tokens.spacingHorizontalM },
  icon: { display: 'flex', flexShrink: 0, alignSelf: 'flex-start', width: '24px', justifyContent: 'center', paddingTop: '1px', fontSize: tokens.fontSizeBase500, color: tokens.colorNeutralForeground3 },
  done: { color: tokens.colorPaletteGreenForeground1 },
  content: { display: 'flex', flexDirection: 'column', flexGrow: 1, gap: tokens.spacingVerticalXS, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  reading: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  kind: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  line: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: `0 ${tokens.spacingHorizontalM}`, fontVariantNumeric: 'tabular-nums' },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
});

interface ProgressStagesProps {
  readonly run: RunRecord;
  readonly progress: RunAnswer['progress'];
}

/** The stages of a run: the figures change all the time, but only another stage is read out. */
export function ProgressStages({ run, progress }: ProgressStagesProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const stages = stagesOf(run, progress?.stage);
  const current = stages.find(({ state }) => state === 'current');
  const isWaiting = run.endedAt === undefined && progress === undefined;
  return (
    <>
      {isWaiting && (
        <MessageBar layout="multiline">
          <MessageBarBody>{text('progress.waiting')}</MessageBarBody>
        </MessageBar>
      )}
      <div role="status" className={styles.hidden}>
        {current !== undefined && text('progress.announce', { stage: text(`progress.stages.${current.stage}`), state: text('progress.stageStates.current') })}
      </div>
      <ol className={styles.stages}>
        {stages.map(({ stage, state }) => (
          <li key={stage} className={styles.stage} {...(state === 'current' && { 'aria-current': 'step' })}>
            <span className={mergeClasses(styles.icon, state === 'done' && styles.done)} aria-hidden>
              {icons[state]}
            </span>
            <div className={styles.content}>
              <Body1Strong>{text(`progress.stages.${stage}`)}</Body1Strong>
              <Caption1 className={styles.quiet}>
                {text(`progress.stageStates.${state}`)}
                {stage === 'resolve' && progress !== undefined && progress.mailboxesTotal > 0 && ` · ${text('progress.people', { count: progress.mailboxesTotal })}`}
              </Caption1>
              {stage === 'read' && state !== 'waiting' && progress !== undefined && progress.mailboxesTotal > 0 && <Reading progress={progress} isCurrent={state === 'current'} />}
              {stage !== 'read' && state === 'current' && <ProgressBar aria-label={text(`progress.stages.${stage}`)} />}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}

const icons: Readonly<Record<StageState, ReactNode>> = {
  done: <CheckmarkCircleFilled />,
  current: <Spinner size="extra-tiny" />,
  waiting: <CircleRegular />,
  stopped: <SubtractCircleRegular />,
};

function Reading({ progress, isCurrent }: { readonly progress: Progress; readonly isCurrent: boolean }) {
  const styles = useStyles();
  const { text, number, duration } = useTexts();
  const { mailboxesDone, mailboxesTotal, mailboxesSkipped, itemsPerSecond, secondsLeft, daysOfData } = progress;
  return (
    <div className={styles.reading}>
      {(['mail', 'meetings'] as const).map((kind) => (
        <div key={kind} className={styles.kind}>
          <Caption1 className={styles.line}>
            <span>{text(`progress.${kind}`)}</span>
            <span>{text('progress.read', { items: number(progress[kind].itemsRead), percent: progress[kind].percent })}</span>
          </Caption1>
          <ProgressBar value={progress[kind].percent / 100} aria-label={text(`progress.${kind}`)} thickness="large" />
        </div>
      ))}
      <Caption1 className={mergeClasses(styles.line, styles.quiet)}>
        <span>{text('progress.mailboxes', { done: mailboxesDone, total: mailboxesTotal })}</span>
        {mailboxesSkipped > 0 && <span>{text('progress.skipped', { count: mailboxesSkipped })}</span>}
      </Caption1>
      {isCurrent && (
        <Caption1 className={mergeClasses(styles.line, styles.quiet)}>
          <span>{text('progress.speed', { items: itemsPerSecond })}</span>
          {secondsLeft !== undefined && <span>{text('progress.left', { duration: duration(secondsLeft) })}</span>}
        </Caption1>
      )}
      <Caption1 className={styles.quiet}>{text('progress.days', { count: daysOfData })}</Caption1>
    </div>
  );
}
