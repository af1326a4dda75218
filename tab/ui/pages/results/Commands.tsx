import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { ArrowDownloadRegular, ArrowLeftRegular, DataPieRegular, DeleteRegular, EditRegular, PauseCircleRegular, PeopleRegular, PlayCircleRegular, PlayRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { saveFile } from '../../api/saveFile.ts';
import { useApi, useMay } from '../../api/useApi.ts';
import type { EnrichmentView } from '../../api/contract.ts';
import { CommandBar, type Command } from '../../components/CommandBar.tsx';
import { Notices } from '../../components/enrichment/Notices.tsx';
import { runBlockedBy } from '../../components/enrichment/possible.ts';
import { RemoveDialog } from '../../components/enrichment/RemoveDialog.tsx';
import { useEnrichmentChanges } from '../../components/enrichment/useEnrichmentChanges.ts';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { useTexts } from '../../texts/TextsContext.ts';

interface CommandsProps {
  readonly view: EnrichmentView;
  readonly onShowProgress: () => void;
}

type Export = { readonly kind: 'writing' } | { readonly kind: 'saved'; readonly name: string } | { readonly kind: 'failed'; readonly error: unknown };

/** What can be done with the enrichment and its results; only what the person may. */
export function Commands({ view, onShowProgress }: CommandsProps) {
  const { text } = useTexts();
  const navigate = useNavigate();
  const api = useApi();
  const mayEdit = useMay('editEnrichments');
  const mayRun = useMay('runEnrichments');
  const mayExport = useMay('exportResults');
  const maySegment = useMay('editSegments');
  const mayReadResults = useMay('readResults');
  const { carryOut, notices, dismiss } = useEnrichmentChanges();
  const [isRemoving, setRemoving] = useState(false);
  const [exported, setExported] = useState<Export>();
  const { id, isActive, settings } = view.enrichment;

  const exportAs = async (format: 'csv' | 'parquet') => {
    setExported({ kind: 'writing' });
    try {
      const name = await saveFile(await api.fetch(`/enrichments/${id}/results/export?format=${format}`), `AccountEngagement.${format}`);
      setExported({ kind: 'saved', name });
    } catch (error) {
      setExported({ kind: 'failed', error });
    }
  };
  const run = async () => {
    const [notice] = await carryOut('run', [view]);
    if (notice?.intent === 'success') onShowProgress();
  };
  const blocked = runBlockedBy(view);
  const withoutResults = view.publication === undefined ? text('results.commands.noResults') : undefined;
  const onResults = (command: Omit<Command, 'disabledReason'>): Command => ({ ...command, disabledReason: withoutResults });
  const exportDisabled = withoutResults ?? (exported?.kind === 'writing' ? text('results.commands.exporting') : undefined);
  const groups: readonly (readonly Command[])[] = [
    [{ id: 'back', label: text('shell.back'), icon: <ArrowLeftRegular />, onClick: () => void navigate('/enrichments?view=mine') }],
    [
      ...(mayRun ? [{ id: 'run', label: text('enrichments.commands.run'), icon: <PlayRegular />, onClick: () => void run(), disabledReason: blocked && text(`enrichments.blocked.${blocked}`) }] : []),
      ...(mayEdit && settings !== undefined
        ? [
            isActive
              ? { id: 'deactivate', label: text('enrichments.commands.deactivate'), icon: <PauseCircleRegular />, onClick: () => void carryOut('deactivate', [view]) }
              : { id: 'activate', label: text('enrichments.commands.activate'), icon: <PlayCircleRegular />, onClick: () => void carryOut('activate', [view]) },
          ]
        : []),
      ...(mayEdit
        ? [
            { id: 'remove', label: text('enrichments.commands.remove'), icon: <DeleteRegular />, onClick: () => setRemoving(true) },
            { id: 'edit', label: text('enrichments.commands.edit'), icon: <EditRegular />, onClick: () => void navigate(`/enrichments/${id}/edit`) },
          ]
        : []),
    ],
    [
      ...(mayReadResults ? [onResults({ id: 'customers', label: text('results.commands.customers'), icon: <PeopleRegular />, onClick: () => void navigate(`/customers/${id}`) })] : []),
      ...(maySegment ? [onResults({ id: 'segment', label: text('results.commands.segment'), icon: <DataPieRegular />, onClick: () => void navigate(`/segments/${id}/new`) })] : []),
      ...(mayExport
        ? [
            { id: 'csv', label: text('results.commands.exportCsv'), icon: <ArrowDownloadRegular />, onClick: () => void exportAs('csv'), disabledReason: exportDisabled },
            { id: 'parquet', label: text('results.commands.exportParquet'), icon: <ArrowDownloadRegular />, onClick: () => void exportAs('parquet'), disabledReason: exportDisabled },
          ]
        : []),
    ],
  ];
  return (
    <>
      <CommandBar label={text('results.commands.label')} groups={groups} />
      <Notices notices={notices} onDismiss={dismiss} />
      {exported?.kind === 'failed' && <FailureMessage error={exported.error} />}
      {exported?.kind === 'saved' && (
        <MessageBar intent="success" role="status">
          <MessageBarBody>{text('results.exported', { name: exported.name })}</MessageBarBody>
        </MessageBar>
      )}
      {isRemoving && (
        <RemoveDialog
          views={[view]}
          onConfirm={async () => {
            const told = await carryOut('remove', [view]);
            if (told.every(({ intent }) => intent === 'success')) void navigate('/enrichments?view=mine', { state: { notices: told } });
          }}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  );
}
