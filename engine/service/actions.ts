/** What a person can do with the product: one entry for everything that tab and bot offer. */
export const actions = [
  'readOwnRights',
  'readResults',
  'exportResults',
  'subscribeConversations',
  'readEnrichments',
  'editEnrichments',
  'runEnrichments',
  'editSegments',
  'writeBack',
  'readDirectory',
  'editContactDataSets',
  'readConsent',
  'answerConsent',
  'withdrawConsent',
  'readAudit',
  'editVisibility',
  'erasePeople',
] as const;
export type Action = (typeof actions)[number];

/** `member`: anybody of the organisation who is signed in, guests excepted. */
export const roles = ['globalAdministrator', 'admin', 'viewer', 'member'] as const;
export type Role = (typeof roles)[number];

/** Who asks: from a validated token or an authenticated activity, never from what a request says of itself. */
export interface Actor {
  readonly tenantId: string;
  /** Microsoft Entra object id, lower case. */
  readonly userId: string;
  /** By app role: `Engagement.Admin`, `Engagement.Viewer`. Whether somebody is a Global Administrator, the directory is asked. */
  readonly appRoles: readonly ('admin' | 'viewer')[];
}
