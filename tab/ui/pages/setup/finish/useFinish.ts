import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EnrichmentView } from '../../../api/contract.ts';
import { useApi } from '../../../api/useApi.ts';
import { rememberEnrichment, type Draft } from '../draft/useDraft.ts';

export interface Finished {
  readonly view: EnrichmentView;
  /** Whether it had been set up before: then this was a change. */
  readonly wasSetUp: boolean;
}

/** Saves what is not saved yet, and lets the draft hold. Gives nothing where saving failed, which the draft tells by itself. */
export function useFinish(draft: Draft) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation<Finished | undefined>({
    mutationFn: async () => {
      if (!(await draft.save())) return undefined;
      const { enrichment } = draft.current().view;
      const view = await api.send<EnrichmentView>('POST', `/enrichments/${enrichment.id}/finish`, { revision: enrichment.revision });
      rememberEnrichment(client, view);
      void client.invalidateQueries({ predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith(`/enrichments/${enrichment.id}/`) });
      draft.rebase(view);
      return { view, wasSetUp: enrichment.settings !== undefined };
    },
  });
}
