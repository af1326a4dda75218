import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import type { SearchHit } from '../../api/contract.ts';
import { useAnswer } from '../../api/useApi.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { RouteLink } from '../../components/RouteLink.tsx';
import { customerPath } from '../../components/customers/customerPaths.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import type { ListState } from './listState.ts';

const nearestMax = 5;

const useStyles = makeStyles({
  next: { display: 'flex', flexDirection: 'column', alignItems: 'center', gap: tokens.spacingVerticalM },
  nearest: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: tokens.spacingHorizontalL, margin: 0, padding: 0, listStyleType: 'none' },
});

interface NothingFoundProps {
  readonly enrichmentId: string;
  readonly state: ListState;
  readonly onClear: () => void;
}

/** In place of an empty list: names that are near to what was typed, and the way back to all. */
export function NothingFound({ enrichmentId, state: { text: typed, filter }, onClear }: NothingFoundProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const { data: nearest = [] } = useAnswer<readonly SearchHit[]>(`/enrichments/${enrichmentId}/customers`, { query: { text: typed, limit: nearestMax }, isEnabled: typed !== undefined });
  const isNarrowed = typed !== undefined || filter !== undefined;
  return (
    <EmptyState
      icon={<SearchRegular />}
      title={typed === undefined ? text('customers.noneFit') : text('customers.noneCalled', { typed })}
      text={text(isNarrowed ? (nearest.length > 0 ? 'customers.nearest' : 'customers.noneText') : 'customers.noneAtAll')}
      action={
        <div className={styles.next}>
          {nearest.length > 0 && (
            <ul className={styles.nearest}>
              {nearest.map(({ customerId, name }) => (
                <li key={customerId}>
                  <RouteLink to={customerPath(enrichmentId, customerId)}>{name}</RouteLink>
                </li>
              ))}
            </ul>
          )}
          {isNarrowed && (
            <Button appearance="primary" onClick={onClear}>
              {text('customers.showAll')}
            </Button>
          )}
        </div>
      }
    />
  );
}
