import { Body1, Caption1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { CardAnswer } from '../../api/contract.ts';
import { BarsOverTime } from '../../charts/BarsOverTime.tsx';
import { ScoreGauge } from '../../charts/ScoreGauge.tsx';
import { FreshnessLine } from '../../components/FreshnessLine.tsx';
import { Section } from '../../components/Section.tsx';
import { cardPath, customerPath } from '../../components/customers/customerPaths.ts';
import { figuresOf } from '../../components/customers/figures.ts';
import { ScoreChange } from '../../components/customers/ScoreChange.tsx';
import { useFigureWords } from '../../components/customers/useFigureWords.ts';
import { usePeriods } from '../../components/customers/usePeriods.ts';
import { useAnswer } from '../../api/useApi.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { AppLink } from './AppLink.tsx';
import type { Pinned } from './pinned.ts';
import { PinnedAnswer } from './PinnedAnswer.tsx';
import { refreshMilliseconds } from './refresh.ts';

const useStyles = makeStyles({
  heading: { ...typographyStyles.subtitle1, margin: 0, overflowWrap: 'anywhere' },
  first: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 200px), 1fr))', alignItems: 'center', gap: tokens.spacingHorizontalL },
  score: { display: 'flex', flexDirection: 'column', alignItems: 'center', gap: tokens.spacingVerticalXS },
  rank: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground2 },
  totals: { display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: tokens.spacingHorizontalM, margin: 0 },
  name: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  value: { ...typographyStyles.subtitle2, margin: 0, fontVariantNumeric: 'tabular-nums' },
  about: { margin: 0, color: tokens.colorNeutralForeground3 },
  charts: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))', gap: tokens.spacingHorizontalL },
});

type PinnedCustomerProps = Extract<Pinned, { readonly kind: 'customer' }>;

/** One customer at a glance, with the way to the whole card. */
export function PinnedCustomer({ enrichmentId, customerId }: PinnedCustomerProps) {
  const query = useAnswer<CardAnswer>(cardPath(enrichmentId, customerId), { refetchMilliseconds: refreshMilliseconds });
  return (
    <PinnedAnswer query={query} loadingHeights={[28, 200, 300]}>
      {(answer) => <Customer {...answer} enrichmentId={enrichmentId} />}
    </PinnedAnswer>
  );
}

function Customer({ card, publication, coverage, enrichmentId }: CardAnswer & { readonly enrichmentId: string }) {
  const styles = useStyles();
  const { text, number } = useTexts();
  const { daysAgo } = useFigureWords();
  const { points, periods } = usePeriods(card, 'months', coverage);
  const { emailsTo, emailsFrom, meetingsTo, meetingsFrom, daysSinceLastEmail, daysSinceLastMeeting } = figuresOf(card);
  const totals = [
    { name: text('customer.emails'), value: number(emailsTo + emailsFrom), about: text('customer.emailsBySide', { ours: emailsTo, theirs: emailsFrom }) },
    { name: text('customer.meetings'), value: number(meetingsTo + meetingsFrom), about: text('customer.meetingsBySide', { ours: meetingsTo, theirs: meetingsFrom }) },
    { name: text('customer.lastEmail'), value: daysAgo(daysSinceLastEmail) },
    { name: text('customer.lastMeeting'), value: daysAgo(daysSinceLastMeeting) },
  ];
  return (
    <>
      <h2 className={styles.heading}>{card.name}</h2>
      <FreshnessLine publication={publication} coverage={coverage} />
      {card.year === undefined ? (
        <Body1>{text('customer.quiet', { name: card.name })}</Body1>
      ) : (
        <Section title={text('customer.score')} action={<AppLink to={customerPath(enrichmentId, card.customerId)}>{text('channel.openCustomer')}</AppLink>}>
          <div className={styles.first}>
            <div className={styles.score}>
              <ScoreGauge score={card.score} title={text('customer.score')} />
              <Caption1 className={styles.rank}>
                {card.rank !== undefined && text('customer.rank', { rank: card.rank, total: card.customersRanked })}
                <ScoreChange change={card.scoreChange} />
              </Caption1>
            </div>
            <dl className={styles.totals}>
              {totals.map(({ name, value, about }) => (
                <div key={name}>
                  <dt className={styles.name}>{name}</dt>
                  <dd className={styles.value}>{value}</dd>
                  {about !== undefined && (
                    <dd className={styles.about}>
                      <Caption1>{about}</Caption1>
                    </dd>
                  )}
                </div>
              ))}
            </dl>
          </div>
        </Section>
      )}
      {card.year !== undefined && (
        <Section title={text('customer.overTime')}>
          <div className={styles.charts}>
            <BarsOverTime
              title={text('customer.emailsOverTime')}
              points={points}
              series={[
                { name: text('customer.emailsFromUs'), side: 'ours', values: periods.map((period) => period.emailsTo) },
                { name: text('customer.emailsFromThem'), side: 'theirs', values: periods.map((period) => period.emailsFrom) },
              ]}
            />
            <BarsOverTime
              title={text('customer.meetingsOverTime')}
              points={points}
              series={[
                { name: text('customer.meetingsByUs'), side: 'ours', values: periods.map((period) => period.meetingsTo) },
                { name: text('customer.meetingsByThem'), side: 'theirs', values: periods.map((period) => period.meetingsFrom) },
              ]}
            />
          </div>
        </Section>
      )}
    </>
  );
}
