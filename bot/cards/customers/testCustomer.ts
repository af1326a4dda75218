import type { CustomerCard, Publication, RankedCustomer, ScorePart } from '../../../engine/index.ts';
import type { Links } from '../../links.ts';
import type { Shown } from './wording.ts';

export const enrichmentId = '00000000-0000-4000-8000-000000000001';

export const noLinks: Links = { customer: () => undefined, enrichment: () => undefined, consent: () => undefined, app: () => undefined, customerOf: () => undefined };

const coverage = { from: '2025-11-23', days: 365, isComplete: true };
const publication: Publication = {
  id: '00000000-0000-4000-8000-000000000002',
  enrichmentId,
  runId: '00000000-0000-4000-8000-000000000003',
  publishedAt: Date.parse('2026-11-23T12:30:00Z'),
  asOf: Date.parse('2026-11-23T12:00:00Z'),
  coverage,
  customersEnriched: 136,
  customersTotal: 140,
};
export const shown: Shown = { publication, coverage, timeZone: 'Europe/Warsaw' };

/** While the first year is being read. */
export const shownInPart: Shown = { ...shown, coverage: { from: '2026-10-05', days: 49, isComplete: false } };

export function part(name: string, value: number | undefined, typical: number | undefined, share: number, weight = 10): ScorePart {
  return { name, value, typical, points: share * weight, weight, pointsChange: undefined };
}

/** Every month of the window: thirteen, the first and the last in part. */
const months = Array.from({ length: 13 }, (_, place) => ({
  startDate: new Date(Date.UTC(2025, 10 + place, 1)).toISOString().slice(0, 10),
  ...{ score: 50, emailsTo: 1000 + place, emailsFrom: 900 + place, meetingsTo: place, meetingsFrom: 1 },
}));

export function customer(name: string, changes: Partial<CustomerCard> = {}): CustomerCard {
  return {
    ...{ customerId: 'contoso', name, score: 65, rank: 12, customersRanked: 136, scoreChange: 5, rankChange: -3, weeks: [], months },
    parts: [part('emailVolume', 105, 74, 0.59, 20), part('twoWayEmail', 45, 75, 0.375), part('peopleInEmails', 9, 7, 0.56), part('meetingVolume', 12, 4, 0.75, 20), part('timeTogether', 420, 120, 0.78), part('peopleInMeetings', 7, 5, 0.58), part('recentEmail', 4, 9, 0.69), part('recentMeeting', 40, 12, 0.23)],
    year: {
      Name: name,
      ...{ NoOfEmails_ToAccount: 60, NoOfEmails_FromAccount: 45, NoOfMeetings_ToAccount: 9, NoOfMeetings_FromAccount: 3 },
      ...{ NoOfContactsInvolved_Emails: 4, NoOfAccountContactsInvolved_Emails: 5, NoOfContactsInvolved_Meetings: 3, NoOfAccountContactsInvolved_Meetings: 4 },
      ...{ DaysSinceLastEmail: 4, DaysSinceLastMeeting: 40, AverageDuration_Of_Meetings: 35, AverageDuration_Of_AccountEmailReplies: 315.5 },
    },
    ...changes,
  };
}

/** Without any email or meeting in the window. */
export function quietCustomer(name: string): CustomerCard {
  return customer(name, { score: undefined, rank: undefined, scoreChange: undefined, rankChange: undefined, parts: [], year: undefined, months: [] });
}

export function ranked(name: string, place = 0): RankedCustomer & { readonly scoreChange: number } {
  return { customerId: `customer-${place}`, name, rank: place + 1, score: 94 - place, scoreChange: 5 - place, emails: 1234, meetings: 31, daysSinceLastEmail: 63, daysSinceLastMeeting: place % 2 === 0 ? undefined : 1 };
}
