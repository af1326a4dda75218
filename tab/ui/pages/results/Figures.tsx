import { Body1, Button, Caption1, LargeTitle, makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { PeopleCommunityRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/useApi.ts';
import type { EnrichmentView, Publication, RunRecord } from '../../api/contract.ts';
import { Section } from '../../components/Section.tsx';
import { useNow } from '../../components/useNow.ts';
import { useTexts } from '../../texts/TextsContext.ts';

const useStyles = makeStyles({
  enriched: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalL },
  icon: { display: 'flex', padding: tokens.spacingHorizontalM, borderRadius: tokens.borderRadiusLarge, fontSize: tokens.fontSizeHero800, color: tokens.colorBrandForeground1, backgroundColor: tokens.colorBrandBackground2 },
  stack: { display: 'flex', flexDirection: 'column' },
  foot: { display: 'flex', flexDirection: 'column', flexGrow: 1, justifyContent: 'flex-end', color: tokens.colorNeutralForeground2 },
  figures: { display: 'flex', flexDirection: 'column', margin: 0 },
  figure: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM, minHeight: '36px', ':not(:last-child)': { borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` } },
  value: { margin: 0, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  waiting: { width: '56px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** How many customers have results, of all, and of when they are. */
export function Enriched({ view, publication }: { readonly view: EnrichmentView; readonly publication: Publication }) {
  const styles = useStyles();
  const { text, number, percent, instant, relative } = useTexts();
  const navigate = useNavigate();
  const now = useNow();
  const mayReadResults = useMay('readResults');
  const { customersEnriched, customersTotal, publishedAt, coverage } = publication;
  return (
    <Section
      title={text('results.enriched.title')}
      {...(mayReadResults && {
        action: (
          <Button appearance="transparent" onClick={() => void navigate(`/customers/${view.enrichment.id}`)}>
            {text('results.enriched.link')}
          </Button>
        ),
      })}
    >
      <div className={styles.enriched}>
        <span className={styles.icon} aria-hidden>
          <PeopleCommunityRegular />
        </span>
        <span className={styles.stack}>
          <LargeTitle>{number(customersEnriched)}</LargeTitle>
          <Body1>{text('results.enriched.of', { count: customersTotal, share: percent(customersTotal === 0 ? 0 : customersEnriched / customersTotal, 1) })}</Body1>
        </span>
      </div>
      <div className={styles.foot}>
        <Caption1 title={instant(publishedAt)}>{`${text('results.enriched.updated', { when: relative(publishedAt, now) })} · ${text('results.enriched.days', { count: coverage.days })}`}</Caption1>
        {view.nextRunAt !== undefined && view.nextRunAt > now && <Caption1>{text('results.enriched.next', { when: instant(view.nextRunAt) })}</Caption1>}
      </div>
    </Section>
  );
}

const overviewFigures = ['addressesSelected', 'addressesProcessed', 'emailsProcessed', 'meetingsProcessed', 'daysOfData'] as const;

/** What was read. A run has its overview when it has ended. */
export function EmailsAndMeetings({ overview, isLoading }: { readonly overview: RunRecord['overview']; readonly isLoading: boolean }) {
  const styles = useStyles();
  const { text, number } = useTexts();
  return (
    <Section title={text('results.overview.title')}>
      <dl className={styles.figures}>
        {overviewFigures.map((figure) => (
          <div key={figure} className={styles.figure}>
            <dt>{text(`results.overview.${figure}`)}</dt>
            <dd className={styles.value}>
              {overview !== undefined ? (
                number(overview[figure])
              ) : isLoading ? (
                <Skeleton aria-label={text('shell.loading')}>
                  <SkeletonItem className={styles.waiting} />
                </Skeleton>
              ) : (
                text('enrichments.none')
              )}
            </dd>
          </div>
        ))}
      </dl>
      {overview === undefined && !isLoading && <Caption1 className={styles.quiet}>{text('results.overview.later')}</Caption1>}
    </Section>
  );
}
