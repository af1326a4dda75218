import { useQueryClient } from '@tanstack/react-query';
import { Button } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { EnrichmentView } from '../../api/contract.ts';
import { useApi } from '../../api/useApi.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { rememberEnrichment, type Draft } from './draft/useDraft.ts';

/** Takes back what was changed of an enrichment that is set up, or deletes a draft that never was. */
export function DiscardButton({ draft }: { readonly draft: Draft }) {
  const { text } = useTexts();
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const { id, settings } = draft.view.enrichment;
  const wasSetUp = settings !== undefined;
  const isChanged = draft.view.enrichment.draft !== undefined || Object.keys(draft.edits).length > 0;
  if (wasSetUp && !isChanged) return null;
  const discard = async () => {
    await draft.drop();
    if (wasSetUp) {
      if (draft.current().view.enrichment.draft !== undefined) rememberEnrichment(client, await api.send<EnrichmentView>('DELETE', `/enrichments/${id}/draft`));
      void navigate(`/enrichments/${id}`);
      return;
    }
    await api.send('DELETE', `/enrichments/${id}`);
    void client.invalidateQueries({ queryKey: ['/enrichments'] });
    void navigate('/enrichments');
  };
  return (
    <>
      <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => setOpen(true)}>
        {text(wasSetUp ? 'setup.buttons.discard' : 'setup.buttons.deleteDraft')}
      </Button>
      {isOpen && (
        <ConfirmDialog title={text(wasSetUp ? 'setup.discard.title' : 'setup.discard.draftTitle')} confirmLabel={text(wasSetUp ? 'setup.buttons.discard' : 'setup.buttons.deleteDraft')} onConfirm={discard} onClose={() => setOpen(false)}>
          {text(wasSetUp ? 'setup.discard.text' : 'setup.discard.draftText')}
        </ConfirmDialog>
      )}
    </>
  );
}
