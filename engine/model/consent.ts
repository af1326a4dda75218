import { z } from 'zod';
import { idSchema, instantSchema, userIdSchema } from './identifier.ts';

export const consentStatuses = ['requested', 'granted', 'declined', 'expired', 'withdrawn', 'superseded'] as const;
export type ConsentStatus = (typeof consentStatuses)[number];

/** Characters of the reason with which somebody declines. */
export const declineReasonLengthMax = 500;

/** The consent of the organisation to one enrichment: what was asked for, and what became of it. */
export const consentSchema = z.object({
  id: idSchema,
  enrichmentId: idSchema,
  status: z.enum(consentStatuses),
  requestedAt: instantSchema,
  requestedBy: userIdSchema,
  /** A request that nobody answers ends here. */
  expiresAt: instantSchema,
  /** The chosen addresses that it covers, normalised: reading others needs another consent. */
  addresses: z.array(z.string()),
  answeredAt: instantSchema.optional(),
  answeredBy: userIdSchema.optional(),
  declineReason: z.string().max(declineReasonLengthMax).optional(),
  withdrawnAt: instantSchema.optional(),
  /** Undefined where the permission was removed in Microsoft Entra ID. */
  withdrawnBy: userIdSchema.optional(),
});
export type Consent = z.infer<typeof consentSchema>;

/**
 * One administrator's way through the consent page of Microsoft Entra ID. Of the `state` that travels with it only a hash is kept.
 */
export const consentPassageSchema = z.object({
  stateHash: z.string().length(64),
  consentId: idSchema,
  administratorId: userIdSchema,
  startedAt: instantSchema,
  expiresAt: instantSchema,
});
export type ConsentPassage = z.infer<typeof consentPassageSchema>;

export const erasureCauses = ['consentWithdrawn', 'permissionRemoved', 'enrichmentDeleted'] as const;

/** What was erased, when, and why: numbers only. */
export const erasureReceiptSchema = z.object({
  id: idSchema,
  enrichmentId: idSchema,
  cause: z.enum(erasureCauses),
  /** The person who withdrew or deleted; undefined where the permission was removed in Microsoft Entra ID. */
  causedBy: userIdSchema.optional(),
  startedAt: instantSchema,
  /** No request to a mailbox has left after this moment. */
  readingStoppedAt: instantSchema,
  finishedAt: instantSchema,
  mailboxes: z.int().nonnegative(),
  emailCopies: z.int().nonnegative(),
  meetingCopies: z.int().nonnegative(),
  publications: z.int().nonnegative(),
  files: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  /** With the key gone, no pseudonym that may survive in a backup can be told again. */
  isPseudonymKeyErased: z.boolean(),
});
export type ErasureReceipt = z.infer<typeof erasureReceiptSchema>;
