import { Body1, Body1Strong, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, ProhibitedRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { Page } from '../../components/Page.tsx';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import type { TextKey } from '../../texts/texts.ts';
import { Rights } from './Rights.tsx';
import { ScoreParts } from './ScoreParts.tsx';

const useStyles = makeStyles({
  text: { maxWidth: '80ch' },
  both: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 400px), 1fr))', gap: tokens.spacingHorizontalL },
  score: { display: 'grid', gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr)', gap: tokens.spacingHorizontalXXL, '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' } },
  notes: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS, alignItems: 'start' },
  icon: { fontSize: tokens.fontSizeBase500, lineHeight: 1 },
  read: { color: tokens.colorStatusSuccessForeground1 },
  never: { color: tokens.colorStatusDangerForeground1 },
});

const read = ['about.read.emails', 'about.read.meetings', 'about.read.people', 'about.read.contacts'] as const;
const never = ['about.never.content', 'about.never.others', 'about.never.private', 'about.never.person'] as const;

/** What the app does, what it reads, how the score comes about, and who may do what. */
export default function AboutPage() {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <Page title={text('shell.product')} description={text('about.description')}>
      <Section title={text('about.what.title')}>
        <Body1 className={styles.text}>{text('about.what.text')}</Body1>
        <Body1 className={styles.text}>{text('about.what.where')}</Body1>
      </Section>
      <div className={styles.both}>
        <Section title={text('about.read.title')}>
          <Items keys={read} icon={<CheckmarkCircleRegular className={styles.read} />} />
        </Section>
        <Section title={text('about.never.title')}>
          <Items keys={never} icon={<ProhibitedRegular className={styles.never} />} />
        </Section>
      </div>
      <Section title={text('about.score.title')}>
        <Body1 className={styles.text}>{text('about.score.text')}</Body1>
        <div className={styles.score}>
          <ScoreParts />
          <div className={styles.notes}>
            <Body1>{text('about.score.typical')}</Body1>
            <Body1>{text('about.score.shorter')}</Body1>
          </div>
        </div>
      </Section>
      <Section title={text('about.rights.title')}>
        <Rights />
      </Section>
      <Section title={text('about.help.title')}>
        <Body1Strong>{text('about.help.admin')}</Body1Strong>
        <Body1 className={styles.text}>{text('about.help.code')}</Body1>
      </Section>
    </Page>
  );
}

function Items({ keys, icon }: { readonly keys: readonly TextKey[]; readonly icon: ReactElement }) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <ul className={styles.list}>
      {keys.map((key) => (
        <li key={key} className={styles.item}>
          <span className={styles.icon} aria-hidden>
            {icon}
          </span>
          <Body1>{text(key)}</Body1>
        </li>
      ))}
    </ul>
  );
}
