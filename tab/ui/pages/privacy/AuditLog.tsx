import type { Audit, EnrichmentView } from '../../api/contract.ts';
import { useApi } from '../../api/useApi.ts';
import { personName } from '../../components/consent/personName.ts';
import { PagedTable, type PagedColumn } from '../../components/PagedTable.tsx';
import { Section } from '../../components/Section.tsx';
import { nameOf } from '../../components/useChosenEnrichment.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { auditDetails } from './auditDetails.ts';

const path = '/audit';

type Row = Audit['items'][number] & { readonly byName: string };

interface AuditLogProps {
  readonly enrichments: readonly EnrichmentView[];
  /** Shows what there is of an enrichment, deleted ones included. */
  readonly onOpen: (enrichmentId: string) => void;
}

/** Who did what when, the newest first. */
export function AuditLog({ enrichments, onOpen }: AuditLogProps) {
  const api = useApi();
  const texts = useTexts();
  const { text, instant } = texts;
  const named = (id: string) => {
    const view = enrichments.find(({ enrichment }) => enrichment.id === id);
    return view === undefined ? text('privacy.deleted') : (nameOf(view) ?? text('privacy.unnamed'));
  };
  const columns: readonly PagedColumn<Row>[] = [
    { id: 'at', label: text('privacy.audit.at'), widthPixels: 190, cell: ({ at }) => instant(at) },
    { id: 'action', label: text('privacy.audit.action'), widthPixels: 340, cell: ({ action }) => text(`words.auditActions.${action}`) },
    { id: 'by', label: text('privacy.audit.by'), widthPixels: 180, cell: ({ byName }) => byName },
    { id: 'enrichment', label: text('privacy.audit.enrichment'), widthPixels: 180, cell: ({ enrichmentId }) => (enrichmentId === undefined ? '' : named(enrichmentId)) },
    { id: 'details', label: text('privacy.audit.details'), widthPixels: 320, cell: (entry) => auditDetails(texts, entry) },
  ];
  const load = async (page: { readonly offset: number; readonly limit: number }, signal: AbortSignal) => {
    const { total, items, people } = await api.get<Audit>(path, { query: page, signal });
    return { total, items: items.map((entry) => ({ ...entry, byName: entry.by === undefined ? text('privacy.service') : personName(texts, people, entry.by) })) };
  };
  return (
    <Section title={text('privacy.audit.title')}>
      <PagedTable<Row>
        label={text('privacy.audit.title')}
        columns={columns}
        queryKey={[path]}
        load={load}
        rowKey={({ sequence }) => String(sequence)}
        onOpen={({ enrichmentId }) => enrichmentId !== undefined && onOpen(enrichmentId)}
        empty={text('privacy.audit.none')}
      />
    </Section>
  );
}
