import type { Clock } from '../../engine/index.ts';
import { openBotStore, type BotStoreOptions } from './openBotStore.ts';

/**
 * Settles what the bot remembers when it came out of a backup. What was sent since the backup was made is not on record there: subscriptions
 * count from now on, so that no digest of this week and no card of an earlier run is sent a second time. Cards that are on record still change.
 * @throws EngagementFailure `stateUnusable`
 */
export async function settleRestoredBot({ clock, ...options }: BotStoreOptions & { readonly clock: Clock }): Promise<void> {
  const store = await openBotStore(options);
  try {
    await store.update((state) => {
      for (const subscription of state.subscriptions) subscription.toldSince = clock.now();
    });
  } finally {
    await store.close();
  }
}
