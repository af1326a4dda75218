import { join } from 'node:path';
import { TenantFolder } from '../../engine/index.ts';

/** Below the data folder: a folder for each tenant, named by its id. */
export const tenantsFolderName = 'tenants';

/** Below the folder of a tenant: what the bot remembers. */
export const botFolderName = 'bot';

export function tenantFolderOf(dataFolder: string, tenantId: string): TenantFolder {
  return new TenantFolder(join(dataFolder, tenantsFolderName, tenantId));
}

export function botFolderOf(dataFolder: string, tenantId: string): string {
  return join(tenantFolderOf(dataFolder, tenantId).path, botFolderName);
}
