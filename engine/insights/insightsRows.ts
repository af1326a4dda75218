import { z } from 'zod';
import type { CustomerCard, CustomerHit, CustomerSorting, Mover, RankedCustomer, ResultRow } from './customers.ts';

/** What queries answer: null where the types of `customers.ts` have undefined. */
const optionalNumber = z.number().nullable().transform((value) => value ?? undefined);

export const hitRow: z.ZodType<CustomerHit> = z.object({ customerId: z.string(), name: z.string(), score: optionalNumber, rank: optionalNumber });

const ranked = z.object({
  customerId: z.string(),
  name: z.string(),
  rank: z.number(),
  score: z.number(),
  scoreChange: optionalNumber,
  emails: z.number(),
  meetings: z.number(),
  daysSinceLastEmail: optionalNumber,
  daysSinceLastMeeting: optionalNumber,
});
export const rankedRow: z.ZodType<RankedCustomer> = ranked;
export const moverRow: z.ZodType<Mover> = ranked.extend({ scoreChange: z.number() });

/** The columns of `rankedRow`, over `customer`. */
export const rankedColumns = `customer_id AS "customerId", name, rank, score, score_change AS "scoreChange",
  year.NoOfEmails_ToAccount + year.NoOfEmails_FromAccount AS emails, year.NoOfMeetings_ToAccount + year.NoOfMeetings_FromAccount AS meetings,
  year.DaysSinceLastEmail AS "daysSinceLastEmail", year.DaysSinceLastMeeting AS "daysSinceLastMeeting"`;

/** What customers are sorted by, over their results of the year; the change of the score is beside them. */
export const customerOrders: Readonly<Record<CustomerSorting['column'], string>> = {
  score: 'EngagementScore',
  name: 'name_place',
  scoreChange: 'score_change',
  emails: 'NoOfEmails_ToAccount + NoOfEmails_FromAccount',
  meetings: 'NoOfMeetings_ToAccount + NoOfMeetings_FromAccount',
  daysSinceLastEmail: 'DaysSinceLastEmail',
  daysSinceLastMeeting: 'DaysSinceLastMeeting',
};

export const resultRow: z.ZodType<ResultRow> = z.object({ Name: z.string() }).catchall(z.union([z.string(), z.number(), z.null()]));

const period = z.object({
  startDate: z.string(),
  score: z.number(),
  emailsTo: z.number(),
  emailsFrom: z.number(),
  meetingsTo: z.number(),
  meetingsFrom: z.number(),
});

export const cardRow: z.ZodType<Omit<CustomerCard, 'customersRanked'>> = z.object({
  customerId: z.string(),
  name: z.string(),
  score: optionalNumber,
  rank: optionalNumber,
  scoreChange: optionalNumber,
  rankChange: optionalNumber,
  parts: z.array(z.object({ name: z.string(), value: optionalNumber, typical: optionalNumber, points: z.number(), weight: z.number(), pointsChange: optionalNumber })),
  year: resultRow.nullable().transform((row) => row ?? undefined),
  months: z.array(period),
  weeks: z.array(period),
});

/** The columns of `cardRow`, over `customer`. */
export const cardColumns = `customer_id AS "customerId", name, score, rank, score_change AS "scoreChange", rank_change AS "rankChange", parts, year, months, weeks`;
