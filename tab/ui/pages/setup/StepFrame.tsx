import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTexts } from '../../texts/TextsContext.ts';
import { narrow } from './layout.ts';
import { StepList } from './StepList.tsx';
import type { StepName } from './steps.ts';

const useStyles = makeStyles({
  frame: { display: 'grid', gridTemplateColumns: 'minmax(200px, 240px) minmax(0, 1fr)', gap: tokens.spacingHorizontalXXL, alignItems: 'start', [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM } },
  steps: { position: 'sticky', top: '64px', [narrow]: { position: 'static' } },
  surface: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0, padding: tokens.spacingHorizontalXXL, borderRadius: tokens.borderRadiusXLarge, backgroundColor: tokens.colorNeutralBackground1, boxShadow: tokens.shadow2, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, [narrow]: { padding: tokens.spacingHorizontalL } },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM, paddingTop: tokens.spacingVerticalL, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  status: { marginLeft: 'auto' },
});

interface StepFrameProps {
  readonly step: StepName;
  readonly isDone: (step: StepName) => boolean;
  readonly onGo: (step: StepName) => void;
  readonly onBack?: (() => void) | undefined;
  readonly onNext: () => void;
  readonly nextLabel: string;
  readonly isBusy?: boolean;
  /** What keeps the step from being left, above the buttons. */
  readonly notices?: ReactNode;
  /** At the end of the line of buttons. */
  readonly status?: ReactNode;
  readonly children: ReactNode;
}

/** The list of steps, the step itself, and the buttons that lead on and back. */
export function StepFrame({ step, isDone, onGo, onBack, onNext, nextLabel, isBusy = false, notices, status, children }: StepFrameProps) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <div className={styles.frame}>
      <div className={styles.steps}>
        <StepList current={step} isDone={isDone} onGo={onGo} />
      </div>
      <div className={styles.surface}>
        {children}
        {notices}
        <div className={styles.foot}>
          {onBack !== undefined && <Button onClick={onBack}>{text('setup.buttons.back')}</Button>}
          <Button appearance="primary" onClick={onNext} disabledFocusable={isBusy} {...(isBusy && { icon: <Spinner size="tiny" /> })}>
            {nextLabel}
          </Button>
          <div className={styles.status}>{status}</div>
        </div>
      </div>
    </div>
  );
}
