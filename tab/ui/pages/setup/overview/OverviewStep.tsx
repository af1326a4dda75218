import { Body1, Body1Strong, makeStyles, tokens } from '@fluentui/react-components';
import { ChatMultipleRegular, DataTrendingRegular, TrophyRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTexts } from '../../../texts/TextsContext.ts';
import { Part, StepPanel } from '../StepPanel.tsx';
import { Prerequisites } from './Prerequisites.tsx';
import { ReadFields } from './ReadFields.tsx';

const useStyles = makeStyles({
  benefits: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))', gap: tokens.spacingHorizontalL, margin: 0, padding: 0, listStyleType: 'none' },
  benefit: { display: 'flex', gap: tokens.spacingHorizontalM, alignItems: 'flex-start' },
  icon: { display: 'flex', fontSize: '24px', color: tokens.colorBrandForeground1 },
  words: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
  text: { maxWidth: '80ch' },
});

/** What the enrichment does, what it reads, what it needs and who has to agree. */
export function OverviewStep() {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <StepPanel title={text('setup.overview.title')} text={text('setup.overview.text')}>
      <Part title={text('setup.overview.benefitsTitle')}>
        <ul className={styles.benefits}>
          <Benefit icon={<TrophyRegular />} title={text('setup.overview.benefitScore')} words={text('setup.overview.benefitScoreText')} />
          <Benefit icon={<DataTrendingRegular />} title={text('setup.overview.benefitFigures')} words={text('setup.overview.benefitFiguresText')} />
          <Benefit icon={<ChatMultipleRegular />} title={text('setup.overview.benefitPlaces')} words={text('setup.overview.benefitPlacesText')} />
        </ul>
      </Part>
      <ReadFields />
      <Prerequisites />
      <Part title={text('setup.overview.consentTitle')}>
        <Body1 className={styles.text}>{text('setup.overview.consentText')}</Body1>
      </Part>
    </StepPanel>
  );
}

function Benefit({ icon, title, words }: { readonly icon: ReactNode; readonly title: string; readonly words: string }) {
  const styles = useStyles();
  return (
    <li className={styles.benefit}>
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
