import type { MailboxPermissionPlace } from '../graph/permissions.ts';

interface NeededPermission {
  readonly name: string;
  readonly reason: string;
}

const ofMailboxes: Readonly<Record<MailboxPermissionPlace, readonly NeededPermission[]>> = {
  entra: [
    { name: 'Mail.ReadBasic.All', reason: 'who wrote to whom, and when, in the chosen mailboxes; this permission opens no body and no attachment, and the app does not ask for subjects' },
    { name: 'Calendars.ReadBasic.All', reason: 'who met whom, and when, in the chosen calendars; this permission opens no body and no attachment, and the app does not ask for subjects' },
  ],
  // Exchange has no narrower role for calendars.
  exchange: [
    { name: 'Application Mail.ReadBasic', reason: 'who wrote to whom, and when, in the chosen mailboxes; granted in Exchange Online for the mailboxes of a scope alone, opens no body and no attachment, and the app does not ask for subjects' },
    { name: 'Application Calendars.Read', reason: 'who met whom, and when, in the chosen calendars; granted in Exchange Online for the mailboxes of a scope alone; it could open bodies, but the app asks for neither bodies nor subjects' },
  ],
};

/** Of the others nobody can tell before mailboxes are read, which only a consent allows. */
export function isShownByToken(permission: string): boolean {
  return !ofMailboxes.exchange.some(({ name }) => name === permission);
}

const ofTheDirectory: readonly NeededPermission[] = [
  { name: 'User.Read.All', reason: 'which people and addresses the chosen addresses stand for' },
  { name: 'GroupMember.Read.All', reason: 'who is in the chosen groups' },
  { name: 'Organization.Read.All', reason: 'the domains and the country of the organisation' },
  { name: 'RoleManagement.Read.Directory', reason: 'whether the person who consents is a Global Administrator' },
  { name: 'Application.Read.All', reason: 'who holds which role of this app, so that the chat knows whom it may answer' },
];

/** What the organisation is asked to grant the app, each with its reason for the person who decides. The mailboxes come first. */
export function neededPermissions(mailboxPermissions: MailboxPermissionPlace): readonly NeededPermission[] {
  return [...ofMailboxes[mailboxPermissions], ...ofTheDirectory];
}
