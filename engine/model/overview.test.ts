import { expect, test } from 'vitest';
import type { Overview } from './overview.ts';
import { overviewSchema } from './overview.ts';

const overview: Overview = {
  addressesSelected: 12,
  addressesProcessed: 10,
  addressesSkipped: [{ reason: 'noMailbox', count: 2 }],
  emailsProcessed: 1000,
  meetingsProcessed: 100,
  daysOfData: 365,
  customersEnriched: 3,
  customersTotal: 8,
  leftOut: {
    emails: { draft: 0, noSender: 0, calendarMail: 1, junk: 2, noContact: 700, otherSender: 3 },
    meetings: { cancelled: 1, draft: 0, allDay: 0, private: 0, notAttending: 4, noContact: 50 },
    replies: { automaticReply: 1, lateReply: 0 },
  },
  dataQuality: { contactsWithoutAddress: 2, addressesInSeveralAccounts: 1, contactsOnOwnSide: 1 },
  asOf: '2026-11-23T09:30:00.000Z',
  windowStart: '2025-11-22T23:00:00.000Z',
  timeZone: 'Europe/Warsaw',
};

test('an overview as the contract describes it passes unchanged', () => {
  expect(overviewSchema.parse(overview)).toEqual(overview);
});

test('a reason without a count is refused: reasons that met nothing are present with 0', () => {
  const leftOut = { ...overview.leftOut, replies: { automaticReply: 1 } };
  expect(overviewSchema.safeParse({ ...overview, leftOut }).success).toBe(false);
});

test.each([
  ['a reason that is not in the closed list', { addressesSkipped: [{ reason: 'tired', count: 1 }] }],
  ['a fraction of an email', { emailsProcessed: 1.5 }],
  ['a local time', { asOf: '2026-11-23T09:30:00+01:00' }],
])('%s is refused', (_, change) => {
  expect(overviewSchema.safeParse({ ...overview, ...change }).success).toBe(false);
});
