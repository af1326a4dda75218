import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ApiClient } from '../../../api/apiClient.ts';
import type { EnrichmentDraftBody, EnrichmentView } from '../../../api/contract.ts';
import { useApi } from '../../../api/useApi.ts';
import { DraftKeeper, type DraftState } from './draftKeeper.ts';
import { keepEdits, keptEdits } from './keptEdits.ts';

const pauseMilliseconds = 1_000;

export const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Puts an answer where every page finds it; the list of all is asked for again when it is looked at. */
export function rememberEnrichment(client: QueryClient, view: EnrichmentView): void {
  client.setQueryData([`/enrichments/${view.enrichment.id}`, {}], view);
  void client.invalidateQueries({ queryKey: ['/enrichments'] });
}

export interface Draft extends DraftState, Pick<DraftKeeper, 'change' | 'save' | 'resolve' | 'rebase' | 'drop'> {
  /** As it is at this moment, for what goes on after a save. */
  readonly current: () => DraftState;
}

/** What is being set up, and how it is changed. Saved after a pause, when the page is left, and when the window is hidden. */
export function useDraft(view: EnrichmentView): Draft {
  const api = useApi();
  const client = useQueryClient();
  const [keeper] = useState(() => keeperOf(view, api, client));
  const state = useSyncExternalStore(keeper.subscribe, keeper.state);
  useEffect(() => keeper.rebase(view), [keeper, view]);
  useEffect(() => {
    const saveIfHidden = () => {
      if (document.visibilityState === 'hidden') void keeper.save();
    };
    document.addEventListener('visibilitychange', saveIfHidden);
    return () => {
      document.removeEventListener('visibilitychange', saveIfHidden);
      void keeper.save();
    };
  }, [keeper]);
  const { change, save, resolve, rebase, drop } = keeper;
  return { ...state, change, save, resolve, rebase, drop, current: keeper.state };
}

function keeperOf(view: EnrichmentView, api: ApiClient, client: QueryClient): DraftKeeper {
  const { id } = view.enrichment;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new DraftKeeper({
    view,
    edits: keptEdits(id),
    timeZone: browserTimeZone(),
    send: async (body: EnrichmentDraftBody, revision) => {
      const answer = await api.send<EnrichmentView>('PATCH', `/enrichments/${id}/draft`, { body, revision });
      rememberEnrichment(client, answer);
      return answer;
    },
    reload: () => api.get<EnrichmentView>(`/enrichments/${id}`),
    keep: (edits) => keepEdits(id, edits),
    afterPause: (callBack) => {
      clearTimeout(timer);
      timer = setTimeout(callBack, pauseMilliseconds);
    },
  });
}
