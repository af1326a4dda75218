import { PeopleListRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import type { RankedCustomer, Segment, SegmentMembers as Members } from '../../api/contract.ts';
import { useAnswer, useApi } from '../../api/useApi.ts';
import { customerPath } from '../../components/customers/customerPaths.ts';
import { useCustomerColumns } from '../../components/customers/useCustomerColumns.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FreshnessLine } from '../../components/FreshnessLine.tsx';
import { PagedTable } from '../../components/PagedTable.tsx';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';

/** The customers in a segment, in the order of their scores. */
export function SegmentMembers({ segment: { enrichmentId, id, revision, history } }: { readonly segment: Segment }) {
  const { text } = useTexts();
  const api = useApi();
  const navigate = useNavigate();
  const columns = useCustomerColumns({ isSortable: false });
  const path = `/enrichments/${enrichmentId}/segments/${id}/members`;
  const isCounted = history.length > 0;
  const first = useAnswer<Members>(path, { query: { limit: 1 }, isEnabled: isCounted });
  return (
    <Section title={text('segments.members')}>
      {first.data !== undefined && <FreshnessLine publication={first.data.publication} coverage={first.data.coverage} />}
      {isCounted ? (
        <PagedTable<RankedCustomer>
          label={text('segments.members')}
          columns={columns}
          // Another definition has other members.
          queryKey={[path, revision]}
          load={(query, signal) => api.get<Members>(path, { query, signal })}
          rowKey={({ customerId }) => customerId}
          onOpen={({ customerId }) => void navigate(customerPath(enrichmentId, customerId))}
          empty={<EmptyState icon={<PeopleListRegular />} title={text('segments.noMembers.title')} text={text('segments.noMembers.text')} />}
        />
      ) : (
        <EmptyState icon={<PeopleListRegular />} title={text('segments.notCounted')} text={text('segments.notCountedText')} />
      )}
    </Section>
  );
}
