import { z } from 'zod';
import { auditEntrySchema } from './auditEntry.ts';
import { consentPassageSchema, consentSchema, erasureReceiptSchema } from './consent.ts';
import { contactDataSetSchema } from './contactDataSet.ts';
import { enrichmentSchema } from './enrichment.ts';
import { idSchema } from './identifier.ts';
import { objectionSchema } from './objection.ts';
import { publicationSchema, runRecordSchema } from './runRecord.ts';
import { segmentSchema } from './segment.ts';

export const stateVersion = 3;

/** Everything of one tenant that is settings or record, and no result: small, and written whole. */
export const stateSchema = z.object({
  version: z.literal(stateVersion),
  /** Results are open to every member of the organisation, not only to those with an app role. */
  isOpenToMembers: z.boolean(),
  enrichments: z.array(enrichmentSchema),
  contactDataSets: z.array(contactDataSetSchema),
  consents: z.array(consentSchema),
  consentPassages: z.array(consentPassageSchema),
  runs: z.array(runRecordSchema),
  publications: z.array(publicationSchema),
  segments: z.array(segmentSchema),
  receipts: z.array(erasureReceiptSchema),
  /** Since version 2. */
  objections: z.array(objectionSchema),
  /** Of each enrichment whose results leave somebody out: whom, as one hash of the keys of their objections. */
  leftOut: z.array(z.object({ enrichmentId: idSchema, hash: z.string().regex(/^[0-9a-f]{64}$/) })).default([]),
  /** Entries that became durable with the change they tell of, and go to the audit log from here: a crash in between loses none. */
  auditOutbox: z.array(auditEntrySchema),
  /** That of the newest entry. */
  auditSequence: z.int().nonnegative(),
});
export type State = z.infer<typeof stateSchema>;

export const emptyState: State = {
  version: stateVersion,
  isOpenToMembers: false,
  enrichments: [],
  contactDataSets: [],
  consents: [],
  consentPassages: [],
  runs: [],
  publications: [],
  segments: [],
  receipts: [],
  objections: [],
  leftOut: [],
  auditOutbox: [],
  auditSequence: 0,
};
