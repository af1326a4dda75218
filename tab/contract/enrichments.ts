import { z } from 'zod';
import { choiceProblemReasons, consentSchema, enrichmentDraftSchema, enrichmentSchema, enrichmentStates, enrichmentStepSchema, failureCodes, prerequisiteCodes, publicationSchema, runRecordSchema } from '../../engine/index.ts';

/** Why an address, or all of them together, cannot be chosen: `reason` tells each sentence apart, the message is that sentence in English. */
const choiceProblem = z.object({ code: z.enum(['addressUnknown', 'groupEmpty', 'peopleTooFew', 'peopleTooMany']), reason: z.enum(choiceProblemReasons), message: z.string() });

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

export const directorySearchQuery = z.object({ text: z.string().trim().min(1).max(100), limit: z.coerce.number().int().min(1).max(20).default(10) });

export const directorySearchAnswer = z.object({
  /** False where the organisation has not let the app read its directory yet: addresses can be typed meanwhile. */
  isSearchable: z.boolean(),
  hits: z.array(z.object({ kind: z.enum(['person', 'group']), address: z.string(), name: z.string() })).readonly(),
});

export const prerequisitesAnswer = z
  .array(
    z.object({
      name: z.enum(['permissionsGranted', 'exchangeLicensed', 'regionSupported', 'contactDataReachable']),
      isMet: z.boolean(),
      /** Tells each sentence apart; the message is that sentence in English. */
      code: z.enum(prerequisiteCodes),
      message: z.string(),
      /** Of `permissionsMissing`. */
      missingPermissions: z.array(z.string()).readonly().optional(),
      /** Of `regionSupported` and `regionUnsupported`: ISO 3166-1 alpha-2, upper case. */
      countryLetterCode: z.string().optional(),
      /** Of `appRefused` and `dataverseUnreachable`. */
      failureCode: z.enum(failureCodes).optional(),
    }),
  )
  .readonly();
