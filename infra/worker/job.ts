import { z } from 'zod';

const columns = z.object({ account: z.string().optional(), email: z.string().optional(), contact: z.string().optional() });

/** A run as a message to the worker thread: plain data, from which the worker makes clients and readers of its own. */
export const jobSchema = z.object({
  graph: z.object({ baseUrl: z.string(), authorityUrl: z.string(), tenantId: z.string(), clientId: z.string(), clientSecret: z.string() }),
  contacts: z.object({
    /** Files; what is absent is read from Dataverse. */
    accountsPath: z.string().optional(),
    contactsPath: z.string().optional(),
    dataverseUrl: z.string().optional(),
    columns,
  }),
  members: z.array(z.string()),
  asOf: z.number(),
  timeZone: z.string(),
  /** Holds the secret for pseudonyms and the interactions. */
  dataFolder: z.string(),
  outputFolder: z.string(),
  memoryMegabytes: z.number().optional(),
});

export type Job = z.infer<typeof jobSchema>;
