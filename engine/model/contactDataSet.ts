import { z } from 'zod';
import { idSchema, instantSchema, userIdSchema } from './identifier.ts';

export const contactDataSetKinds = ['dataverse', 'csv'] as const;

/** The files of a CSV data set. Without accounts, the accounts are those that the contacts name. */
export const contactFileNames = ['accounts', 'contacts'] as const;
export type ContactFileName = (typeof contactFileNames)[number];

/** A file that was uploaded: its content lies sealed beside the state, never in it. */
export const contactFileSchema = z.object({
  /** As the uploader's machine calls it: shown back, never used as a path. */
  originalName: z.string().min(1).max(255),
  bytes: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  columns: z.array(z.string()),
  uploadedAt: instantSchema,
});

/** Which columns hold what an enrichment needs. Undefined: the data set's own usual name. */
export const columnMappingSchema = z.object({
  account: z.string().min(1).optional(),
  contact: z.string().min(1).optional(),
  email: z.string().min(1).optional(),
  /** The account's name. */
  name: z.string().min(1).optional(),
});
export type ColumnMapping = z.infer<typeof columnMappingSchema>;

export const contactDataSetSchema = z.object({
  id: idSchema,
  kind: z.enum(contactDataSetKinds),
  name: z.string().min(1).max(100),
  files: z.object({ accounts: contactFileSchema.optional(), contacts: contactFileSchema.optional() }),
  createdAt: instantSchema,
  createdBy: userIdSchema,
});
export type ContactDataSet = z.infer<typeof contactDataSetSchema>;
