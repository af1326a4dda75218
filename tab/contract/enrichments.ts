import { z } from 'zod';
import { consentSchema, enrichmentDraftSchema, enrichmentSchema, enrichmentStates, enrichmentStepSchema, publicationSchema, runRecordSchema } from '../../engine/index.ts';

/** Why an address, or all of them together, cannot be chosen; the message is a sentence for people. */
const choiceProblem = z.object({ code: z.enum(['addressUnknown', 'groupEmpty', 'peopleTooFew', 'peopleTooMany']), message: z.string() });

/**
 * What is known of the set-up so far; each step may be saved by itself. Who agreed to the terms, and when, is taken from the token and the
 * server's clock, so that nobody agrees in another's name.
 */
export const enrichmentDraftBody = enrichmentStepSchema.omit({ terms: true }).extend({ agreesToTerms: z.literal(true).optional() });

export const enrichmentAnswer = z.object({
  enrichment: enrichmentSchema,
  state: z.enum(enrichmentStates),
  consent: consentSchema.optional(),
  lastRun: runRecordSchema.optional(),
  publication: publicationSchema.optional(),
  nextRunAt: z.number().optional(),
});

export const enrichmentsAnswer = z.array(enrichmentAnswer).readonly();

export const activeBody = z.object({ isActive: z.boolean() });

export const addressesBody = z.object({ addresses: enrichmentDraftSchema.shape.addresses.unwrap() });

export const addressCheck = z.object({
  isResolved: z.boolean(),
  people: z.int().optional(),
  guests: z.int().optional(),
  withoutMailbox: z.int().optional(),
  addresses: z
    .array(
      z.object({
        typed: z.string(),
        kind: z.enum(['person', 'group', 'unknown', 'unresolved']),
        people: z.int(),
        guests: z.int(),
        withoutMailbox: z.int(),
        problem: choiceProblem.optional(),
      }),
    )
    .readonly(),
  problem: choiceProblem.optional(),
});

export const prerequisitesAnswer = z
  .array(
    z.object({
      name: z.enum(['permissionsGranted', 'regionSupported', 'contactDataReachable']),
      isMet: z.boolean(),
      message: z.string(),
      missingPermissions: z.array(z.string()).readonly().optional(),
    }),
  )
  .readonly();
