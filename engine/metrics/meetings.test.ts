import { describe, expect, test } from 'vitest';
import { at, day, hour, meeting } from '../interactions/testItems.ts';
import type { MeetingItem } from '../model/meeting.ts';
import { aggregateMailboxes, type TestMailboxes, type TestResult } from './testStore.ts';

const startAt = at('2026-03-02T09:00:00Z');
const invited = (address: string, hasDeclined = false) => ({ address, hasDeclined });

/** One and the same meeting, as Ann has it who organises it, and as others have it. */
const organisers = (changes: Partial<MeetingItem> = {}) => meeting({ startAt, iCalUId: 'one', ...changes });
const copy = (changes: Partial<MeetingItem> = {}) => organisers({ ownerOrganises: false, ...changes });

/** Meetings from and to the account, their average length, own people, the account's people. */
function figuresOf(result: TestResult, accountId: string) {
  const row = result.row(accountId);
  return (
    row && [
      row.NoOfMeetings_FromAccount,
      row.NoOfMeetings_ToAccount,
      row.AverageDuration_Of_Meetings,
      row.NoOfContactsInvolved_Meetings,
      row.NoOfAccountContactsInvolved_Meetings,
    ]
  );
}

interface Case {
  readonly meetings: NonNullable<TestMailboxes['meetings']>;
  readonly fabrikam: readonly (number | null)[] | undefined;
  readonly wingtip?: readonly (number | null)[];
}

describe('a meeting', () => {
  test.each<[string, Case]>([
    ['of the own side is to the account', { meetings: { ann: [organisers()] }, fabrikam: [0, 1, 60, 1, 1] }],
    ['of an unlisted colleague too', { meetings: { bob: [copy({ organiser: 'zoe@contoso.com' })] }, fabrikam: [0, 1, 60, 1, 1] }],
    ['of a contact is from its account', { meetings: { bob: [copy({ organiser: 'eve@fabrikam.example', attendees: [] })] }, fabrikam: [1, 0, 60, 1, 1] }],
    ['of a contact is neither from nor to another account', {
      meetings: { bob: [copy({ organiser: 'gil@wingtip.example' })] },
      fabrikam: [0, 0, null, 1, 1],
      wingtip: [1, 0, 60, 1, 1],
    }],
    ['of an address that two accounts share is from each', {
      meetings: { bob: [copy({ organiser: 'office@shared.example', attendees: [] })] },
      fabrikam: [1, 0, 60, 1, 1],
      wingtip: [1, 0, 60, 1, 1],
    }],
    ['of a third party counts for people only', { meetings: { bob: [copy({ organiser: 'stranger@elsewhere.com' })] }, fabrikam: [0, 0, null, 1, 1] }],
    ['without an organiser too', { meetings: { bob: [copy({ organiser: undefined })] }, fabrikam: [0, 0, null, 1, 1] }],
    ['with two accounts counts for each', {
      meetings: { ann: [organisers({ attendees: [invited('eve@fabrikam.example'), invited('fay@fabrikam.example'), invited('gil@wingtip.example')] })] },
      fabrikam: [0, 1, 60, 1, 2],
      wingtip: [0, 1, 60, 1, 1],
    }],
    ['in several calendars, and twice in one, is one, attended by their owners', {
      meetings: { ann: [organisers(), organisers({ id: 'again' })], bob: [copy()], cid: [copy()] },
      fabrikam: [0, 1, 60, 3, 1],
    }],
    ['is not attended by a colleague who is only invited', {
      meetings: { ann: [organisers({ attendees: [invited('eve@fabrikam.example'), invited('bob@contoso.com')] })], bob: [copy({ ownerAttends: false })] },
      fabrikam: [0, 1, 60, 1, 1],
    }],
    ['has the people of all its copies', {
      meetings: { ann: [organisers()], bob: [copy({ attendees: [invited('fay@fabrikam.example')] })] },
      fabrikam: [0, 1, 60, 2, 2],
    }],
  ])('%s', async (_, { meetings, fabrikam, wingtip }) => {
    const result = await aggregateMailboxes({ meetings });
    expect([figuresOf(result, 'Fabrikam'), figuresOf(result, 'Wingtip')]).toEqual([fabrikam, wingtip]);
  });
});

