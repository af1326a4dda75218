import { z } from 'zod';
import { columnMappingSchema, contactDataSetKinds, contactDataSetSchema, contactFileNames } from '../../engine/index.ts';
import { addressesBody } from './enrichments.ts';

export const contactDataSetAnswer = contactDataSetSchema;
export const contactDataSetsAnswer = z.array(contactDataSetSchema).readonly();

export const newContactDataSetBody = z.object({ kind: z.enum(contactDataSetKinds), name: contactDataSetSchema.shape.name });

/** The file's name on the uploader's machine: shown back, never used as a path. The file itself is the body, as `text/csv`. */
export const uploadQuery = z.object({ originalName: z.string().min(1).max(255) });

export const contactPreviewAnswer = z.object({
  files: z
    .array(
      z.object({
        name: z.enum(contactFileNames),
        columns: z.array(z.string()).readonly(),
        rows: z.array(z.array(z.string()).readonly()).readonly(),
      }),
    )
    .readonly(),
  guess: columnMappingSchema,
});

export const contactCheckBody = addressesBody.extend({ mapping: columnMappingSchema });

const count = z.int().nonnegative();

export const contactCheckAnswer = z.object({
  accounts: count,
  accountsCovered: count,
  contacts: count,
  contactsWithAddress: count,
  contactsWithoutAddress: count,
  addressesInSeveralAccounts: count,
  contactsOnOwnSide: count,
  contactsOfUnknownAccounts: count,
  isOwnSideKnown: z.boolean(),
});
