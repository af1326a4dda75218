import { Body1, Breadcrumb, BreadcrumbButton, BreadcrumbDivider, BreadcrumbItem, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { Fragment, useEffect, useRef, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useTexts } from '../texts/TextsContext.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '1280px', margin: '0 auto', padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`, '@media (max-width: 480px)': { padding: tokens.spacingHorizontalM } },
  header: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  titleRow: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  title: { ...typographyStyles.title2, margin: 0, overflowWrap: 'anywhere', outlineStyle: 'none' },
  description: { color: tokens.colorNeutralForeground2, maxWidth: '80ch' },
  crumbs: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})` },
});

interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** The way here, the outermost page first; paths below the tab's base. */
  readonly crumbs?: readonly { readonly label: string; readonly path: string }[];
  /** Beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page with its heading, which takes the focus when the page is opened by a link, so that screen readers tell where one is. */
export function Page({ title, description, crumbs = [], actions, children }: PageProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const { text } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${text('shell.product')}`;
  }, [title, text]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <main className={styles.page}>
      <header className={styles.header}>
        {crumbs.length > 0 && (
          <Breadcrumb className={styles.crumbs} aria-label={text('shell.breadcrumb')} size="small">
            {crumbs.map(({ label, path }, place) => (
              <Fragment key={path}>
                <BreadcrumbItem>
                  <BreadcrumbButton onClick={() => void navigate(path)}>{label}</BreadcrumbButton>
                </BreadcrumbItem>
                {place < crumbs.length - 1 && <BreadcrumbDivider />}
              </Fragment>
            ))}
          </Breadcrumb>
        )}
        <div className={styles.titleRow}>
          <h1 className={styles.title} ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {actions}
        </div>
        {description !== undefined && <Body1 className={styles.description}>{description}</Body1>}
      </header>
      {children}
    </main>
  );
}
