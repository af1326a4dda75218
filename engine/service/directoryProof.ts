import type { Graph } from '../graph/client.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { ServiceContext } from './context.ts';

/** Asks the directory about a person at this moment. Where it may not be asked (also by an app that the tenant does not know yet), nothing is proven. */
export function directoryProof(withGraph: ServiceContext['withGraph'], ask: (graph: Graph, userId: string) => Promise<boolean>): (userId: string) => Promise<boolean> {
  return async (userId) => {
    try {
      return await withGraph((graph) => ask(graph, userId));
    } catch (error) {
      if (error instanceof EngagementFailure && (error.code === 'consentMissing' || error.code === 'credentialsRefused')) return false;
      throw error;
    }
  };
}
