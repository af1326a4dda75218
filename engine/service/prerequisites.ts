import { readOrganization } from '../graph/directory.ts';
import { missingPermissions } from '../graph/permissions.ts';
import { EngagementFailure } from '../model/failure.ts';
import { isSupportedCountry } from '../model/region.ts';
import type { ServiceContext } from './context.ts';
import type { Prerequisite } from './service.ts';

/** What must hold before an enrichment can run, looked up at this moment. */
export async function readPrerequisites({ withGraph, options }: ServiceContext): Promise<readonly Prerequisite[]> {
  return withGraph(async (graph) => {
    const granted = await graph.grantedRoles().then(grantedOf, (error: unknown): Prerequisite => {
      // Where the tenant does not know the app yet, there is no token to look at.
      if (!(error instanceof EngagementFailure) || error.code !== 'credentialsRefused') throw error;
      return { name: 'permissionsGranted', isMet: false, message: error.message };
    });
    const region = await readOrganization(graph).then(regionOf, (error: unknown): Prerequisite => {
      if (!(error instanceof EngagementFailure) || (error.code !== 'consentMissing' && error.code !== 'credentialsRefused')) throw error;
      return { name: 'regionSupported', isMet: false, message: 'The country of the organisation can be read once the permissions are granted.' };
    });
    return [granted, region, await contactDataReachable(options)];
  });
}

function grantedOf(roles: readonly string[]): Prerequisite {
  const name = 'permissionsGranted';
  const missing = missingPermissions(roles);
  if (missing.length === 0) return { name, isMet: true, message: 'The organisation has granted this app the permissions that it needs.' };
  return { name, isMet: false, message: 'The organisation has not granted all permissions yet. A Global Administrator is asked for them when the set-up is finished.', missingPermissions: missing };
}

function regionOf({ countryLetterCode }: { readonly countryLetterCode: string | undefined }): Prerequisite {
  const isMet = isSupportedCountry(countryLetterCode);
  const message = isMet
    ? 'The organisation is in a region in which account engagement is offered.'
    : 'Account engagement is for organisations in the United Kingdom, Europe and North America, by the country of the organisation in Microsoft Entra ID.';
  return { name: 'regionSupported', isMet, message };
}

async function contactDataReachable({ dataverse }: ServiceContext['options']): Promise<Prerequisite> {
  const name = 'contactDataReachable';
  if (dataverse === undefined) return { name, isMet: true, message: 'Accounts and contacts can be uploaded as CSV files; no Dataverse is configured.' };
  try {
    await dataverse.contacts({}).accounts()[Symbol.asyncIterator]().next();
    return { name, isMet: true, message: 'Dataverse can be read, and CSV files can be uploaded.' };
  } catch (error) {
    if (!(error instanceof EngagementFailure)) throw error;
    return { name, isMet: false, message: `${error.message} CSV files can be uploaded meanwhile.` };
  }
}
