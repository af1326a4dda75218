import { z } from 'zod';

/** Who reads the mail in the first part of the benchmark. */
export const contenderNames = ['pipeline', 'parseTexts', 'parseBytes', 'pageIterator'] as const;
export type ContenderName = (typeof contenderNames)[number];

/** What there is to read. */
export const readingSchema = z.object({
  tenant: z.object({
    tenantId: z.string(),
    graphUrl: z.string(),
    authorityUrl: z.string(),
    dataverseUrl: z.string(),
    botOpenIdMetadataUrl: z.string(),
    clientId: z.string(),
    clientSecret: z.string(),
  }),
  mailboxes: z.array(z.object({ userId: z.string(), address: z.string() })),
  asOf: z.number(),
  /** For what is written meanwhile. */
  scratchFolder: z.string(),
});
export type Reading = z.infer<typeof readingSchema>;

/** One reading of all the mail. */
export const roundSchema = z.object({ messages: z.number(), wallSeconds: z.number(), cpuSeconds: z.number() });
export type Round = z.infer<typeof roundSchema>;

/** Gets ready, and gives the function that reads once. */
export type Contender = (reading: Reading) => Promise<() => Promise<Round>>;
