import { lazy, Suspense, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Movers } from '../../api/contract.ts';
import { useAnswer } from '../../api/useApi.ts';
import { FreshnessLine } from '../../components/FreshnessLine.tsx';
import { customerPath } from '../../components/customers/customerPaths.ts';
import { CustomerCards } from './CustomerCards.tsx';
import { CardsSkeleton } from './ListSkeleton.tsx';
import { ListToolbar } from './ListToolbar.tsx';
import { MoversPane } from './MoversPane.tsx';
import { NothingFound } from './NothingFound.tsx';
import { ShownFilter } from './ShownFilter.tsx';
import { readListState, writeListState, type ListState } from './listState.ts';
import { readView, writeView, type View } from './listView.ts';
import { useListStyles } from './useListStyles.ts';

/** Most people never look at the table, nor filter. */
const CustomersTable = lazy(() => import('./CustomersTable.tsx'));
const FilterPanel = lazy(() => import('./FilterPanel.tsx'));

/** The customers of an enrichment that has results: found, sorted, filtered, as cards or as a table, and those who moved most. */
export function CustomerList({ enrichmentId }: { readonly enrichmentId: string }) {
  const styles = useListStyles();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [view, setView] = useState<View>(readView);
  const [isFiltering, setFiltering] = useState(false);
  const state = readListState(parameters);
  const change = (changed: Partial<ListState>) => setParameters(writeListState(parameters, { ...state, ...changed }), { replace: true });
  const movers = useAnswer<Movers>(`/enrichments/${enrichmentId}/movers`, { query: { limit: 3 } });
  const empty = <NothingFound enrichmentId={enrichmentId} state={state} onClear={() => change({ text: undefined, filter: undefined })} />;
  return (
    <>
      {movers.data !== undefined && <FreshnessLine publication={movers.data.publication} coverage={movers.data.coverage} />}
      <div className={styles.columns}>
        <MoversPane enrichmentId={enrichmentId} query={movers} />
        <div className={styles.main}>
          <ListToolbar
            enrichmentId={enrichmentId}
            state={state}
            view={view}
            onChange={change}
            onView={(chosen) => {
              writeView(chosen);
              setView(chosen);
            }}
            onFilter={() => setFiltering(true)}
            onOpen={(customerId) => void navigate(customerPath(enrichmentId, customerId))}
          />
          <ShownFilter enrichmentId={enrichmentId} state={state} onChange={change} onEdit={() => setFiltering(true)} />
          {view === 'cards' ? (
            <CustomerCards enrichmentId={enrichmentId} state={state} empty={empty} />
          ) : (
            <Suspense fallback={<CardsSkeleton />}>
              <CustomersTable enrichmentId={enrichmentId} state={state} onChange={change} empty={empty} />
            </Suspense>
          )}
        </div>
      </div>
      {isFiltering && (
        <Suspense fallback={null}>
          <FilterPanel filter={state.filter} onApply={(filter) => change({ filter })} onClose={() => setFiltering(false)} />
        </Suspense>
      )}
    </>
  );
}
