import type { TextKey, Texts } from '../../texts/texts.ts';

/** What of an email and of a meeting is read, as the service asks Microsoft Graph for it: a test holds it against the service. */
export const mailFields = ['from', 'sender', 'toRecipients', 'ccRecipients', 'bccRecipients', 'sentDateTime', 'receivedDateTime', 'conversationId', 'internetMessageId', 'id', 'isDraft', 'parentFolderId'] as const;
export const meetingFields = [
  ...(['organizer', 'attendees', 'start', 'end', 'responseStatus', 'isOrganizer', 'isAllDay', 'isCancelled', 'isDraft', 'sensitivity', 'type', 'originalStart', 'iCalUId', 'id'] as const),
];

export interface FieldInWords {
  readonly name: string;
  readonly why: string;
}

export function mailFieldsInWords({ text }: Texts): FieldInWords[] {
  return mailFields.map((field) => ({ name: text(`consent.fields.mail.${field}.name`), why: text(`consent.fields.mail.${field}.why`) }));
}

export function meetingFieldsInWords({ text }: Texts): FieldInWords[] {
  return meetingFields.map((field) => ({ name: text(`consent.fields.meetings.${field}.name`), why: text(`consent.fields.meetings.${field}.why`) }));
}

const permissionReasons: Readonly<Record<string, TextKey>> = {
  'Mail.ReadBasic.All': 'consent.permissions.mail',
  'Calendars.ReadBasic.All': 'consent.permissions.calendars',
  'Application Mail.ReadBasic': 'consent.permissions.mailInExchange',
  'Application Calendars.Read': 'consent.permissions.calendarsInExchange',
  'User.Read.All': 'consent.permissions.users',
  'GroupMember.Read.All': 'consent.permissions.groups',
  'Organization.Read.All': 'consent.permissions.organisation',
  'RoleManagement.Read.Directory': 'consent.permissions.roles',
  'Application.Read.All': 'consent.permissions.appRoles',
};

/** What a permission is needed for; undefined of one that is none of ours. */
export function permissionReason({ text }: Texts, permission: string): string | undefined {
  const key = permissionReasons[permission];
  return key && text(key);
}
