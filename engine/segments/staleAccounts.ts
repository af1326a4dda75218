import type { SegmentDefinition } from '../model/segment.ts';

/** Accounts without an email or a meeting for longer than this are stale. */
export const staleAfterDays = 60;

/** The ready-made segment: no email and no meeting for a while; where there was none in the window, it was even longer ago. */
export const staleAccounts: SegmentDefinition = {
  name: 'Stale accounts',
  level: 'Year',
  condition: {
    kind: 'all',
    conditions: [
      { kind: 'comparison', column: 'DaysSinceLastEmail', comparison: 'greater', value: staleAfterDays, nullCounts: true },
      { kind: 'comparison', column: 'DaysSinceLastMeeting', comparison: 'greater', value: staleAfterDays, nullCounts: true },
    ],
  },
};
