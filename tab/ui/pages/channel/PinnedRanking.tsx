import { Body1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { Movers, Ranking } from '../../api/contract.ts';
import { FreshnessLine } from '../../components/FreshnessLine.tsx';
import { Section } from '../../components/Section.tsx';
import { customersPath } from '../../components/customers/customerPaths.ts';
import { nameOf } from '../../components/useChosenEnrichment.ts';
import { useAnswer, useEnrichment } from '../../api/useApi.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { AppLink } from './AppLink.tsx';
import { CustomerList } from './CustomerList.tsx';
import type { Pinned } from './pinned.ts';
import { PinnedAnswer } from './PinnedAnswer.tsx';
import { listMax, refreshMilliseconds } from './refresh.ts';

const moversMax = 5;

const useStyles = makeStyles({
  heading: { ...typographyStyles.subtitle1, margin: 0, overflowWrap: 'anywhere' },
  lists: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))', gap: tokens.spacingHorizontalL, alignItems: 'start' },
});

type PinnedRankingProps = Extract<Pinned, { readonly kind: 'ranking' }>;

/** The most engaged customers of an enrichment, and whose score moved most since its last run. */
export function PinnedRanking({ enrichmentId }: PinnedRankingProps) {
  const ranking = useAnswer<Ranking>(`/enrichments/${enrichmentId}/ranking`, { query: { limit: listMax }, refetchMilliseconds: refreshMilliseconds });
  return (
    <PinnedAnswer query={ranking} loadingHeights={[28, 420, 240]}>
      {(answer) => <Lists ranking={answer} enrichmentId={enrichmentId} />}
    </PinnedAnswer>
  );
}

function Lists({ ranking, enrichmentId }: { readonly ranking: Ranking; readonly enrichmentId: string }) {
  const styles = useStyles();
  const { text } = useTexts();
  const enrichment = useEnrichment(enrichmentId);
  const movers = useAnswer<Movers>(`/enrichments/${enrichmentId}/movers`, { query: { limit: moversMax }, refetchMilliseconds: refreshMilliseconds });
  const name = enrichment.data && nameOf(enrichment.data);
  return (
    <>
      <h2 className={styles.heading}>{name === undefined ? text('channel.ranking') : text('channel.rankingOf', { name })}</h2>
      <FreshnessLine publication={ranking.publication} coverage={ranking.coverage} />
      <Section title={text('channel.top')} action={<AppLink to={customersPath(enrichmentId)}>{text('channel.openRanking')}</AppLink>}>
        <CustomerList enrichmentId={enrichmentId} customers={ranking.items} />
      </Section>
      <PinnedAnswer query={movers} loadingHeights={[240]}>
        {({ up, down }) => (
          <div className={styles.lists}>
            {([['up', up], ['down', down]] as const).map(([direction, customers]) => (
              <Section key={direction} title={text(`channel.${direction}`)}>
                {customers.length === 0 ? <Body1>{text('channel.noMovers')}</Body1> : <CustomerList enrichmentId={enrichmentId} customers={customers} />}
              </Section>
            ))}
          </div>
        )}
      </PinnedAnswer>
    </>
  );
}
