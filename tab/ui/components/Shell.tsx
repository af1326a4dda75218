import { makeStyles, mergeClasses, Tab, TabList, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useMay, useMe } from '../api/useApi.ts';
import { useTexts } from '../texts/TextsContext.ts';
import { OfflineNotice } from './OfflineNotice.tsx';

const useStyles = makeStyles({
  bar: { position: 'sticky', top: 0, zIndex: 2, backgroundColor: tokens.colorNeutralBackground1, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  /** As high as it will be: what one may see is not known yet. */
  unknown: { visibility: 'hidden' },
  tabs: { maxWidth: '1280px', margin: '0 auto', padding: `0 ${tokens.spacingHorizontalL}`, overflowX: 'auto', '@media (max-width: 480px)': { padding: 0 } },
});

/** What is around every page of the personal app: the way to the others. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const { text } = useTexts();
  const { isPending } = useMe();
  const mayReadResults = useMay('readResults');
  const mayReadEnrichments = useMay('readEnrichments');
  const mayReadConsent = useMay('readConsent');
  const places = [
    { path: 'customers', label: text('shell.customers'), isShown: mayReadResults },
    { path: 'segments', label: text('shell.segments'), isShown: mayReadResults },
    { path: 'enrichments', label: text('shell.enrichments'), isShown: mayReadEnrichments },
    { path: 'privacy', label: text('shell.privacy'), isShown: mayReadConsent },
    { path: 'about', label: text('shell.about'), isShown: true },
  ];
  const first = pathname.split('/')[1] ?? '';
  return (
    <>
      <nav className={styles.bar} aria-label={text('shell.navigation')}>
        <TabList className={mergeClasses(styles.tabs, isPending && styles.unknown)} selectedValue={first === 'compare' ? 'customers' : first} onTabSelect={(_event, { value }) => void navigate(`/${String(value)}`)}>
          {places
            .filter(({ isShown }) => isShown)
            .map(({ path, label }) => (
              <Tab key={path} value={path}>
                {label}
              </Tab>
            ))}
        </TabList>
      </nav>
      <OfflineNotice />
      {children}
    </>
  );
}
