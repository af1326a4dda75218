import { expect, test } from 'vitest';
import type { MeetingItem } from '../model/meeting.ts';
import { meetingLeftOutReasons } from '../model/overview.ts';
import { matchMeeting } from './matchMeeting.ts';
import { at, day, meeting, testParties } from './testItems.ts';

const startAt = at('2026-03-02T09:00:00Z');
const match = (changes: Partial<MeetingItem>) => matchMeeting(meeting({ startAt, ...changes }), testParties());
const invited = (address: string, hasDeclined = false) => ({ address, hasDeclined });

/** What makes a meeting be left out for each reason. */
const faults = {
  cancelled: { isCancelled: true },
  draft: { isDraft: true },
  allDay: { isAllDay: true },
  private: { isPrivate: true },
  notAttending: { ownerAttends: false },
  noContact: { attendees: [invited('bob@contoso.com'), invited('stranger@elsewhere.com')] },
} satisfies Record<(typeof meetingLeftOutReasons)[number], Partial<MeetingItem>>;

test.each(meetingLeftOutReasons)('a meeting that is nothing but %s is left out for it', (reason) => {
  expect(match(faults[reason]).outcome).toBe(reason);
});

const pairs = meetingLeftOutReasons.flatMap((first, index) => meetingLeftOutReasons.slice(index + 1).map((second) => [first, second] as const));

test.each(pairs)('%s is the reason where %s would be one too', (first, second) => {
  expect(match({ ...faults[first], ...faults[second] }).outcome).toBe(first);
});

test.each<[string, Partial<MeetingItem>, string]>([
  ['of 24 hours', { endAt: startAt + day }, 'allDay'],
  ['of a millisecond less than 24 hours', { endAt: startAt + day - 1 }, 'kept'],
  ['of no length', { endAt: startAt }, 'kept'],
  ['that a contact organises, with nobody invited', { organiser: 'eve@fabrikam.example', attendees: [] }, 'kept'],
  ['without an organiser, with a contact invited', { organiser: undefined }, 'kept'],
  ['of a stranger with a contact', { organiser: 'stranger@elsewhere.com' }, 'kept'],
  ['that the only contact has declined', { attendees: [invited('eve@fabrikam.example', true)] }, 'kept'],
  ['of a stranger and texts that are no address', { organiser: 'stranger@elsewhere.com', attendees: [invited('Eve')] }, 'noContact'],
])('a meeting %s: %s', (_, changes, outcome) => {
  expect(match(changes).outcome).toBe(outcome);
});

test('only contacts are kept of the people who are invited, each once; one who has declined anywhere has declined', () => {
  const attendees = [
    invited('eve@fabrikam.example'),
    invited('Eve@Fabrikam.example', true),
    invited('<eve@fabrikam.example>'),
    invited('bob@contoso.com', true),
    invited('stranger@elsewhere.com'),
    invited('gil@wingtip.example'),
  ];
  const { key, ...matched } = match({ attendees }) as Extract<ReturnType<typeof match>, { key: string }>;
  expect(key).toBe(`uid ${startAt}`);
  expect(matched).toMatchObject({
    outcome: 'kept',
    organiser: { address: 'ann@contoso.com', side: 'own' },
    attendees: [
      { party: { address: 'eve@fabrikam.example' }, hasDeclined: true },
      { party: { address: 'gil@wingtip.example' }, hasDeclined: false },
    ],
  });
});

test('of a cancelled meeting nothing is kept but its key, which is the same as that of its other copies', () => {
  const cancelled = match({ isCancelled: true });
  expect(cancelled).toEqual({ outcome: 'cancelled', key: `uid ${startAt}`, organiser: undefined, attendees: [] });
  expect(match({})).toMatchObject({ key: `uid ${startAt}` });
});

test('the key of a meeting without an id goes by its organiser also where it is cancelled', () => {
  const without = { iCalUId: undefined };
  const { key } = match(without) as { key: string };
  expect(match({ ...without, isCancelled: true })).toMatchObject({ key });
});
