import type { Progress } from '../../../engine/index.ts';

export const testId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Of a run that reads. */
export function testProgress(changes: Partial<Progress> = {}): Progress {
  const nothing = { itemsRead: 0, percent: 0, mailboxesDone: 0 };
  return { stage: 'read', mailboxesTotal: 40, mailboxesDone: 0, mailboxesSkipped: 0, mail: nothing, meetings: nothing, itemsRead: 0, itemsPerSecond: 0, percent: 0, daysOfData: 0, ...changes };
}
