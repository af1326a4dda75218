/** A participant as Graph writes one; undefined stands for one without an address. */
export function participantOf(address: string | undefined): object {
  return { emailAddress: address === undefined ? { name: 'No Address' } : { name: address.split('@')[0], address } };
}

/** `2025-03-30T01:00:00Z`: Graph gives mail times in whole seconds. */
export function graphTime(moment: number): string {
  return new Date(moment).toISOString().replace(/\.000Z$/, 'Z');
}

export interface MessageParts {
  readonly id: string;
  readonly internetMessageId?: string | null | undefined;
  readonly conversationId?: string | null | undefined;
  /** undefined: the item has no `from`. */
  readonly from?: string | undefined;
  readonly sender?: string | undefined;
  readonly to?: readonly (string | undefined)[];
  readonly cc?: readonly (string | undefined)[];
  readonly bcc?: readonly (string | undefined)[];
  /** Milliseconds since the Unix epoch; undefined: the item has no `sentDateTime`. */
  readonly sentAt?: number | undefined;
  readonly receivedAt: number;
  readonly isDraft?: boolean;
  readonly folder?: string;
  readonly odataType?: string | undefined;
}

/** A Graph `message`. Its subject and body are marked, so that a search for the marks shows where they have leaked to. */
export function messageOf(parts: MessageParts): object {
  return {
    ...(parts.odataType === undefined ? {} : { '@odata.type': parts.odataType }),
    '@odata.etag': 'W/"made-up"',
    id: parts.id,
    receivedDateTime: graphTime(parts.receivedAt),
    ...(parts.sentAt === undefined ? {} : { sentDateTime: graphTime(parts.sentAt) }),
    ...(parts.internetMessageId === undefined ? {} : { internetMessageId: parts.internetMessageId }),
    ...(parts.conversationId === undefined ? {} : { conversationId: parts.conversationId }),
    subject: 'SECRET-SUBJECT',
    bodyPreview: 'SECRET-BODY',
    body: { contentType: 'text', content: 'SECRET-BODY' },
    isDraft: parts.isDraft ?? false,
    parentFolderId: parts.folder ?? 'inbox',
    ...(parts.from === undefined ? {} : { from: participantOf(parts.from) }),
    ...(parts.sender === undefined ? {} : { sender: participantOf(parts.sender) }),
    toRecipients: (parts.to ?? []).map(participantOf),
    ccRecipients: (parts.cc ?? []).map(participantOf),
    bccRecipients: (parts.bcc ?? []).map(participantOf),
  };
}

export interface AttendeeParts {
  readonly address: string | undefined;
  readonly type?: 'required' | 'optional' | 'resource';
  readonly response?: string;
}

export interface EventParts {
  readonly id: string;
  readonly iCalUId?: string | null | undefined;
  readonly type?: 'singleInstance' | 'occurrence' | 'exception';
  readonly seriesMasterId?: string | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly originalStartAt?: number | undefined;
  readonly startAt: number;
  readonly endAt: number;
  readonly isAllDay?: boolean;
  readonly isCancelled?: boolean;
  readonly isDraft?: boolean;
  readonly sensitivity?: string;
  /** The owner's own response; `organizer` on the organiser's copy. */
  readonly response: string;
  /** By default, what the response says. */
  readonly isOrganizer?: boolean;
  readonly organizer?: string | undefined;
  readonly attendees?: readonly AttendeeParts[];
}

/** A Graph `event` as a calendar view in UTC gives it. */
export function eventOf(parts: EventParts): object {
  const never = '0001-01-01T00:00:00Z';
  return {
    '@odata.etag': 'W/"made-up"',
    id: parts.id,
    ...(parts.iCalUId === undefined ? {} : { iCalUId: parts.iCalUId }),
    type: parts.type ?? 'singleInstance',
    seriesMasterId: parts.seriesMasterId ?? null,
    ...(parts.originalStartAt === undefined ? {} : { originalStart: graphTime(parts.originalStartAt) }),
    subject: 'SECRET-SUBJECT',
    body: { contentType: 'text', content: 'SECRET-BODY' },
    start: eventTime(parts.startAt),
    end: eventTime(parts.endAt),
    isAllDay: parts.isAllDay ?? false,
    isCancelled: parts.isCancelled ?? false,
    isOrganizer: parts.isOrganizer ?? parts.response === 'organizer',
    isDraft: parts.isDraft ?? false,
    sensitivity: parts.sensitivity ?? 'normal',
    showAs: 'busy',
    responseStatus: { response: parts.response, time: never },
    ...(parts.organizer === undefined ? {} : { organizer: participantOf(parts.organizer) }),
    attendees: (parts.attendees ?? []).map(({ address, type, response }) => ({
      type: type ?? 'required',
      status: { response: response ?? 'none', time: never },
      ...participantOf(address),
    })),
  };
}

/** Seven digits of fraction and no `Z`: the zone stands beside it. */
function eventTime(moment: number): object {
  return { dateTime: new Date(moment).toISOString().replace('Z', '0000'), timeZone: 'UTC' };
}
