import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { RankedCustomer } from '../../api/contract.ts';
import { customerPath } from '../../components/customers/customerPaths.ts';
import { ScoreChange } from '../../components/customers/ScoreChange.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { AppLink } from './AppLink.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr) auto auto', columnGap: tokens.spacingHorizontalM, margin: 0, padding: 0, listStyleType: 'none' },
  row: { display: 'grid', gridTemplateColumns: 'subgrid', gridColumn: '1 / -1', alignItems: 'baseline', padding: `${tokens.spacingVerticalS} 0`, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, ':first-child': { borderTopStyle: 'none' } },
  rank: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums', textAlign: 'end' },
  name: { overflowWrap: 'anywhere' },
  score: { ...typographyStyles.body1Strong, fontVariantNumeric: 'tabular-nums', textAlign: 'end' },
  change: { textAlign: 'end' },
});

/** Customers with rank, score and change, each of which opens its card. */
export function CustomerList({ enrichmentId, customers }: { readonly enrichmentId: string; readonly customers: readonly RankedCustomer[] }) {
  const styles = useStyles();
  const { number, text } = useTexts();
  return (
    <ol className={styles.list}>
      {customers.map(({ customerId, name, rank, score, scoreChange }) => (
        <li key={customerId} className={styles.row}>
          <span className={styles.rank}>{number(rank)}</span>
          <span className={styles.name}>
            <AppLink to={customerPath(enrichmentId, customerId)}>{name}</AppLink>
          </span>
          <span className={styles.score} role="img" aria-label={text('charts.gauge', { title: text('customer.score'), score })}>
            {number(score)}
          </span>
          <span className={styles.change}>
            <ScoreChange change={scoreChange} />
          </span>
        </li>
      ))}
    </ol>
  );
}
