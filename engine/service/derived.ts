import { join } from 'node:path';
import { idSchema } from '../model/identifier.ts';
import { namesIn, type TenantFolder } from '../store/tenantFolder.ts';

/** Enrichments of which anything was derived, by their folders. */
export async function derivedEnrichments(folder: TenantFolder): Promise<readonly string[]> {
  return (await namesIn(folder.enrichments)).filter((name) => idSchema.safeParse(name).success);
}

/** Whole results of an enrichment, also those that no state names; without any that is being written. */
export async function publicationFolders(folder: TenantFolder, enrichmentId: string): Promise<readonly string[]> {
  const publications = folder.publications(enrichmentId);
  return (await namesIn(publications)).filter((name) => !name.startsWith('.')).map((name) => join(publications, name));
}
