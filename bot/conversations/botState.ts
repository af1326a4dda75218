import { z } from 'zod';
import { idSchema, userIdSchema } from '../../engine/index.ts';
import { conversationSchema } from '../port/conversation.ts';
import { languages } from '../texts/language.ts';

const instant = z.int().nonnegative();

/** A conversation in which the bot is. */
export const knownConversationSchema = conversationSchema.extend({
  /** Whose personal chat it is; elsewhere those who have talked to the bot there, the latest last, to the day. Directory ids only. */
  userIds: z.array(userIdSchema).max(50),
  /** What was chosen for the conversation, or else what the client of the latest person says. */
  language: z.enum(languages).optional(),
  isLanguageChosen: z.boolean(),
  lastUsedAt: instant,
});
export type KnownConversation = z.infer<typeof knownConversationSchema>;

/** Notices of an enrichment's runs, and its weekly digest, go to this conversation. */
export const subscriptionSchema = z.object({
  enrichmentId: idSchema,
  conversationId: z.string().min(1),
  /** On whose right results are shown there: it is checked each time. */
  subscribedBy: userIdSchema,
  subscribedAt: instant,
  /** From when on the conversation is told what happens, where that is another moment: somebody else had subscribed it before, or it came back with a backup. */
  toldSince: instant.optional(),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

/** Of what began before this moment its conversation is told nothing. */
export function beginningOf({ subscribedAt, toldSince }: Subscription): number {
  return toldSince ?? subscribedAt;
}

/** A notice that was sent, or is being sent: by it none is sent twice, and each can be changed. */
export const deliverySchema = z.object({
  /** What it tells of: `consent/ID`, `run/ID`, `digest/ENRICHMENT/WEEK`, … One notice for each and conversation. */
  notice: z.string().min(1).max(300),
  conversationId: z.string().min(1),
  enrichmentId: idSchema,
  /** Undefined while it is being sent. What a crash leaves in between counts as sent, and can no longer be changed. */
  messageId: z.string().min(1).optional(),
  /** What it tells, as a hash: sent again only where that is another. */
  content: z.string(),
  sentAt: instant,
});
export type Delivery = z.infer<typeof deliverySchema>;

export const botStateVersion = 1;

/** All that the bot remembers of one tenant. */
export const botStateSchema = z.object({
  version: z.literal(botStateVersion),
  conversations: z.array(knownConversationSchema),
  subscriptions: z.array(subscriptionSchema),
  deliveries: z.array(deliverySchema),
  /** Of those who were erased on request and object since, by the ids of their objections: whom the bot has forgotten already. */
  erasuresForgotten: z.array(idSchema).default([]),
});
export type BotState = z.infer<typeof botStateSchema>;

export const emptyBotState: BotState = { version: botStateVersion, conversations: [], subscriptions: [], deliveries: [], erasuresForgotten: [] };
