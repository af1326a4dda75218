/** What is read of an email, in the order in which people look for it. A test holds it against what the service asks Microsoft Graph for. */
export const mailFields = ['from', 'sender', 'toRecipients', 'ccRecipients', 'bccRecipients', 'sentDateTime', 'receivedDateTime', 'conversationId', 'internetMessageId', 'id', 'isDraft', 'parentFolderId'] as const;

/** What is read of a meeting. */
export const meetingFields = ['organizer', 'attendees', 'start', 'end', 'responseStatus', 'isOrganizer', 'isAllDay', 'isCancelled', 'isDraft', 'sensitivity', 'type', 'originalStart', 'iCalUId', 'id'] as const;

/** Under which key the catalogues say what a permission is needed for. A test holds it against what a consent asks for. */
export const permissionKeys = {
  'Mail.ReadBasic.All': 'mail',
  'Calendars.ReadBasic.All': 'calendars',
  'Application Mail.ReadBasic': 'mailInExchange',
  'Application Calendars.Read': 'calendarsInExchange',
  'User.Read.All': 'users',
  'GroupMember.Read.All': 'groups',
  'Organization.Read.All': 'organisation',
  'RoleManagement.Read.Directory': 'roles',
  'Application.Read.All': 'appRoles',
} as const;

type FieldText = Readonly<Record<'name' | 'why', string>>;

/** The shape of every language: what is read with the reason, and what each permission is for. Card and pages say it in the same words. */
export interface WhatIsRead {
  readonly fields: {
    readonly mail: Readonly<Record<(typeof mailFields)[number], FieldText>>;
    readonly meetings: Readonly<Record<(typeof meetingFields)[number], FieldText>>;
  };
  readonly permissions: Readonly<Record<(typeof permissionKeys)[keyof typeof permissionKeys], string>>;
}
