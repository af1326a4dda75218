import { Button } from '@fluentui/react-components';
import { DatabaseSearchRegular, HourglassRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import type { EnrichmentView } from '../../api/contract.ts';
import { useMay } from '../../api/useApi.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { nameOf } from '../../components/useChosenEnrichment.ts';
import { useTexts } from '../../texts/TextsContext.ts';

interface NoResultsProps {
  readonly enrichments: readonly EnrichmentView[];
  /** The one in the address. */
  readonly wanted: string | undefined;
}

/** Where there is nobody to list yet: what comes first, and who does it. */
export function NoResults({ enrichments, wanted }: NoResultsProps) {
  const navigate = useNavigate();
  const { text } = useTexts();
  const maySetUp = useMay('editEnrichments');
  const next = enrichments.find(({ enrichment }) => enrichment.id === wanted) ?? (wanted === undefined ? (enrichments.find(({ state }) => state === 'running') ?? enrichments[0]) : undefined);
  if (next !== undefined) {
    const { state, enrichment } = next;
    return (
      <EmptyState
        icon={<HourglassRegular />}
        title={text('customers.noResults', { name: nameOf(next) ?? text('customers.unnamed') })}
        text={text(`customers.noResultsIn.${state}`)}
        action={
          <Button appearance="primary" onClick={() => void navigate(`/enrichments/${enrichment.id}`)}>
            {text(state === 'running' ? 'customers.seeProgress' : 'customers.seeEnrichment')}
          </Button>
        }
      />
    );
  }
  if (enrichments.length > 0) {
    return <EmptyState icon={<DatabaseSearchRegular />} title={text('customers.gone')} text={text('customers.goneText')} action={<Button appearance="primary" onClick={() => void navigate('/customers')}>{text('customers.goneAction')}</Button>} />;
  }
  return (
    <EmptyState
      icon={<DatabaseSearchRegular />}
      title={text('customers.noEnrichment')}
      text={text(maySetUp ? 'customers.noEnrichmentSetUp' : 'customers.noEnrichmentAsk')}
      action={
        maySetUp && (
          <Button appearance="primary" onClick={() => void navigate('/enrichments/new')}>
            {text('customers.setUp')}
          </Button>
        )
      }
    />
  );
}
