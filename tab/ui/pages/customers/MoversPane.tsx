import { Caption1, Caption1Strong, makeStyles, tokens } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Movers } from '../../api/contract.ts';
import { Loading } from '../../components/Loading.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { RouteLink } from '../../components/RouteLink.tsx';
import { Section } from '../../components/Section.tsx';
import { customerPath } from '../../components/customers/customerPaths.ts';
import { ScoreChange } from '../../components/customers/ScoreChange.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { moversHeightPixels } from './ListSkeleton.tsx';

const useStyles = makeStyles({
  lists: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXL, '& > *': { flex: '1 1 200px', minWidth: 0 } },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, margin: 0, padding: 0, listStyleType: 'none' },
  mover: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  name: { minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Whose score rose and fell the most since the run before. */
export function MoversPane({ enrichmentId, query }: { readonly enrichmentId: string; readonly query: UseQueryResult<Movers> }) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <Section title={text('customers.movers')}>
      <QueryView query={query} loading={<Loading heights={[moversHeightPixels - 84]} />}>
        {({ up, down }) =>
          up.length + down.length === 0 ? (
            <Caption1 className={styles.quiet}>{text('customers.noMovers')}</Caption1>
          ) : (
            <div className={styles.lists}>
              <MoverList title={text('customers.moversUp')} enrichmentId={enrichmentId} movers={up} />
              <MoverList title={text('customers.moversDown')} enrichmentId={enrichmentId} movers={down} />
            </div>
          )
        }
      </QueryView>
    </Section>
  );
}

function MoverList({ title, enrichmentId, movers }: { readonly title: string; readonly enrichmentId: string; readonly movers: Movers['up'] }) {
  const styles = useStyles();
  if (movers.length === 0) return null;
  return (
    <div>
      <Caption1Strong as="h3" block>
        {title}
      </Caption1Strong>
      <ol className={styles.list}>
        {movers.map(({ customerId, name, scoreChange }) => (
          <li key={customerId} className={styles.mover}>
            <RouteLink to={customerPath(enrichmentId, customerId)} className={styles.name}>
              {name}
            </RouteLink>
            <ScoreChange change={scoreChange} />
          </li>
        ))}
      </ol>
    </div>
  );
}
