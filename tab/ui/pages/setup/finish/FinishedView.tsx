import { Body1, Body1Strong, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { CalendarClockRegular, MailReadRegular, ShieldCheckmarkRegular } from '@fluentui/react-icons';
import type { ComponentProps, ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { Page } from '../../../components/Page.tsx';
import { Section } from '../../../components/Section.tsx';
import { useTexts } from '../../../texts/TextsContext.ts';
import { hourText } from './hours.ts';
import type { Finished } from './useFinish.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, margin: 0, padding: 0, listStyleType: 'none' },
  next: { display: 'flex', gap: tokens.spacingHorizontalM },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeHero700, color: tokens.colorBrandForeground1 },
  text: { display: 'flex', flexDirection: 'column', minWidth: 0, maxWidth: '72ch' },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface FinishedViewProps extends Finished, Pick<ComponentProps<typeof Page>, 'crumbs'> {}

/** What comes next, once everything is saved. */
export function FinishedView({ view: { enrichment, state }, wasSetUp, crumbs = [] }: FinishedViewProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const texts = useTexts();
  const { text } = texts;
  const { settings } = enrichment;
  const name = settings?.name ?? '';
  const waits = state === 'awaitingConsent';
  return (
    <Page title={text(wasSetUp ? 'setup.finished.titleChanged' : 'setup.finished.title')} crumbs={crumbs}>
      <Section title={text(wasSetUp ? 'setup.finished.savedChanged' : 'setup.finished.savedNew', { name })}>
        <ul className={styles.list}>
          {waits && <Next icon={<ShieldCheckmarkRegular />} title={text('setup.finished.consentTitle')} about={text('setup.finished.consentText')} />}
          {!wasSetUp && <Next icon={<MailReadRegular />} title={text('setup.finished.readingTitle')} about={text('setup.finished.readingText')} />}
          {settings !== undefined && (
            <Next icon={<CalendarClockRegular />} title={text('setup.finished.dailyTitle')} about={text('setup.finished.dailyText', { hour: hourText(texts, settings.runHour), timeZone: settings.timeZone })} />
          )}
        </ul>
        {waits && <Caption1 className={styles.quiet}>{text('setup.finished.nothingRead')}</Caption1>}
        <div className={styles.actions}>
          <Button appearance="primary" onClick={() => void navigate(`/enrichments/${enrichment.id}`)}>
            {text('setup.finished.open')}
          </Button>
          <Button onClick={() => void navigate('/enrichments')}>{text('setup.finished.all')}</Button>
        </div>
      </Section>
    </Page>
  );
}

function Next({ icon, title, about }: { readonly icon: ReactNode; readonly title: string; readonly about: string }) {
  const styles = useStyles();
  return (
    <li className={styles.next}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <span className={styles.text}>
        <Body1Strong>{title}</Body1Strong>
        <Body1>{about}</Body1>
      </span>
    </li>
  );
}
