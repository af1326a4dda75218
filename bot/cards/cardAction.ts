import { z } from 'zod';
import { idSchema } from '../../engine/index.ts';

const customerId = z.string().min(1).max(200);
const ofCustomer = { enrichmentId: idSchema, customerId };

/** Over how many months a customer card's charts go. */
export const chartMonths = [3, 12] as const;
export type ChartMonths = (typeof chartMonths)[number];

/**
 * What the buttons of our cards can ask for; the verb stands in the action, the rest in its data. A card may come from anybody's hands: these
 * say what is wanted, never who may have it.
 */
export const cardActionSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('customer.show'), ...ofCustomer, months: z.literal(chartMonths) }),
  /** `other`: what was typed into the card. */
  z.object({ verb: z.literal('customer.compare'), ...ofCustomer, other: z.string().max(300) }),
  /** Asks where to. */
  z.object({ verb: z.literal('customer.share'), ...ofCustomer }),
  z.object({ verb: z.literal('customer.shareTo'), ...ofCustomer, conversationId: z.string().max(500) }),
  z.object({ verb: z.literal('customers.compare'), enrichmentId: idSchema, customerIds: z.array(customerId).min(2).max(4) }),
  /** As if this had been written. */
  z.object({ verb: z.literal('question'), text: z.string().max(1_000) }),
  z.object({ verb: z.literal('ranking.show'), enrichmentId: idSchema, offset: z.coerce.number().int().min(0).max(1_000_000) }),
  z.object({ verb: z.literal('movers.show'), enrichmentId: idSchema }),
  z.object({ verb: z.literal('stale.show'), enrichmentId: idSchema, offset: z.coerce.number().int().min(0).max(1_000_000) }),
  z.object({ verb: z.literal('segment.show'), enrichmentId: idSchema, segmentId: idSchema, offset: z.coerce.number().int().min(0).max(1_000_000) }),
  /** The card as this person may see it. */
  z.object({ verb: z.literal('consent.show'), consentId: idSchema }),
  z.object({ verb: z.literal('consent.details'), consentId: idSchema }),
  z.object({ verb: z.literal('consent.review'), consentId: idSchema }),
  z.object({ verb: z.literal('consent.approve'), consentId: idSchema }),
  z.object({ verb: z.literal('consent.decline'), consentId: idSchema, reason: z.string().max(500).default('') }),
  z.object({ verb: z.literal('run.again'), enrichmentId: idSchema }),
  z.object({ verb: z.literal('subscribe'), enrichmentId: idSchema }),
  z.object({ verb: z.literal('unsubscribe'), enrichmentId: idSchema }),
  z.object({ verb: z.literal('language.set'), language: z.enum(['en', 'pl']) }),
]);
export type CardAction = z.infer<typeof cardActionSchema>;
