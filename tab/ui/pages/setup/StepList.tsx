import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, RecordRegular } from '@fluentui/react-icons';
import { useTexts } from '../../texts/TextsContext.ts';
import { narrow } from './layout.ts';
import { stepNames, type StepName } from './steps.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none', [narrow]: { flexDirection: 'row', alignItems: 'center' } },
  item: { position: 'relative', [narrow]: { flexShrink: 0 } },
  /** Has its label beside it where the others have none. */
  currentItem: { [narrow]: { flexShrink: 1, minWidth: 0 } },
  /** The line to the next step. */
  joined: {
    '::after': { content: '""', position: 'absolute', left: '21px', top: '36px', bottom: '-8px', width: tokens.strokeWidthThin, backgroundColor: tokens.colorNeutralStroke1 },
    [narrow]: { '::after': { content: 'none' } },
  },
  button: {
    ...typographyStyles.body1,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    width: '100%',
    minHeight: '44px',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground4, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
    [narrow]: { padding: tokens.spacingHorizontalS, gap: tokens.spacingHorizontalS },
  },
  current: { ...typographyStyles.body1Strong, color: tokens.colorNeutralForeground1 },
  label: { [narrow]: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' } },
  icon: { display: 'flex', fontSize: '20px', flexShrink: 0, color: tokens.colorNeutralForeground3 },
  done: { color: tokens.colorBrandForeground1 },
});

interface StepListProps {
  readonly current: StepName;
  readonly isDone: (step: StepName) => boolean;
  readonly onGo: (step: StepName) => void;
}

/** The way through the set-up: where one is, and what is done. Every step can be gone to at any time. */
export function StepList({ current, isDone, onGo }: StepListProps) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <nav aria-label={text('setup.steps.label')}>
      <ol className={styles.list}>
        {stepNames.map((step, place) => {
          const isCurrent = step === current;
          const done = isDone(step);
          return (
            <li key={step} className={mergeClasses(styles.item, isCurrent && styles.currentItem, place < stepNames.length - 1 && styles.joined)}>
              <button type="button" className={mergeClasses(styles.button, isCurrent && styles.current)} onClick={() => onGo(step)} {...(isCurrent && { 'aria-current': 'step' })} aria-label={`${text(`setup.steps.${step}`)}, ${text(done ? 'setup.steps.done' : 'setup.steps.open')}`} title={text(`setup.steps.${step}`)}>
                <span className={mergeClasses(styles.icon, (done || isCurrent) && styles.done)} aria-hidden>
                  {done ? <CheckmarkCircleFilled /> : isCurrent ? <RecordRegular /> : <CircleRegular />}
                </span>
                <span className={mergeClasses(!isCurrent && styles.label)}>{text(`setup.steps.${step}`)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
