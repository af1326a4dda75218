import { Button } from '@fluentui/react-components';
import { PersonSearchRegular } from '@fluentui/react-icons';
import { useNavigate, useParams } from 'react-router';
import { ApiFailure } from '../../api/apiFailure.ts';
import type { CardAnswer } from '../../api/contract.ts';
import { useAnswer } from '../../api/useApi.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { cardPath, customersPath } from '../../components/customers/customerPaths.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { CustomerCommands } from './CustomerCommands.tsx';
import { CustomerDetails } from './CustomerDetails.tsx';
import { CustomerSkeleton } from './CustomerSkeleton.tsx';

/** How engaged one customer is, and why. */
export default function CustomerPage() {
  const { enrichmentId = '', customerId = '' } = useParams();
  const navigate = useNavigate();
  const { text } = useTexts();
  const query = useAnswer<CardAnswer>(cardPath(enrichmentId, customerId));
  const crumbs = [{ label: text('shell.customers'), path: customersPath(enrichmentId) }];
  if (query.error instanceof ApiFailure && query.error.code === 'notFound') {
    return (
      <Page title={text('customer.title')} crumbs={crumbs}>
        <EmptyState icon={<PersonSearchRegular />} title={text('customer.gone')} text={text('customer.goneText')} action={<Button appearance="primary" onClick={() => void navigate('/customers')}>{text('customer.goneAction')}</Button>} />
      </Page>
    );
  }
  return (
    // Another customer is another page, which begins without the opened parts of this one.
    <Page key={customerId} title={query.data?.card.name ?? text('customer.title')} crumbs={crumbs}>
      <CustomerCommands enrichmentId={enrichmentId} customerId={customerId} name={query.data?.card.name} />
      <QueryView query={query} loading={<CustomerSkeleton />}>
        {(answer) => <CustomerDetails {...answer} />}
      </QueryView>
    </Page>
  );
}
