/** What the organisation is asked to grant the app in Microsoft Entra ID, each with its reason for the person who decides. */
export const neededPermissions: readonly { readonly name: string; readonly reason: string }[] = [
  { name: 'Mail.ReadBasic.All', reason: 'who wrote to whom, and when, in the chosen mailboxes; this permission opens no body and no attachment, and the app does not ask for subjects' },
  { name: 'Calendars.ReadBasic.All', reason: 'who met whom, and when, in the chosen calendars; this permission opens no body and no attachment, and the app does not ask for subjects' },
  { name: 'User.Read.All', reason: 'which people and addresses the chosen addresses stand for' },
  { name: 'GroupMember.Read.All', reason: 'who is in the chosen groups' },
  { name: 'Organization.Read.All', reason: 'the domains and the country of the organisation' },
  { name: 'RoleManagement.Read.Directory', reason: 'whether the person who consents is a Global Administrator' },
  { name: 'Application.Read.All', reason: 'who holds which role of this app, so that the chat knows whom it may answer' },
];
