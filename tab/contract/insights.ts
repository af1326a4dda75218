import { z } from 'zod';
import { aggregationLevels, customerColumns, outputColumns, publicationSchema, segmentConditionSchema, type OutputColumnName } from '../../engine/index.ts';
import { pageBody, paged } from './paging.ts';

/** Which results an answer is of, and how much of the year they cover. */
export const freshness = z.object({ publication: publicationSchema, coverage: publicationSchema.shape.coverage });

const limit = z.coerce.number().int().min(1).max(50).default(10);

export const searchQuery = z.object({ text: z.string().trim().min(1).max(200), limit });
export const moversQuery = z.object({ limit });

export const searchAnswer = z
  .array(z.object({ customerId: z.string(), name: z.string(), score: z.number().optional(), rank: z.int().optional() }))
  .readonly();

export const rankedCustomer = z.object({
  customerId: z.string(),
  name: z.string(),
  rank: z.int(),
  score: z.number(),
  scoreChange: z.number().optional(),
  emails: z.int(),
  meetings: z.int(),
  daysSinceLastEmail: z.int().optional(),
  daysSinceLastMeeting: z.int().optional(),
});

const mover = rankedCustomer.extend({ scoreChange: z.number() });

export const rankingAnswer = paged(rankedCustomer).extend(freshness.shape);
export const moversAnswer = z.object({ up: z.array(mover).readonly(), down: z.array(mover).readonly(), ...freshness.shape });

const columnNames = outputColumns.map(({ name }) => name) as [OutputColumnName, ...OutputColumnName[]];

/** A row of the output table with the account's name. */
export const resultRow = z.partialRecord(z.enum(columnNames), z.union([z.string(), z.number(), z.null()])).and(z.object({ Name: z.string() }));

const scorePart = z.object({
  name: z.string(),
  value: z.number().optional(),
  typical: z.number().optional(),
  points: z.number(),
  weight: z.number(),
  pointsChange: z.number().optional(),
});

const periodFigures = z.object({
  startDate: z.iso.date(),
  score: z.number(),
  emailsTo: z.int(),
  emailsFrom: z.int(),
  meetingsTo: z.int(),
  meetingsFrom: z.int(),
});

const customerCard = z.object({
  customerId: z.string(),
  name: z.string(),
  score: z.number().optional(),
  rank: z.int().optional(),
  customersRanked: z.int(),
  scoreChange: z.number().optional(),
  rankChange: z.int().optional(),
  parts: z.array(scorePart).readonly(),
  year: resultRow.optional(),
  months: z.array(periodFigures).readonly(),
  weeks: z.array(periodFigures).readonly(),
});

export const cardAnswer = freshness.extend({ card: customerCard });

/** Which rows of a list are wanted, and in what order; nulls come last in both directions. */
const listBody = pageBody.extend({
  level: z.enum(aggregationLevels).default('Year'),
  direction: z.enum(['ascending', 'descending']).default('descending'),
  /** Words that words of the customer's name begin with, in any order, or the customer's id. */
  text: z.string().trim().min(1).max(200).optional(),
  condition: segmentConditionSchema.optional(),
});

/** Rows of the level; with a condition those that satisfy it. */
export const tableBody = listBody.extend({ sort: z.enum(['Name', ...columnNames]).default('EngagementScore') });
export const tableAnswer = paged(resultRow).extend(freshness.shape);

/** Customers with a rank; with a condition those that have a row of the level that satisfies it, as the members of a segment. */
export const customersBody = listBody.extend({ sort: z.enum(customerColumns).default('score') });

export const adaptiveCardQuery = z.object({ language: z.enum(['en', 'pl']).default('en') });

/** https://adaptivecards.io/explorer */
export const adaptiveCardAnswer = z.looseObject({ type: z.literal('AdaptiveCard') });

export const exportQuery = z.object({ format: z.enum(['csv', 'parquet']).default('csv') });

export const writeBackAnswer = z.object({ rowsWritten: z.int().nonnegative() });
