import { Body1, Body1Strong, Button, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular, CheckmarkCircleFilled, MailReadRegular, ShieldCheckmarkRegular } from '@fluentui/react-icons';
import type { ComponentProps, ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { Page } from '../../../components/Page.tsx';
import { useTexts } from '../../../texts/TextsContext.ts';
import { hourLabel } from './hours.ts';
import type { Finished } from './useFinish.ts';

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, padding: tokens.spacingHorizontalXXL, borderRadius: tokens.borderRadiusXLarge, backgroundColor: tokens.colorNeutralBackground1, boxShadow: tokens.shadow2, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  good: { display: 'flex', fontSize: '32px', color: tokens.colorStatusSuccessForeground1 },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'flex', gap: tokens.spacingHorizontalM, maxWidth: '80ch' },
  icon: { display: 'flex', fontSize: '24px', color: tokens.colorBrandForeground1 },
  words: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

/** What comes next, once the set-up is saved. */
export function FinishedView({ view: { enrichment, state }, wasSetUp, crumbs = [] }: Finished & Pick<ComponentProps<typeof Page>, 'crumbs'>) {
  const styles = useStyles();
  const { text, language } = useTexts();
  const navigate = useNavigate();
  const { id, settings } = enrichment;
  const waits = state === 'awaitingConsent';
  const name = settings?.name ?? '';
  return (
    <Page title={text(wasSetUp ? 'setup.finished.titleChanged' : 'setup.finished.title')} crumbs={crumbs}>
      <div className={styles.card}>
        <div className={styles.head}>
          <span className={styles.good} aria-hidden>
            <CheckmarkCircleFilled />
          </span>
          <Subtitle1 as="h2">{text(waits ? 'setup.finished.savedNew' : 'setup.finished.savedChanged', { name })}</Subtitle1>
        </div>
        {waits && (
          <ol className={styles.list}>
            <Next icon={<ShieldCheckmarkRegular />} title={text('setup.finished.consentTitle')} words={text('setup.finished.consentText')} />
            <Next icon={<MailReadRegular />} title={text(wasSetUp ? 'setup.finished.runTitle' : 'setup.finished.readingTitle')} words={text(wasSetUp ? 'setup.finished.runText' : 'setup.finished.readingText')} />
            <Next icon={<ArrowSyncRegular />} title={text('setup.finished.dailyTitle')} words={text('setup.finished.dailyText', { hour: hourLabel(settings?.runHour ?? 0, language), timeZone: settings?.timeZone ?? '' })} />
          </ol>
        )}
        {waits && <Body1 className={styles.quiet}>{text('setup.finished.nothingRead')}</Body1>}
        <div className={styles.buttons}>
          <Button appearance="primary" onClick={() => void navigate(`/setup/enrichments/${id}`)}>
            {text('setup.finished.open')}
          </Button>
          <Button onClick={() => void navigate('/setup')}>{text('setup.finished.all')}</Button>
        </div>
      </div>
    </Page>
  );
}

function Next({ icon, title, words }: { readonly icon: ReactNode; readonly title: string; readonly words: string }) {
  const styles = useStyles();
  return (
    <li className={styles.item}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <span className={styles.words}>
        <Body1Strong>{title}</Body1Strong>
        <Body1 className={styles.quiet}>{words}</Body1>
      </span>
    </li>
  );
}
