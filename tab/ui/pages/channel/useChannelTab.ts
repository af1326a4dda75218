import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useHost } from '../../host/HostContext.ts';
import { readPinned, type Pinned } from './pinned.ts';

export interface PresentTab {
  /** Undefined where the tab is new. */
  readonly pinned: Pinned | undefined;
  readonly name: string;
}

/** What the tab that is being set up shows now. */
export function useChannelTab(): UseQueryResult<PresentTab> {
  const { channelTab, isConfiguration } = useHost();
  return useQuery<PresentTab>({
    queryKey: ['channelTab'],
    queryFn: async () => {
      const tab = await channelTab();
      return { name: tab?.name ?? '', pinned: tab && readPinned(new URL(tab.path, location.origin).searchParams) };
    },
    enabled: isConfiguration,
    // While somebody is choosing, nothing else changes it.
    staleTime: Infinity,
  });
}
