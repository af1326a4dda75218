/** Application permissions and their app role ids in Microsoft Graph. https://learn.microsoft.com/graph/permissions-reference */
export const appRoleIds: Readonly<Record<string, string>> = {
  'Mail.ReadBasic.All': '693c5e45-0940-467d-9b8a-1022fb9d42ef',
  'Mail.ReadBasic': '6be147d2-ea4f-4b5a-a3fa-3eab6f3c140a',
  'Mail.Read': '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
  'Calendars.ReadBasic.All': '8ba4a692-bc31-4128-9094-475872af8a53',
  'Calendars.Read': '798ee544-9d2d-430c-a058-570e29e34338',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
  'GroupMember.Read.All': '98830695-27a2-44f7-8c18-0c3ebc9698f6',
  'Organization.Read.All': '498476ce-e0fe-48b0-b801-37ba7e2685c6',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'MailboxSettings.Read': '40f97065-369a-49f4-947c-6a255697ae91',
  'Application.Read.All': '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
  'RoleManagement.Read.Directory': '483bed4a-2ad3-4361-a73b-c83ccdbdc53c',
  'Member.Read.Hidden': '658aa5d8-239f-45c4-aa12-864f4fc7e490',
  'AppCatalog.Read.All': 'e12dae10-5a57-4817-b79d-dfbec5348930',
  'TeamsAppInstallation.ReadWriteSelfForUser.All': '908de74d-f8b2-4d6b-a9ed-2a17b3b78179',
};

/** What the product asks an administrator for. */
export const defaultGrantedRoles: readonly string[] = [
  'Mail.ReadBasic.All',
  'Calendars.ReadBasic.All',
  'User.Read.All',
  'GroupMember.Read.All',
  'Organization.Read.All',
  'RoleManagement.Read.Directory',
  'Application.Read.All',
];

/**
 * What Exchange grants by itself for the mailboxes of a scope (RBAC for Applications), beside what the token holds: `Application Mail.ReadBasic`
 * and `Application Calendars.Read`. https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export const exchangeRoles: readonly string[] = ['Mail.ReadBasic.All', 'Calendars.Read'];

/** What the consent page says of them, in the words of the permissions reference. */
export const permissionTitles: Readonly<Record<string, string>> = {
  'Mail.ReadBasic.All': 'Read basic mail in all mailboxes',
  'Calendars.ReadBasic.All': 'Read basic details of calendars in all mailboxes',
  'User.Read.All': "Read all users' full profiles",
  'GroupMember.Read.All': 'Read all group memberships',
  'Organization.Read.All': 'Read organization information',
  'RoleManagement.Read.Directory': 'Read all directory RBAC settings',
  'Application.Read.All': 'Read all applications',
};

/** Without it, groups with hidden membership seem to have no members. */
export const hiddenMembersRole = 'Member.Read.Hidden';

/** Any one of these opens the routes of its area. */
export const rolesByArea = {
  mail: ['Mail.ReadBasic.All', 'Mail.ReadBasic', 'Mail.Read'],
  calendar: ['Calendars.ReadBasic.All', 'Calendars.Read'],
  mailboxSettings: ['MailboxSettings.Read'],
  users: ['User.Read.All', 'Directory.Read.All'],
  groups: ['GroupMember.Read.All', 'Directory.Read.All'],
  organization: ['Organization.Read.All', 'Directory.Read.All'],
  directoryRoles: ['RoleManagement.Read.Directory', 'Directory.Read.All'],
  applications: ['Application.Read.All', 'Directory.Read.All'],
  appCatalogue: ['AppCatalog.Read.All'],
  appInstallations: ['TeamsAppInstallation.ReadWriteSelfForUser.All'],
} as const satisfies Record<string, readonly string[]>;

export type Area = keyof typeof rolesByArea;

/** These areas are Exchange's, which words its refusals differently from the directory. */
export const exchangeAreas: ReadonlySet<Area> = new Set(['mail', 'calendar', 'mailboxSettings']);

/** These are Teams', with wording of its own. */
export const teamsAreas: ReadonlySet<Area> = new Set(['appCatalogue', 'appInstallations']);

const basicOnly: ReadonlySet<string> = new Set(['body', 'bodyPreview', 'uniqueBody', 'attachments', 'extensions']);
const nothing: ReadonlySet<string> = new Set();

/** The properties that the basic permissions keep back; none where a token also holds the full one. */
export function withheldProperties(roles: ReadonlySet<string>, fullRole: 'Mail.Read' | 'Calendars.Read'): ReadonlySet<string> {
  return roles.has(fullRole) ? nothing : basicOnly;
}
