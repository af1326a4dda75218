import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { followProgress } from '../../api/progressStream.ts';
import { useApi } from '../../api/useApi.ts';
import type { ProgressEvent } from '../../api/contract.ts';

interface Following {
  readonly event?: ProgressEvent;
  /** Why nothing comes at the moment, or never will. */
  readonly error?: unknown;
}

/** The enrichment and its last run, live as long as it is wanted and the page is in sight. What else is known of them is brought up to date with it. */
export function useProgress(enrichmentId: string, isWanted: boolean): Following {
  const api = useApi();
  const client = useQueryClient();
  const isVisible = useSyncExternalStore(onVisibilityChange, () => document.visibilityState === 'visible');
  const [following, setFollowing] = useState<Following>({});
  useEffect(() => {
    if (!isWanted || !isVisible) return undefined;
    const stop = new AbortController();
    let known: string | undefined;
    const onProgress = (event: ProgressEvent) => {
      setFollowing({ event });
      const mark = JSON.stringify([event.state, event.run?.run.id, event.run?.run.endedAt, event.run?.publications.length]);
      if (known !== undefined && known !== mark) void client.invalidateQueries({ predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/enrichments') });
      known = mark;
    };
    const onInterrupted = (error: unknown) => setFollowing((before) => ({ ...before, error }));
    followProgress(api, enrichmentId, { signal: stop.signal, onProgress, onInterrupted }).catch(onInterrupted);
    return () => stop.abort();
  }, [api, client, enrichmentId, isWanted, isVisible]);
  return following;
}

function onVisibilityChange(change: () => void): () => void {
  document.addEventListener('visibilitychange', change);
  return () => document.removeEventListener('visibilitychange', change);
}
