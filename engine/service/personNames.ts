import { readDisplayNames } from '../graph/displayName.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { ServiceOptions } from './context.ts';
import type { PersonName } from './service.ts';

/** How long an answer waits for names. It is worth giving without them, too. */
const waitMilliseconds = 3_000;

/** How the directory calls these people now; nobody where it may not be asked, is down or takes long. Never stored, never logged. */
export async function personNames({ options: { connect, clock } }: { readonly options: Pick<ServiceOptions, 'connect' | 'clock'> }, userIds: readonly (string | undefined)[]): Promise<readonly PersonName[]> {
  const known = userIds.filter((id) => id !== undefined);
  if (known.length === 0) return [];
  const late = new AbortController();
  const answered = new AbortController();
  clock.sleep(waitMilliseconds, answered.signal).then(
    () => late.abort(),
    () => undefined,
  );
  const graph = connect(late.signal);
  try {
    return [...(await readDisplayNames(graph, known))].map(([userId, displayName]) => ({ userId, displayName }));
  } catch (error) {
    if (!(error instanceof EngagementFailure)) throw error;
    return [];
  } finally {
    answered.abort();
    await graph.close();
  }
}
