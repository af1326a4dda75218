import { Link, makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../texts/TextsContext.ts';
import { stepNames, type StepName, type StepProblem } from './steps.ts';

const useStyles = makeStyles({
  list: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingLeft: tokens.spacingHorizontalXL },
  notice: { outlineStyle: 'none' },
});

interface MissingNoticeProps {
  readonly problems: Readonly<Partial<Record<StepName, readonly StepProblem[]>>>;
  readonly current: StepName;
  readonly onGo: (step: StepName) => void;
}

/** What is missing, where somebody wants to go on without it. It takes the focus, so that it is read out and seen. */
export function MissingNotice({ problems, current, onGo }: MissingNoticeProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  const all = stepNames.flatMap((step) => (problems[step] ?? []).map((problem) => ({ step, problem })));
  if (all.length === 0) return null;
  return (
    <div ref={notice} tabIndex={-1} className={styles.notice}>
      <MessageBar intent="warning" layout="multiline" politeness="polite">
        <MessageBarBody>
          <MessageBarTitle>{text('setup.missingTitle')}</MessageBarTitle>
          <ul className={styles.list}>
            {all.map(({ step, problem }) => (
              <li key={problem}>
                {text(`setup.missing.${problem}`)}{' '}
                {step !== current && (
                  <Link inline onClick={() => onGo(step)}>
                    {text(`setup.steps.${step}`)}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}
