import { z } from 'zod';
import { mailboxPermissionPlaces } from '../../engine/run.ts';

const columns = z.object({ account: z.string().optional(), email: z.string().optional(), contact: z.string().optional(), name: z.string().optional() });

const contactsSchema = z.discriminatedUnion('kind', [
  /** CSV files as they are; what is absent is read from Dataverse. */
  z.object({ kind: z.literal('open'), accountsPath: z.string().optional(), contactsPath: z.string().optional(), dataverseUrl: z.string().optional(), columns }),
  /** CSV files that were sealed when they were uploaded. Without accounts, they are those that the contacts name. */
  z.object({ kind: z.literal('sealed'), accountsPath: z.string().optional(), contactsPath: z.string(), keyPath: z.string(), columns }),
]);

const outputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), folder: z.string() }),
  /** `RunOutput` of the engine, whose `onPublished` comes back as messages. */
  z.object({ kind: z.literal('publications'), folder: z.string(), previousFolder: z.string().optional(), publishesMonthly: z.boolean() }),
]);

/** A run as a message to the worker thread: plain data, from which the worker makes clients and readers of its own. */
export const jobSchema = z.object({
  graph: z.object({ baseUrl: z.string(), authorityUrl: z.string(), tenantId: z.string(), clientId: z.string(), clientSecret: z.string(), mailboxPermissions: z.enum(mailboxPermissionPlaces).optional() }),
  contacts: contactsSchema,
  /** Who is not read: keys, and the file of the secret that they are made with. Absent: nobody. */
  objections: z.object({ secretPath: z.string(), keys: z.array(z.string()) }).optional(),
  members: z.array(z.string()),
  asOf: z.number(),
  timeZone: z.string(),
  /** Holds the secret for pseudonyms and the interactions. */
  dataFolder: z.string(),
  output: outputSchema,
  memoryMegabytes: z.number().optional(),
});

export type Job = z.infer<typeof jobSchema>;
