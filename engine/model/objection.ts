import { z } from 'zod';
import { idSchema, instantSchema, userIdSchema } from './identifier.ts';

/** Why somebody is never read again: they are no longer in the organisation, or have asked for it (GDPR, articles 17 and 21). */
export const objectionReasons = ['left', 'asked'] as const;
export type ObjectionReason = (typeof objectionReasons)[number];

const count = z.int().nonnegative();

/** What was erased of one person: numbers, and none that measures the person. How much there was of somebody is a figure of one person. */
export const personErasedSchema = z.object({
  /** Of the person: these are never read again. */
  addresses: count,
  /** Enrichments that held something of the person, or show figures of which nobody can tell. Interactions that did went as a whole, with the key of the pseudonyms. */
  enrichments: count,
  /** Chosen addresses, each once for each enrichment. */
  chosenAddresses: count,
});

/** Somebody who is never read and counts nowhere, until it is lifted; with the receipt of what was erased. Holds no address and no user id. */
export const objectionSchema = z.object({
  id: idSchema,
  at: instantSchema,
  by: userIdSchema,
  reason: z.enum(objectionReasons),
  /** Of the person's addresses and user id (`Objectors`). */
  keys: z.array(z.string().regex(/^[0-9a-f]{64}$/)).min(1),
  /** Whether the directory knew whose the address was. False: that one address is covered. Undefined where an earlier version made it. */
  isInDirectory: z.boolean().optional(),
  erased: personErasedSchema,
  /** Enrichments whose interactions are still to go: not empty only while that is done, or where a crash has interrupted it. */
  toErase: z.array(idSchema),
  /** Enrichments that are still to be read anew, with those whose run was stopped: empty once their runs are started, or cannot be. */
  toRun: z.array(idSchema),
  /** Undefined until everything is erased. */
  finishedAt: instantSchema.optional(),
});
export type Objection = z.infer<typeof objectionSchema>;
