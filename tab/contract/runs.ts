import { z } from 'zod';
import { enrichmentStates, progressSchema, publicationSchema, runRecordSchema } from '../../engine/index.ts';
import { paged } from './paging.ts';

export const runRecordAnswer = runRecordSchema;
export const runsAnswer = paged(runRecordSchema);

export const runAnswer = z.object({ run: runRecordSchema, progress: progressSchema.optional(), publications: z.array(publicationSchema).readonly() });

/** Of the last 400 days or so, the oldest first: the number of enriched customers over time. */
export const publicationsAnswer = z.array(publicationSchema).readonly();

/** The data of a `progress` event. */
export const progressEvent = z.object({ state: z.enum(enrichmentStates), run: runAnswer.optional() });

/** The data of the `end` event, after which the server closes the stream: sign in again, or connect again later. */
export const progressEnd = z.object({ reason: z.enum(['tokenExpired', 'serviceStopping', 'failed']) });
export type ProgressEnd = z.infer<typeof progressEnd>;
