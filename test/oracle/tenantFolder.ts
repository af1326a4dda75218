import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const text = z.string().nullish();
const participant = z.object({ emailAddress: z.object({ address: text }).nullish() }).nullish();
const dateTime = z.object({ dateTime: z.string(), timeZone: z.string() });

const organizationSchema = z.object({ verifiedDomains: z.array(z.object({ name: z.string() })) });

const userSchema = z.object({
  id: z.string(),
  mail: text,
  userPrincipalName: text,
  proxyAddresses: z.array(z.string()).nullish(),
  userType: text,
  mailbox: z.boolean().nullish(),
});

const groupSchema = z.object({
  id: z.string(),
  mail: text,
  proxyAddresses: z.array(z.string()).nullish(),
  members: z.array(z.string()).nullish(),
});

const messageSchema = z.object({
  '@odata.type': text,
  id: z.string(),
  internetMessageId: text,
  conversationId: text,
  isDraft: z.boolean().nullish(),
  parentFolderId: text,
  receivedDateTime: text,
  sentDateTime: text,
  from: participant,
  sender: participant,
  toRecipients: z.array(participant).nullish(),
  ccRecipients: z.array(participant).nullish(),
  bccRecipients: z.array(participant).nullish(),
});

const eventSchema = z.object({
  id: z.string(),
  iCalUId: text,
  type: text,
  originalStart: text,
  start: dateTime,
  end: dateTime,
  isAllDay: z.boolean().nullish(),
  isCancelled: z.boolean().nullish(),
  isDraft: z.boolean().nullish(),
  isOrganizer: z.boolean().nullish(),
  sensitivity: text,
  responseStatus: z.object({ response: text }).nullish(),
  organizer: participant,
  attendees: z
    .array(z.object({ type: text, status: z.object({ response: text }).nullish(), emailAddress: z.object({ address: text }).nullish() }))
    .nullish(),
});

const accountSchema = z.object({ AccountId: z.string() });
const contactSchema = z.object({ ContactId: z.string(), AccountId: z.string(), Email: z.string() });

export type User = z.infer<typeof userSchema>;
export type Group = z.infer<typeof groupSchema>;
export type Message = z.infer<typeof messageSchema>;
export type Event = z.infer<typeof eventSchema>;
export type Participant = z.infer<typeof participant>;
export type ContactRow = z.infer<typeof contactSchema>;

/** A tenant folder (the format of the local tenant), as it stands on disk. */
export interface TenantFolder {
  readonly verifiedDomains: readonly string[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly accountIds: readonly string[];
  readonly contacts: readonly ContactRow[];
  /** By user id; a user without a file has an empty mailbox. */
  readonly messages: ReadonlyMap<string, readonly Message[]>;
  readonly events: ReadonlyMap<string, readonly Event[]>;
}

/** Reads a whole tenant folder into memory. */
export async function readTenantFolder(folder: string): Promise<TenantFolder> {
  const organization = organizationSchema.parse(JSON.parse(await readFile(join(folder, 'organization.json'), 'utf8')));
  const users = z.array(userSchema).parse(JSON.parse(await readFile(join(folder, 'users.json'), 'utf8')));
  const groups = z.array(groupSchema).parse(JSON.parse(await readFile(join(folder, 'groups.json'), 'utf8')));
  const messages = new Map<string, Message[]>();
  const events = new Map<string, Event[]>();
  for (const user of users) {
    messages.set(user.id, z.array(messageSchema).parse(await readLines(join(folder, 'messages', `${user.id}.ndjson`))));
    events.set(user.id, z.array(eventSchema).parse(await readLines(join(folder, 'events', `${user.id}.ndjson`))));
  }
  return {
    verifiedDomains: organization.verifiedDomains.map(({ name }) => name.toLowerCase()),
    users,
    groups,
    accountIds: z.array(accountSchema).parse(await readCsv(join(folder, 'accounts.csv'))).map((account) => account.AccountId),
    contacts: z.array(contactSchema).parse(await readCsv(join(folder, 'contacts.csv'))),
    messages,
    events,
  };
}

/** The rows of a CSV file with a header line, each as {column: text}. */
export async function readCsv(path: string): Promise<unknown[]> {
  return parse(await readFile(path), { bom: true, columns: true, skip_empty_lines: true });
}

async function readLines(path: string): Promise<unknown[]> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return content.split('\n').filter((line) => line.trim() !== '').map((line): unknown => JSON.parse(line));
}
