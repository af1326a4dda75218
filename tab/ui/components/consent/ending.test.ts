import { expect, test } from 'vitest';
import { endingOf } from './ending.ts';

const request = { status: 'requested', expiresAt: 2_000 } as const;

test('a request is open until its time is over, also where nobody has put that on record yet', () => {
  expect([1_999, 2_000].map((now) => endingOf(request, now, false))).toEqual([undefined, 'expired']);
});

test('one that was answered, replaced or withdrawn says so; with its enrichment, it was deleted', () => {
  for (const status of ['granted', 'declined', 'superseded', 'withdrawn'] as const) expect(endingOf({ ...request, status }, 9_000, false)).toBe(status);
  expect(endingOf({ ...request, status: 'withdrawn' }, 9_000, true)).toBe('enrichmentDeleted');
});
