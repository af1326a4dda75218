import { z } from 'zod';
import { segmentDefinitionSchema, segmentSchema } from '../../engine/index.ts';
import { freshness, rankedCustomer } from './insights.ts';
import { paged } from './paging.ts';

export const segmentAnswer = segmentSchema;
export const segmentsAnswer = z.array(segmentSchema).readonly();

/** A segment as a whole: to create it, and to put another in its place. */
export const segmentBody = segmentDefinitionSchema;

export const segmentCountBody = segmentDefinitionSchema.omit({ name: true });
export const segmentCountAnswer = z.object({ count: z.int().nonnegative() });

export const segmentMembersAnswer = paged(rankedCustomer).extend(freshness.shape);
