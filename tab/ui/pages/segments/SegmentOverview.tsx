import { Body1, Caption1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { PinRegular } from '@fluentui/react-icons';
import type { Segment } from '../../api/contract.ts';
import { useEnrichment } from '../../api/useApi.ts';
import { LineOverTime } from '../../charts/LineOverTime.tsx';
import { ConditionInWords } from '../../components/conditions/ConditionInWords.tsx';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { trendOf } from './history.ts';
import { TrendText } from './Trend.tsx';

const useStyles = makeStyles({
  overview: { display: 'grid', gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)', gap: tokens.spacingHorizontalL, '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' } },
  belongs: { color: tokens.colorNeutralForeground2 },
  pin: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'start', marginTop: 'auto', color: tokens.colorNeutralForeground2 },
  icon: { fontSize: tokens.fontSizeBase500, flexShrink: 0 },
  figure: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: tokens.spacingHorizontalS },
  count: { ...typographyStyles.title1, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What a segment means, and how many customers it has and had. */
export function SegmentOverview({ segment: { enrichmentId, level, condition, history } }: { readonly segment: Segment }) {
  const styles = useStyles();
  const { text, number } = useTexts();
  const trend = trendOf(history);
  const customersEnriched = useEnrichment(enrichmentId).data?.publication?.customersEnriched;
  return (
    <div className={styles.overview}>
      <Section title={text('segments.meaning')}>
        <Body1 className={styles.belongs}>{text(`segments.belongs.${level}`)}</Body1>
        <ConditionInWords condition={condition} />
        <div className={styles.pin}>
          <PinRegular className={styles.icon} aria-hidden />
          <Caption1>{text('segments.pin')}</Caption1>
        </div>
      </Section>
      <Section title={text('segments.customersNow')}>
        <div>
          <div className={styles.figure}>
            <span className={styles.count}>{trend === undefined ? '–' : number(trend.count)}</span>
            <Body1 className={styles.quiet}>{customersEnriched === undefined ? text('segments.customers', { count: trend?.count ?? 0 }) : text('segments.ofCustomers', { count: customersEnriched })}</Body1>
          </div>
          <TrendText history={history} className={styles.quiet} />
        </div>
        {history.length === 1 && <Body1 className={styles.quiet}>{text('segments.trendLater')}</Body1>}
        {history.length > 1 && <LineOverTime title={text('segments.overTime')} points={history.map(({ at, count }) => ({ at, value: count }))} valueName={text('segments.customersColumn')} />}
      </Section>
    </div>
  );
}
