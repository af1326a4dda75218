import { isGlobalAdministrator } from '../graph/globalAdministrators.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { ServiceContext } from './context.ts';

/** Asks the directory at this moment. Where it may not be asked (also by an app that the tenant does not know yet), nothing is proven. */
export function globalAdministratorProof(withGraph: ServiceContext['withGraph']): (userId: string) => Promise<boolean> {
  return async (userId) => {
    try {
      return await withGraph((graph) => isGlobalAdministrator(graph, userId));
    } catch (error) {
      if (error instanceof EngagementFailure && (error.code === 'consentMissing' || error.code === 'credentialsRefused')) return false;
      throw error;
    }
  };
}
