import { Body1, makeStyles, Subtitle2, tokens, typographyStyles } from '@fluentui/react-components';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, minWidth: 0 },
  head: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  title: { ...typographyStyles.subtitle1, margin: 0, outlineStyle: 'none' },
  text: { color: tokens.colorNeutralForeground2, maxWidth: '80ch' },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  partHead: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
});

interface StepPanelProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** One step of the set-up. Its heading takes the focus when somebody goes to it from another step. */
export function StepPanel({ title, text, children }: StepPanelProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const { state } = useLocation() as { readonly state: { readonly isStep?: boolean } | null };
  const isStep = state?.isStep === true;
  useEffect(() => {
    if (!isStep) return undefined;
    // After the page's own heading, which takes the focus where the page is new as well.
    const timer = setTimeout(() => {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo({ top: 0 });
    });
    return () => clearTimeout(timer);
  }, [isStep]);
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
        <Body1 className={styles.text}>{text}</Body1>
      </div>
      {children}
    </div>
  );
}

/** A part of a step under a heading of its own. */
export function Part({ title, action, children }: { readonly title: string; readonly action?: ReactNode; readonly children: ReactNode }) {
  const styles = useStyles();
  const id = useId();
  return (
    <section className={styles.part} aria-labelledby={id}>
      <div className={styles.partHead}>
        <Subtitle2 as="h3" id={id}>
          {title}
        </Subtitle2>
        {action}
      </div>
      {children}
    </section>
  );
}
