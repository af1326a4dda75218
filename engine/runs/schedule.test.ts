import { expect, test } from 'vitest';
import type { Consent } from '../model/consent.ts';
import type { Enrichment } from '../model/enrichment.ts';
import type { RunRecord } from '../model/runRecord.ts';
import { emptyState, type State } from '../model/state.ts';
import { nextRunAt } from './schedule.ts';

const hour = 3_600_000;
const delay = 6 * hour;
const id = '00000000-0000-4000-8000-000000000001';
const consentedAt = Date.parse('2026-10-20T08:00:00Z');

const enrichment: Enrichment = {
  id,
  revision: 1,
  createdAt: 0,
  createdBy: 'ann',
  updatedAt: 0,
  isActive: true,
  settings: {
    addresses: ['sales@contoso.com'],
    terms: { agreedAt: 0, agreedBy: 'ann' },
    contactDataSetId: id,
    mapping: {},
    name: 'Sales',
    outputTable: 'Sales',
    timeZone: 'Europe/Warsaw',
    runHour: 2,
  },
};
const consent: Consent = { id, enrichmentId: id, status: 'granted', requestedAt: 0, requestedBy: 'ann', expiresAt: 0, addresses: ['sales@contoso.com'], answeredAt: consentedAt, answeredBy: 'gail' };
const runAt = (startedAt: number, endedAt: number | null = startedAt + hour): RunRecord => ({
  id,
  enrichmentId: id,
  cause: 'daily',
  startedAt,
  asOf: startedAt,
  resumptions: 0,
  ...(endedAt !== null && { endedAt, outcome: 'succeeded' as const }),
});
const stateWith = (changes: Partial<State>): State => ({ ...emptyState, enrichments: [enrichment], consents: [consent], ...changes });

test('the first run comes the given time after the consent, also where runs of an earlier consent are on record', () => {
  expect(nextRunAt(stateWith({}), enrichment, delay)).toBe(consentedAt + delay);
  expect(nextRunAt(stateWith({ runs: [runAt(consentedAt - hour, consentedAt - 1)] }), enrichment, delay)).toBe(consentedAt + delay);
  expect(nextRunAt(stateWith({}), enrichment, 0)).toBe(consentedAt);
});

test.each([
  ['later the same day', '2026-10-20T22:30:00Z', '2026-10-21T00:00:00Z'],
  ['the next day', '2026-10-21T00:00:01Z', '2026-10-22T00:00:00Z'],
  ['in the night in which the clocks are put back, once', '2026-10-24T12:00:00Z', '2026-10-25T00:00:00Z'],
  ['an hour later by UTC once they are back', '2026-10-25T12:00:00Z', '2026-10-26T01:00:00Z'],
])('the others come daily at the chosen local hour: %s', (_, startedAt, expected) => {
  const next = nextRunAt(stateWith({ runs: [runAt(Date.parse(startedAt))] }), enrichment, delay);
  expect(next === undefined ? undefined : new Date(next).toISOString()).toBe(new Date(expected).toISOString());
});

test('a run that was missed, because the service was down, is due: its time lies in the past', () => {
  const next = nextRunAt(stateWith({ runs: [runAt(Date.parse('2026-10-21T00:00:00Z'))] }), enrichment, delay);
  expect(next).toBe(Date.parse('2026-10-22T00:00:00Z'));
});

test.each<[string, Partial<State>, { isActive?: false; isUnfinished?: true }]>([
  ['it is inactive', {}, { isActive: false }],
  ['it was never finished', {}, { isUnfinished: true }],
  ['consent is asked for', { consents: [{ ...consent, status: 'requested' }] }, {}],
  ['consent was withdrawn', { consents: [{ ...consent, status: 'withdrawn' }] }, {}],
  ['consent does not cover all that is to be read', { consents: [{ ...consent, addresses: ['service@contoso.com'] }] }, {}],
  ['a run is under way', { runs: [runAt(consentedAt + delay, null)] }, {}],
])('there is no next run where %s', (_, state, { isUnfinished, ...changes }) => {
  const { settings, ...rest } = { ...enrichment, ...changes };
  expect(nextRunAt(stateWith(state), { ...rest, ...(!isUnfinished && settings && { settings }) }, delay)).toBeUndefined();
});
