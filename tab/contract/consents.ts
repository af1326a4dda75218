import { z } from 'zod';
import { consentSchema, erasureReceiptSchema } from '../../engine/index.ts';
import { addressCheck } from './enrichments.ts';
import { people } from './people.ts';

export const consentAnswer = consentSchema;
export const erasureReceiptAnswer = erasureReceiptSchema;

export const consentsAnswer = z.object({ consents: z.array(consentSchema).readonly(), receipts: z.array(erasureReceiptSchema).readonly(), people });

export const consentReviewAnswer = z.object({
  consent: consentSchema,
  enrichmentName: z.string(),
  addressCheck,
  permissions: z.array(z.object({ name: z.string(), isGranted: z.boolean().optional(), reason: z.string() })).readonly(),
  fieldsRead: z.object({ mail: z.array(z.string()).readonly(), meetings: z.array(z.string()).readonly() }),
  neverRead: z.array(z.string()).readonly(),
  people,
});

/** `entraConsentNeeded`: the browser goes to `url` next, and comes back to `/consent/callback`. */
export const consentApprovalAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('granted'), consent: consentSchema }),
  z.object({ kind: z.literal('entraConsentNeeded'), url: z.url(), missingPermissions: z.array(z.string()).readonly() }),
]);

export const declineBody = z.object({ reason: z.string().trim().max(500) });
