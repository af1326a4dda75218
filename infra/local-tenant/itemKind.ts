import { z } from 'zod';

/** The two kinds of items in a mailbox. The values are the names of their folders in the tenant folder. */
export type ItemKind = 'messages' | 'events';

/** What the index of a mailbox needs of an item; times in milliseconds since the Unix epoch. */
export interface IndexedItem {
  readonly id: string;
  /** Received (message) or start (event): items are kept in this order. */
  readonly primaryMs: number;
  /** Sent (message; NaN where it never was) or end (event). */
  readonly secondaryMs: number;
  /** Well-known or own name of the folder that a message lies in. */
  readonly folder: string | undefined;
}

const instant = z.string().transform((text, context) => {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) context.addIssue({ code: 'custom', message: 'not an ISO 8601 time' });
  return ms;
});

/** Graph writes the times of events without a zone designator, and the folder's are in UTC. */
const utcTime = z
  .object({ dateTime: z.string(), timeZone: z.literal('UTC').optional() })
  .transform(({ dateTime }) => (dateTime.endsWith('Z') ? dateTime : `${dateTime}Z`))
  .pipe(instant);

const message = z
  .object({ id: z.string().min(1), receivedDateTime: instant, sentDateTime: instant.nullish(), parentFolderId: z.string().nullish() })
  .transform((item): IndexedItem => ({
    id: item.id,
    primaryMs: item.receivedDateTime,
    secondaryMs: item.sentDateTime ?? Number.NaN,
    folder: item.parentFolderId ?? undefined,
  }));

const event = z
  .object({ id: z.string().min(1), start: utcTime, end: utcTime })
  .transform((item): IndexedItem => ({ id: item.id, primaryMs: item.start, secondaryMs: item.end, folder: undefined }));

export const itemSchemas: Readonly<Record<ItemKind, z.ZodType<IndexedItem>>> = { messages: message, events: event };