describe('where copies disagree', () => {
  const halfHour = { endAt: startAt + hour / 2 };

  test.each<[string, TestMailboxes['meetings'], number]>([
    ['the organiser’s decides, whose ever it is', { ann: [copy({ organiser: 'cid@contoso.com' })], cid: [organisers({ organiser: 'cid@contoso.com', ...halfHour })] }, 30],
    ['without the organiser’s the one in the smallest mailbox does', { bob: [copy(halfHour)], cid: [copy()] }, 30],
    ['whatever it says', { bob: [copy()], cid: [copy(halfHour)] }, 60],
  ])('on the time, %s', async (_, meetings, minutes) => {
    const { row } = await aggregateMailboxes({ meetings: meetings ?? {} });
    expect(row('Fabrikam')).toMatchObject({ NoOfMeetings_ToAccount: 1, AverageDuration_Of_Meetings: minutes });
  });

  test('on the day, the meeting lies on that of the deciding copy alone', async () => {
    const moved = { startAt: startAt + 40 * day, endAt: startAt + 40 * day + hour };
    const { rows } = await aggregateMailboxes({ meetings: { ann: [organisers(moved)], bob: [copy()] } });
    expect(rows.filter((row) => row.AggregationLevel === 'Month').map((row) => row.AggregationStartDate)).toEqual(['2026-04-01']);
  });

  test('on the organiser, the deciding copy’s counts', async () => {
    const { row } = await aggregateMailboxes({ meetings: { bob: [copy({ organiser: 'eve@fabrikam.example' })], cid: [copy()] } });
    expect(row('Fabrikam')).toMatchObject({ NoOfMeetings_FromAccount: 1, NoOfMeetings_ToAccount: 0 });
  });
});

describe('a cancelled copy', () => {
  const cancelled = { isCancelled: true };

  test.each<[string, TestMailboxes['meetings']]>([
    ['of the organiser', { ann: [organisers(cancelled)], bob: [copy()] }],
    ['of anybody', { ann: [organisers()], bob: [copy()], cid: [copy(cancelled)] }],
    ['of somebody who did not attend, with nobody of the account in it', { ann: [organisers()], cid: [copy({ ...cancelled, ownerAttends: false, attendees: [] })] }],
  ])('%s takes the meeting with it', async (_, meetings) => {
    const { rows } = await aggregateMailboxes({ meetings: meetings ?? {} });
    expect(rows).toEqual([]);
  });

  test('takes no other occurrence of its series with it', async () => {
    const series = { isOfSeries: true, originalStartAt: startAt };
    const next = { isOfSeries: true, startAt: startAt + 7 * day, originalStartAt: startAt + 7 * day, endAt: startAt + 7 * day + hour };
    const { row } = await aggregateMailboxes({ meetings: { ann: [organisers({ ...series, isCancelled: true }), organisers(next)] } });
    expect(row('Fabrikam')).toMatchObject({ NoOfMeetings_ToAccount: 1, EngagementStartDate: '2026-03-09' });
  });
});

describe('who has declined', () => {
  const eve = 'eve@fabrikam.example';

  test('in one copy takes no part, whatever the others say', async () => {
    const { rows } = await aggregateMailboxes({ meetings: { ann: [organisers()], bob: [copy({ attendees: [invited(eve, true)] })] } });
    expect(rows).toEqual([]);
  });

  test('leaves the meeting to the others of the account', async () => {
    const attendees = [invited(eve, true), invited('fay@fabrikam.example')];
    expect(figuresOf(await aggregateMailboxes({ meetings: { ann: [organisers({ attendees })] } }), 'Fabrikam')).toEqual([0, 1, 60, 1, 1]);
  });

  test('takes part all the same by organising it', async () => {
    const { row } = await aggregateMailboxes({ meetings: { bob: [copy({ organiser: eve, attendees: [invited(eve, true)] })] } });
    expect(row('Fabrikam')).toMatchObject({ NoOfMeetings_FromAccount: 1, NoOfAccountContactsInvolved_Meetings: 1 });
  });

  test('with one address takes part with another', async () => {
    const attendees = [invited(eve, true), invited('eve@home.example')];
    expect(figuresOf(await aggregateMailboxes({ meetings: { ann: [organisers({ attendees })] } }), 'Fabrikam')).toEqual([0, 1, 60, 1, 1]);
  });
});

test('the average is over the meetings from and to the account alone, with two decimals', async () => {
  const ofMinutes = (minutes: number, changes: Partial<MeetingItem> = {}) => {
    const at = startAt + minutes * day;
    return meeting({ startAt: at, endAt: at + minutes * 60_000, ownerOrganises: false, ...changes });
  };
  const { row } = await aggregateMailboxes({
    meetings: { ann: [ofMinutes(10), ofMinutes(20, { organiser: 'eve@fabrikam.example' }), ofMinutes(35), ofMinutes(100, { organiser: 'stranger@elsewhere.com' })] },
  });
  expect(row('Fabrikam')).toMatchObject({ NoOfMeetings_FromAccount: 1, NoOfMeetings_ToAccount: 2, AverageDuration_Of_Meetings: 21.67 });
});
