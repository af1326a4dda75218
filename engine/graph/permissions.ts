import { EngagementFailure } from '../model/failure.ts';

/** What a run needs, each with the wider permissions that hold it too. Nothing else is asked for. */
const needed = [
  ['Mail.ReadBasic.All', 'Mail.Read', 'Mail.ReadWrite'],
  ['Calendars.ReadBasic.All', 'Calendars.Read', 'Calendars.ReadWrite'],
  ['User.Read.All', 'Directory.Read.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
  ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  ['Organization.Read.All', 'Directory.Read.All', 'Organization.ReadWrite.All', 'Directory.ReadWrite.All'],
] as const;

/** With it, and only then, a person can be proven to be a Global Administrator. https://learn.microsoft.com/graph/api/directoryrole-list-members */
const directoryRoles = ['RoleManagement.Read.Directory', 'Directory.Read.All', 'RoleManagement.ReadWrite.Directory', 'Directory.ReadWrite.All'] as const;

/** With it the app sees who holds which of its own roles. https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto */
const appRoleHolders = ['Application.Read.All', 'Directory.Read.All', 'Application.ReadWrite.All', 'Directory.ReadWrite.All'] as const;

/** With this permission rooms and equipment can be told from people; without it they are read as people's mailboxes are. */
export const mailboxPurposePermission = 'MailboxSettings.Read';

/**
 * Where the organisation grants the reading of mailboxes: in Microsoft Entra ID, for all of them; or in Exchange Online, for those of a scope
 * (RBAC for Applications, https://learn.microsoft.com/exchange/permissions-exo/application-rbac).
 */
export const mailboxPermissionPlaces = ['entra', 'exchange'] as const;
export type MailboxPermissionPlace = (typeof mailboxPermissionPlaces)[number];

const [mail, calendars, users] = needed;

/**
 * The permissions that count as granted, by the `roles` of the app's token. What Exchange grants shows in no token: there Exchange itself says
 * it, with each mailbox that it opens or denies.
 */
export function rolesThatCount(roles: readonly string[], place: MailboxPermissionPlace): readonly string[] {
  return place === 'exchange' ? [...roles, mail[0], calendars[0]] : roles;
}

/** The organisation lets this app read no mailbox any more. The directory belongs to it: without its people there is no mailbox to be read. */
export function readingIsRevoked(roles: readonly string[]): boolean {
  return lacking([mail, calendars, users], roles).length > 0;
}

/** Throws `consentMissing` with the names of the application permissions that the `roles` of the app's token lack. */
export function assertGranted(roles: readonly string[]): void {
  const missing = lacking(needed, roles);
  if (missing.length === 0) return;
  throw new EngagementFailure(
    'consentMissing',
    `The organisation has not granted this app ${missing.join(', ')}. A Global Administrator can grant ${missing.length === 1 ? 'it' : 'them'} in Microsoft Entra ID (admin consent).`,
  );
}

/**
 * The application permissions that the `roles` of the app's token lack for runs, for consent and for the chat, by the name of the narrowest that would do.
 * Empty where the tenant has granted everything.
 */
export function missingPermissions(roles: readonly string[]): readonly string[] {
  return lacking([...needed, directoryRoles, appRoleHolders], roles);
}

function lacking(wanted: readonly (readonly [string, ...string[]])[], roles: readonly string[]): readonly string[] {
  return wanted.filter((accepted) => !accepted.some((permission) => roles.includes(permission))).map(([permission]) => permission);
}
