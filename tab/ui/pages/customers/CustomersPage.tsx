import { Button, Dropdown, Field, makeStyles, Option } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { useNavigate, useParams } from 'react-router';
import { useMe } from '../../api/useApi.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { customersPath } from '../../components/customers/customerPaths.ts';
import { nameOf, useChosenEnrichment } from '../../components/useChosenEnrichment.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { CustomerList } from './CustomerList.tsx';
import { ListSkeleton } from './ListSkeleton.tsx';
import { NoResults } from './NoResults.tsx';

const useStyles = makeStyles({
  choice: { minWidth: 0, maxWidth: '100%' },
});

/** All customers of an enrichment, in order of their engagement. */
export default function CustomersPage() {
  const { text } = useTexts();
  const { data, error, refetch } = useMe();
  if (data?.actions.includes('readResults') === true) return <Customers />;
  return (
    <Page title={text('customers.title')}>
      {data !== undefined ? (
        <NotYours mayReadConsent={data.actions.includes('readConsent')} />
      ) : error !== null ? (
        <FailureMessage error={error} onRetry={() => void refetch()} />
      ) : (
        <ListSkeleton />
      )}
    </Page>
  );
}

/** Who gives consent, say, is not somebody who may see what comes of it, and finds this page first all the same. */
function NotYours({ mayReadConsent }: { readonly mayReadConsent: boolean }) {
  const { text } = useTexts();
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={<LockClosedRegular />}
      title={text('customers.notYours')}
      text={text('customers.notYoursText')}
      action={
        mayReadConsent && (
          <Button appearance="primary" onClick={() => void navigate('/privacy')}>
            {text('customers.toPrivacy')}
          </Button>
        )
      }
    />
  );
}

function Customers() {
  const styles = useStyles();
  const { enrichmentId } = useParams();
  const navigate = useNavigate();
  const { text } = useTexts();
  const { query, withResults, chosen } = useChosenEnrichment(enrichmentId);
  const choice = withResults.length > 1 && (
    <Field label={text('customers.enrichment')} orientation="horizontal" className={styles.choice}>
      <Dropdown value={(chosen && nameOf(chosen)) ?? ''} selectedOptions={chosen ? [chosen.enrichment.id] : []} onOptionSelect={(_event, { optionValue = '' }) => void navigate(customersPath(optionValue))}>
        {withResults.map((view) => (
          <Option key={view.enrichment.id} value={view.enrichment.id}>
            {nameOf(view) ?? ''}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
  return (
    <Page title={text('customers.title')} actions={choice}>
      <QueryView query={query} loading={<ListSkeleton />}>
        {(enrichments) => (chosen === undefined ? <NoResults enrichments={enrichments} wanted={enrichmentId} /> : <CustomerList key={chosen.enrichment.id} enrichmentId={chosen.enrichment.id} />)}
      </QueryView>
    </Page>
  );
}
