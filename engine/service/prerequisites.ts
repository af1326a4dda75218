import type { Graph } from '../graph/client.ts';
import { readOrganization } from '../graph/directory.ts';
import { missingPermissions } from '../graph/permissions.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { Organization } from '../model/people.ts';
import type { Prerequisite } from '../model/prerequisite.ts';
import { isSupportedCountry } from '../model/region.ts';
import type { ServiceContext, ServiceOptions } from './context.ts';
import { whereAllowed } from './directoryProof.ts';

/** What must hold before an enrichment can run, looked up at this moment. @throws EngagementFailure as `Graph.get` */
export async function readPrerequisites({ withGraph, options }: Pick<ServiceContext, 'withGraph'> & { readonly options: Pick<ServiceOptions, 'dataverse'> }): Promise<readonly Prerequisite[]> {
  return withGraph(async (graph) => {
    const granted = await permissionsGranted(graph);
    const organization = await whereAllowed(readOrganization(graph));
    return [granted, exchangeLicensed(organization), regionSupported(organization), await contactDataReachable(options)];
  });
}

async function permissionsGranted(graph: Graph): Promise<Prerequisite> {
  const name = 'permissionsGranted';
  try {
    const missing = missingPermissions(await graph.grantedRoles());
    if (missing.length === 0) return { name, isMet: true, code: 'permissionsGranted', message: 'The organisation has granted this app the permissions that it needs.' };
    const message = 'The organisation has not granted all permissions yet. A Global Administrator is asked for them when the set-up is finished.';
    return { name, isMet: false, code: 'permissionsMissing', message, missingPermissions: missing };
  } catch (error) {
    // Where the tenant does not know the app yet, there is no token to look at.
    if (!(error instanceof EngagementFailure) || error.code !== 'credentialsRefused') throw error;
    return { name, isMet: false, code: 'appRefused', message: error.message, failureCode: error.code };
  }
}

function exchangeLicensed(organization: Organization | undefined): Prerequisite {
  const name = 'exchangeLicensed';
  if (organization === undefined) return { name, isMet: false, code: 'organizationUnreadable', message: 'The licences of the organisation can be read once the permissions are granted.' };
  if (organization.isExchangeLicensed) return { name, isMet: true, code: 'exchangeLicensed', message: 'The organisation has a licence with Exchange Online.' };
  return { name, isMet: false, code: 'exchangeMissing', message: 'The organisation has no licence with Exchange Online, so that there are no mailboxes to read. Get Microsoft 365 with Exchange Online.' };
}

function regionSupported(organization: Organization | undefined): Prerequisite {
  const name = 'regionSupported';
  if (organization === undefined) return { name, isMet: false, code: 'organizationUnreadable', message: 'The country of the organisation can be read once the permissions are granted.' };
  const offered = 'Account engagement is for organisations in the United Kingdom, Europe and North America, by the country of the organisation in Microsoft Entra ID.';
  const { countryLetterCode } = organization;
  if (countryLetterCode === undefined) return { name, isMet: false, code: 'countryUnknown', message: `${offered} None is set there.` };
  if (!isSupportedCountry(countryLetterCode)) return { name, isMet: false, code: 'regionUnsupported', message: offered, countryLetterCode };
  return { name, isMet: true, code: 'regionSupported', message: 'The organisation is in a region in which account engagement is offered.', countryLetterCode };
}

async function contactDataReachable({ dataverse }: Pick<ServiceOptions, 'dataverse'>): Promise<Prerequisite> {
  const name = 'contactDataReachable';
  if (dataverse === undefined) return { name, isMet: true, code: 'filesOnly', message: 'Accounts and contacts can be uploaded as CSV files; no Dataverse is configured.' };
  try {
    await dataverse.contacts({}).accounts()[Symbol.asyncIterator]().next();
    return { name, isMet: true, code: 'dataverseReachable', message: 'Dataverse can be read, and CSV files can be uploaded.' };
  } catch (error) {
    if (!(error instanceof EngagementFailure)) throw error;
    return { name, isMet: false, code: 'dataverseUnreachable', message: `${error.message} CSV files can be uploaded meanwhile.`, failureCode: error.code };
  }
}
