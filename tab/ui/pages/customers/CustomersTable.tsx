import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { RankedCustomer } from '../../api/contract.ts';
import { useApi } from '../../api/useApi.ts';
import { customerPath } from '../../components/customers/customerPaths.ts';
import { useCustomerColumns } from '../../components/customers/useCustomerColumns.tsx';
import { PagedTable } from '../../components/PagedTable.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { customersBody, customersQueryPath, loadCustomers } from './customersQuery.ts';
import { sortColumns, type ListState } from './listState.ts';

interface CustomersTableProps {
  readonly enrichmentId: string;
  readonly state: ListState;
  readonly onChange: (changed: Partial<ListState>) => void;
  readonly empty: ReactNode;
}

/** The customers as a table, however many there are. */
export default function CustomersTable({ enrichmentId, state, onChange, empty }: CustomersTableProps) {
  const { text } = useTexts();
  const api = useApi();
  const navigate = useNavigate();
  const columns = useCustomerColumns({ isSortable: true });
  return (
    <PagedTable<RankedCustomer>
      label={text('customers.title')}
      columns={columns}
      queryKey={[customersQueryPath(enrichmentId), customersBody(state)]}
      load={(page, signal) => loadCustomers(api, enrichmentId, state, page, signal)}
      sorting={{ column: state.sort, direction: state.direction }}
      onSort={({ column, direction }) => onChange({ sort: sortColumns.find((known) => known === column) ?? 'score', direction })}
      rowKey={({ customerId }) => customerId}
      onOpen={({ customerId }) => void navigate(customerPath(enrichmentId, customerId))}
      empty={empty}
    />
  );
}
