import { z } from 'zod';

/** Raised when an archive is laid out in another way. */
export const backupFormat = 1;

/** The last file of an archive, so that one that was cut off has none: what the others are. */
export const manifestName = 'backup.json';

const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const tenantFile = [
  'state/(?:state\\.json|audit\\.ndjson)',
  'bot/bot\\.json',
  '[a-z]+\\.secret',
  `contact-data-sets/${id}/[a-z]+\\.sealed`,
  `enrichments/${id}/digest\\.json`,
  `enrichments/${id}/publications/${id}/\\w+\\.\\w+`,
].join('|');
const pathPattern = new RegExp(`^tenants/${id}/(?:${tenantFile})$`);

const tenantPattern = new RegExp(`^${id}$`);

/** Whether a folder of this name is one of an organisation. */
export function isTenantName(name: string): boolean {
  return tenantPattern.test(name);
}

/** Whether a backup may hold such a file: nothing that leads elsewhere, and nothing that a service would not have put there. */
export function isBackupPath(path: string): boolean {
  return pathPattern.test(path);
}

export const manifestSchema = z.object({
  format: z.literal(backupFormat),
  /** Version of the product that made the backup. */
  product: z.string().max(100),
  /** From which moment on the backup knows nothing. */
  madeAt: z.iso.datetime(),
  tenants: z.array(z.object({ id: z.guid(), stateVersion: z.int().nonnegative() })).min(1),
  files: z.array(z.object({ path: z.string().refine(isBackupPath), bytes: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});
export type Manifest = z.infer<typeof manifestSchema>;
