/** Why a mailbox was not read to the end: a closed list, shown with counts in the overview. */
export const skipReasons = [
  'noMailbox',
  'guest',
  'room',
  'accessDenied',
  'gone',
  'objected',
  'moved',
  'unavailable',
] as const;

export type SkipReason = (typeof skipReasons)[number];

/**
 * The tenant, or its owner, has closed this mailbox to us for good: what was read of it before is erased. For the other reasons the mailbox is only busy,
 * and keeps what was read until the next run.
 */
export function isClosedToUs(reason: SkipReason): boolean {
  return reason !== 'moved' && reason !== 'unavailable';
}
