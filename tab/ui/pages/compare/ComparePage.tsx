import { useQueries } from '@tanstack/react-query';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ScalesRegular } from '@fluentui/react-icons';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { CardAnswer } from '../../api/contract.ts';
import { useApi } from '../../api/useApi.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { FreshnessLine } from '../../components/FreshnessLine.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { cardPath, comparePath, customersPath } from '../../components/customers/customerPaths.ts';
import { CustomerSearch } from '../../components/customers/CustomerSearch.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { CompareCharts } from './CompareCharts.tsx';
import { CompareTable } from './CompareTable.tsx';

/** More would not stand side by side. */
const customersMax = 4;

const useStyles = makeStyles({
  search: { maxWidth: '420px' },
  gap: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
});

/** Up to four customers side by side. Who they are stands in the address, so that a comparison can be shared. */
export default function ComparePage() {
  const styles = useStyles();
  const { enrichmentId = '' } = useParams();
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const api = useApi();
  const { text } = useTexts();
  const ids = [...new Set(parameters.getAll('customers'))].slice(0, customersMax);
  const queries = useQueries({
    queries: ids.map((id) => ({ queryKey: [cardPath(enrichmentId, id), {}], queryFn: ({ signal }: { readonly signal: AbortSignal }) => api.get<CardAnswer>(cardPath(enrichmentId, id), { signal }) })),
  });
  const show = (customerIds: readonly string[]) => void navigate(comparePath(enrichmentId, customerIds), { replace: true });
  const answers = queries.flatMap(({ data }) => data ?? []);
  const cards = answers.map(({ card }) => card);
  const [first] = answers;
  const failed = queries.find(({ error }) => error !== null);
  const isLoading = queries.some(({ data, error }) => data === undefined && error === null);
  return (
    <Page title={text('compare.title')} crumbs={[{ label: text('shell.customers'), path: customersPath(enrichmentId) }]}>
      {ids.length < customersMax && (
        <div className={styles.search}>
          <CustomerSearch enrichmentId={enrichmentId} label={text('compare.add')} placeholder={text('compare.add')} without={ids} onChoose={({ customerId }) => show([...ids, customerId])} />
        </div>
      )}
      {failed !== undefined && <FailureMessage error={failed.error} onRetry={() => void failed.refetch()} />}
      {ids.length === 0 ? (
        <EmptyState icon={<ScalesRegular />} title={text('compare.nobody')} text={text('compare.nobodyText')} action={<Button onClick={() => void navigate(customersPath(enrichmentId))}>{text('compare.toCustomers')}</Button>} />
      ) : isLoading ? (
        <Loading heights={[16, 640]} />
      ) : (
        first !== undefined && (
          <div className={styles.gap}>
            <FreshnessLine publication={first.publication} coverage={first.coverage} />
            <CompareTable enrichmentId={enrichmentId} cards={cards} onRemove={(customerId) => show(ids.filter((id) => id !== customerId))} />
            <CompareCharts answers={answers} />
          </div>
        )
      )}
    </Page>
  );
}
