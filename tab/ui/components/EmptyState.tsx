import { Body1, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  empty: { display: 'flex', flexDirection: 'column', alignItems: 'center', gap: tokens.spacingVerticalM, padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalM}`, textAlign: 'center' },
  icon: { fontSize: '48px', color: tokens.colorBrandForeground1, lineHeight: 1 },
  text: { maxWidth: '56ch', textAlign: 'center', color: tokens.colorNeutralForeground2 },
});

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** What to do next. */
  readonly text: string;
  readonly action?: ReactNode;
}

/** Where there is nothing to show yet. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Subtitle1 as="h2">{title}</Subtitle1>
      <Body1 className={styles.text}>{text}</Body1>
      {action}
    </div>
  );
}
