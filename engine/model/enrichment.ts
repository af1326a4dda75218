import { IANAZone } from 'luxon';
import { z } from 'zod';
import { columnMappingSchema } from './contactDataSet.ts';
import { idSchema, instantSchema, userIdSchema } from './identifier.ts';

/** What an enrichment is at a moment; worked out of its record, its consent and its runs, never stored. */
export const enrichmentStates = ['draft', 'awaitingConsent', 'scheduled', 'running', 'ready', 'inactive', 'declined'] as const;
export type EnrichmentState = (typeof enrichmentStates)[number];

/** The steps of the set-up, in order; each may be saved by itself. */
export const enrichmentSettingsSchema = z.object({
  /** Of people and groups, as typed: resolved when the directory can be read. */
  addresses: z.array(z.string().trim().min(1).max(320)).max(2_500),
  /** Who agreed to the terms of use, and when. */
  terms: z.object({ agreedAt: instantSchema, agreedBy: userIdSchema }),
  contactDataSetId: idSchema,
  mapping: columnMappingSchema,
  name: z.string().trim().min(1).max(100),
  /** An identifier, as tables are named in Dataverse and SQL. */
  outputTable: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,49}$/),
  /** IANA name: the days of the figures are days of this zone. */
  timeZone: z.string().refine((name) => IANAZone.isValidZone(name), 'no IANA time zone'),
  /** The local hour at which the daily run begins. */
  runHour: z.int().min(0).max(23),
  /** Where the Year rows are written back to after each complete run. */
  writeBack: z.object({ tableSetName: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/), keyColumn: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/) }).optional(),
});
export type EnrichmentSettings = z.infer<typeof enrichmentSettingsSchema>;

/** Settings that are not complete yet. */
export const enrichmentDraftSchema = enrichmentSettingsSchema.partial();

/** A step of the set-up, merged into the draft; null takes away what may be absent. */
export const enrichmentStepSchema = enrichmentDraftSchema.extend({ writeBack: enrichmentDraftSchema.shape.writeBack.nullable() });
export type EnrichmentStep = z.infer<typeof enrichmentStepSchema>;
export type EnrichmentDraft = z.infer<typeof enrichmentDraftSchema>;

export const enrichmentSchema = z.object({
  id: idSchema,
  /** Grows with each change of the record: the entity tag of the API. */
  revision: z.int().positive(),
  createdAt: instantSchema,
  createdBy: userIdSchema,
  updatedAt: instantSchema,
  /** What holds; undefined until the set-up was finished for the first time. */
  settings: enrichmentSettingsSchema.optional(),
  /** What is being edited; undefined when nothing is. */
  draft: enrichmentDraftSchema.optional(),
  isActive: z.boolean(),
  /** The results that are shown; undefined before the first. */
  publicationId: idSchema.optional(),
});
export type Enrichment = z.infer<typeof enrichmentSchema>;
