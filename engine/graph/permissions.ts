import { EngagementFailure } from '../model/failure.ts';

/** What a run needs, each with the wider permissions that hold it too. Nothing else is asked for. */
const needed: readonly (readonly [string, ...string[]])[] = [
  ['Mail.ReadBasic.All', 'Mail.Read', 'Mail.ReadWrite'],
  ['Calendars.ReadBasic.All', 'Calendars.Read', 'Calendars.ReadWrite'],
  ['User.Read.All', 'Directory.Read.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
  ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  ['Organization.Read.All', 'Directory.Read.All', 'Organization.ReadWrite.All', 'Directory.ReadWrite.All'],
];

/** With this permission rooms and equipment can be told from people; without it they are read as people's mailboxes are. */
export const mailboxPurposePermission = 'MailboxSettings.Read';

/** Throws `consentMissing` with the names of the application permissions that the `roles` of the app's token lack. */
export function assertGranted(roles: readonly string[]): void {
  const missing = needed.filter((accepted) => !accepted.some((permission) => roles.includes(permission))).map(([permission]) => permission);
  if (missing.length === 0) return;
  throw new EngagementFailure(
    'consentMissing',
    `The organisation has not granted this app ${missing.join(', ')}. A Global Administrator can grant ${missing.length === 1 ? 'it' : 'them'} in Microsoft Entra ID (admin consent).`,
  );
}
