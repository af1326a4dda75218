import { z } from 'zod';
import { contactFileNames, idSchema } from '../../engine/index.ts';

/** What the placeholders of the paths hold. */
export const enrichmentParameters = z.object({ enrichmentId: idSchema });
export const runParameters = enrichmentParameters.extend({ runId: idSchema });
export const segmentParameters = enrichmentParameters.extend({ segmentId: idSchema });
/** An account's id is whatever the contact data set calls it. */
export const customerParameters = enrichmentParameters.extend({ customerId: z.string().min(1).max(500) });
export const consentParameters = z.object({ consentId: idSchema });
export const contactDataSetParameters = z.object({ contactDataSetId: idSchema });
export const contactFileParameters = contactDataSetParameters.extend({ fileName: z.enum(contactFileNames) });
