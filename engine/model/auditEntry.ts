import { z } from 'zod';
import { idSchema, instantSchema, userIdSchema } from './identifier.ts';

export const auditActions = [
  'enrichmentCreated',
  'enrichmentSaved',
  'enrichmentActivated',
  'enrichmentDeactivated',
  'enrichmentDeleted',
  'consentRequested',
  'consentPageOpened',
  'consentGranted',
  'consentRefusedNotAdministrator',
  'consentRefusedByEntra',
  'consentDeclined',
  'consentExpired',
  'consentWithdrawn',
  'permissionRemoved',
  'erased',
  'personErased',
  'personObjectionLifted',
  'exported',
  'visibilityChanged',
  'restored',
] as const;

/** One line of the audit log: who did what when. `by` is the directory id of an administrator or owner, or absent where the service itself acted. */
export const auditEntrySchema = z.object({
  /** 1, 2, 3 … without a gap. */
  sequence: z.int().positive(),
  at: instantSchema,
  action: z.enum(auditActions),
  by: userIdSchema.optional(),
  enrichmentId: idSchema.optional(),
  /** Ids and numbers that belong to the action; never a name or an address of a person. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
