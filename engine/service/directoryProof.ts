import type { Graph } from '../graph/client.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { ServiceContext } from './context.ts';

/** What the directory answers; undefined where it may not be asked (also by an app that the tenant does not know yet). */
export async function whereAllowed<Answer>(asking: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof EngagementFailure && (error.code === 'consentMissing' || error.code === 'credentialsRefused')) return undefined;
    throw error;
  }
}

/** Asks the directory about a person at this moment. Where it may not be asked, nothing is proven. */
export function directoryProof(withGraph: ServiceContext['withGraph'], ask: (graph: Graph, userId: string) => Promise<boolean>): (userId: string) => Promise<boolean> {
  return async (userId) => (await whereAllowed(withGraph((graph) => ask(graph, userId)))) ?? false;
}
