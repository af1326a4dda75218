import { expect, test } from 'vitest';
import { laterThan, outcomeOf } from './consentOutcome.ts';
import { testRequest } from './testConsent.ts';

const request = testRequest({ requestedAt: 1_000, expiresAt: 2_000 });

test('a request is open until its time is over, also where nobody has put that on record yet', () => {
  expect(outcomeOf(request, 1_999, [], true)).toBeUndefined();
  expect(outcomeOf(request, 2_000, [], true)).toEqual({ kind: 'expired', at: 2_000, by: undefined });
  expect(outcomeOf({ ...request, status: 'expired' }, 2_000, [], true)).toEqual({ kind: 'expired', at: 2_000, by: undefined });
});

test('an answer tells who gave it, and when', () => {
  for (const status of ['granted', 'declined'] as const) expect(outcomeOf({ ...request, status, answeredAt: 1_500, answeredBy: 'gail' }, 9_000, [], true)).toEqual({ kind: status, at: 1_500, by: 'gail' });
});

test('a withdrawal tells who withdrew, or that the enrichment was deleted', () => {
  const withdrawn = { ...request, status: 'withdrawn' as const, withdrawnAt: 1_700, withdrawnBy: 'gail' };
  expect(outcomeOf(withdrawn, 9_000, [], true)).toEqual({ kind: 'withdrawn', at: 1_700, by: 'gail' });
  expect(outcomeOf(withdrawn, 9_000, [], false)).toEqual({ kind: 'enrichmentDeleted', at: 1_700, by: 'gail' });
});

test('what was asked for is replaced when it is asked for anew, what was granted when the next is granted', () => {
  const later = [testRequest({ requestedAt: 1_600 }), testRequest({ requestedAt: 1_700, answeredAt: 1_800, status: 'granted' })];
  expect(outcomeOf({ ...request, status: 'superseded' }, 9_000, later, true)).toEqual({ kind: 'superseded', at: 1_600, by: undefined });
  expect(outcomeOf({ ...request, status: 'superseded', answeredAt: 1_500 }, 9_000, later, true)).toEqual({ kind: 'superseded', at: 1_800, by: undefined });
});

test('only requests of the same enrichment that came after it are later', () => {
  const later = testRequest({ id: 'later' });
  expect(laterThan(request, [testRequest({ id: 'earlier' }), request, testRequest({ id: 'other', enrichmentId: 'other' }), later])).toEqual([later]);
});
