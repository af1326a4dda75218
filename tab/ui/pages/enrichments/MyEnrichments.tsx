import { Button, Caption1, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular, PauseCircleRegular, PlayCircleRegular, PlayRegular, PulseRegular, SearchRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useMay } from '../../api/useApi.ts';
import type { EnrichmentView } from '../../api/contract.ts';
import { CommandBar, type Command } from '../../components/CommandBar.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Notices } from '../../components/enrichment/Notices.tsx';
import { isPossible, type Change } from '../../components/enrichment/possible.ts';
import { RemoveDialog } from '../../components/enrichment/RemoveDialog.tsx';
import { useEnrichmentChanges, type Notice } from '../../components/enrichment/useEnrichmentChanges.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { EnrichmentsTable } from './EnrichmentsTable.tsx';
import { foundAndSorted, type Order } from './sortEnrichments.ts';

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}` },
  search: { flexGrow: 1, maxWidth: '320px', minWidth: '200px' },
  count: { color: tokens.colorNeutralForeground2 },
});

/** The enrichments of the organisation: what becomes of them, and what can be done with one or several of them. */
export function MyEnrichments({ enrichments }: { readonly enrichments: readonly EnrichmentView[] }) {
  const styles = useStyles();
  const { text } = useTexts();
  const navigate = useNavigate();
  const location = useLocation();
  const mayEdit = useMay('editEnrichments');
  const mayRun = useMay('runEnrichments');
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<Order>({ column: 'name', direction: 'ascending' });
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set());
  const [removing, setRemoving] = useState<readonly EnrichmentView[]>([]);
  // The page of an enrichment that was deleted leads here, with what became of it.
  const { carryOut, isBusy, notices, dismiss } = useEnrichmentChanges((location.state as { readonly notices?: readonly Notice[] } | null)?.notices);

  if (enrichments.length === 0) {
    return (
      <>
        <Notices notices={notices} onDismiss={dismiss} />
        <EmptyState
          icon={<PulseRegular />}
          title={text('enrichments.empty.title')}
          text={text(mayEdit ? 'enrichments.empty.text' : 'enrichments.empty.textOthers')}
          {...(mayEdit && { action: <Button appearance="primary" onClick={() => void navigate('/enrichments/new')}>{text('enrichments.tile.action')}</Button> })}
        />
      </>
    );
  }
  const found = foundAndSorted(enrichments, search, order);
  const selected = found.filter(({ enrichment }) => selectedIds.has(enrichment.id));
  const change = (kind: Change, views: readonly EnrichmentView[]) => {
    if (kind === 'remove') setRemoving(views);
    else void carryOut(kind, views);
  };
  const command = (kind: Change, icon: Command['icon']): Command => {
    const possible = selected.filter((view) => isPossible(kind, view));
    return {
      id: kind,
      label: text(`enrichments.commands.${kind}`),
      icon,
      onClick: () => change(kind, possible),
      disabledReason: selected.length === 0 ? text('enrichments.blocked.selectFirst') : possible.length === 0 || isBusy ? text('enrichments.blocked.noneSelected') : undefined,
    };
  };
  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        <SearchBox className={styles.search} aria-label={text('enrichments.search')} placeholder={text('enrichments.search')} value={search} onChange={(_event, { value }) => setSearch(value)} />
        {mayEdit && (
          <Button appearance="primary" icon={<AddRegular />} onClick={() => void navigate('/enrichments/new')}>
            {text('enrichments.tile.action')}
          </Button>
        )}
      </div>
      {mayEdit && (
        <CommandBar
          label={text('enrichments.commands.label')}
          groups={[[...(mayRun ? [command('run', <PlayRegular />)] : []), command('activate', <PlayCircleRegular />), command('deactivate', <PauseCircleRegular />), command('remove', <DeleteRegular />)]]}
        />
      )}
      <Notices notices={notices} onDismiss={dismiss} />
      {found.length === 0 ? (
        <EmptyState icon={<SearchRegular />} title={text('enrichments.nothingFound.title')} text={text('enrichments.nothingFound.text')} action={<Button onClick={() => setSearch('')}>{text('enrichments.nothingFound.action')}</Button>} />
      ) : (
        <EnrichmentsTable views={found} order={order} onOrder={setOrder} selectedIds={selectedIds} onSelect={setSelectedIds} onChange={change} />
      )}
      <Caption1 role="status" className={styles.count}>
        {selected.length > 0 ? text('enrichments.selected', { count: selected.length }) : text('enrichments.found', { count: found.length })}
      </Caption1>
      {removing.length > 0 && (
        <RemoveDialog
          views={removing}
          onConfirm={async () => {
            await carryOut('remove', removing);
            setSelectedIds(new Set());
          }}
          onClose={() => setRemoving([])}
        />
      )}
    </div>
  );
}
