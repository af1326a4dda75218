import { z } from 'zod';
import { idSchema, instantSchema, userIdSchema } from './identifier.ts';
import { aggregationLevels, outputColumns, type OutputColumnName } from './outputColumns.ts';

const columnNames = outputColumns.map(({ name }) => name) as [OutputColumnName, ...OutputColumnName[]];

/** `isNull` and `isNotNull` take no value; the others compare by the column's type. */
export const comparisons = ['equal', 'notEqual', 'less', 'lessOrEqual', 'greater', 'greaterOrEqual', 'contains', 'startsWith', 'isNull', 'isNotNull'] as const;

const comparisonSchema = z.object({
  kind: z.literal('comparison'),
  column: z.enum(columnNames),
  comparison: z.enum(comparisons),
  value: z.union([z.string().max(500), z.number()]).optional(),
  /** Days since the last email are null where there was none: with true, null satisfies the comparison. */
  nullCounts: z.boolean().optional(),
});

export type SegmentCondition = z.infer<typeof comparisonSchema> | { kind: 'all' | 'any'; conditions: SegmentCondition[] };

/** Conditions in groups: `all` is and, `any` is or. Depth and size are limited where a segment is compiled. */
export const segmentConditionSchema: z.ZodType<SegmentCondition> = z.lazy(() =>
  z.union([comparisonSchema, z.object({ kind: z.enum(['all', 'any']), conditions: z.array(segmentConditionSchema).min(1).max(50) })]),
);

/** An account is a member if at least one of its rows of the level satisfies the condition. */
export const segmentDefinitionSchema = z.object({
  name: z.string().trim().min(1).max(100),
  level: z.enum(aggregationLevels),
  condition: segmentConditionSchema,
});
export type SegmentDefinition = z.infer<typeof segmentDefinitionSchema>;

export const segmentSchema = segmentDefinitionSchema.extend({
  id: idSchema,
  enrichmentId: idSchema,
  revision: z.int().positive(),
  /** Ready-made segments come with the first results and cannot be changed. */
  isReadyMade: z.boolean(),
  createdAt: instantSchema,
  createdBy: userIdSchema.optional(),
  /** Counted anew for each publication, oldest first. */
  history: z.array(z.object({ publicationId: idSchema, at: instantSchema, count: z.int().nonnegative() })),
});
export type Segment = z.infer<typeof segmentSchema>;
