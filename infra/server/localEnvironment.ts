import type { TenantAddress } from '../local-tenant/index.ts';

/** The part of the environment that says where a local tenant is, and where the service keeps its data. */
export function localEnvironment(tenant: TenantAddress, dataFolder: string): Readonly<Record<string, string>> {
  return {
    ENGAGEMENT_MODE: 'local',
    DATA_FOLDER: dataFolder,
    TENANT_IDS: tenant.tenantId,
    CLIENT_ID: tenant.clientId,
    CLIENT_SECRET: tenant.clientSecret,
    GRAPH_URL: tenant.graphUrl,
    AUTHORITY_URL: tenant.authorityUrl,
    DATAVERSE_URL: tenant.dataverseUrl,
    BOT_OPENID_METADATA_URL: tenant.botOpenIdMetadataUrl,
  };
}
