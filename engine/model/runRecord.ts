import { z } from 'zod';
import { failureCodes } from './failure.ts';
import { daySchema, idSchema, instantSchema, userIdSchema } from './identifier.ts';
import { overviewSchema } from './overview.ts';

export const runCauses = ['first', 'daily', 'manual'] as const;
export const runOutcomes = ['succeeded', 'succeededWithWarnings', 'failed', 'cancelled'] as const;

/** From which local day on the results are complete. While the first run reads backwards, they are published before the year is whole. */
export const coverageSchema = z.object({ from: daySchema, days: z.int().nonnegative(), isComplete: z.boolean() });
export type Coverage = z.infer<typeof coverageSchema>;

/** Results that were published: a folder of their own, which never changes. */
export const publicationSchema = z.object({
  id: idSchema,
  enrichmentId: idSchema,
  runId: idSchema,
  publishedAt: instantSchema,
  /** The end of the window that they report on. */
  asOf: instantSchema,
  coverage: coverageSchema,
  customersEnriched: z.int().nonnegative(),
  customersTotal: z.int().nonnegative(),
});
export type Publication = z.infer<typeof publicationSchema>;

export const runRecordSchema = z.object({
  id: idSchema,
  enrichmentId: idSchema,
  cause: z.enum(runCauses),
  requestedBy: userIdSchema.optional(),
  startedAt: instantSchema,
  /** The end of the window; stays the same when the run is resumed. */
  asOf: instantSchema,
  /** How often the service was stopped under it and it went on. */
  resumptions: z.int().nonnegative(),
  /** Undefined while it runs. */
  endedAt: instantSchema.optional(),
  outcome: z.enum(runOutcomes).optional(),
  failure: z.object({ code: z.enum(failureCodes), message: z.string() }).optional(),
  cancelledBy: userIdSchema.optional(),
  overview: overviewSchema.optional(),
});
export type RunRecord = z.infer<typeof runRecordSchema>;
