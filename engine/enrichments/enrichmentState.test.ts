import { describe, expect, test } from 'vitest';
import type { Consent } from '../model/consent.ts';
import type { Enrichment, EnrichmentState } from '../model/enrichment.ts';
import type { RunRecord } from '../model/runRecord.ts';
import { emptyState, type State } from '../model/state.ts';
import { addressesToRead, enrichmentState, isConsentedTo, shownConsent, validConsent } from './enrichmentState.ts';
import { testConsent, testEnrichment, testId, testSettings } from './testEnrichment.ts';

const run = (endedAt?: number): RunRecord => ({ id: testId(50), enrichmentId: testId(1), cause: 'manual', startedAt: 1, asOf: 1, resumptions: 0, ...(endedAt !== undefined && { endedAt, outcome: 'failed' as const }) });
const stateWith = (enrichment: Enrichment, changes: Partial<State> = {}): State => ({ ...emptyState, enrichments: [enrichment], consents: [testConsent(1)], ...changes });

const unfinished = testEnrichment(1, { draft: testSettings });
delete unfinished.settings;
const wider = testEnrichment(1, { settings: { ...testSettings, addresses: ['sales@contoso.com', 'service@contoso.com'] } });
const withResults = testEnrichment(1, { publicationId: testId(500) });
const asked = (status: Consent['status']) => testConsent(2, { enrichmentId: testId(1), status });

const cases: readonly [string, EnrichmentState, Enrichment, Partial<State>][] = [
  ['never finished', 'draft', unfinished, {}],
  ['never finished, and inactive', 'draft', { ...unfinished, isActive: false }, {}],
  ['finished, and nobody asked', 'awaitingConsent', testEnrichment(1), { consents: [] }],
  ['finished, and asked', 'awaitingConsent', testEnrichment(1), { consents: [asked('requested')] }],
  ['asked for too long ago', 'awaitingConsent', testEnrichment(1), { consents: [asked('expired')] }],
  ['withdrawn', 'awaitingConsent', testEnrichment(1), { consents: [asked('withdrawn')] }],
  ['declined', 'declined', testEnrichment(1), { consents: [asked('declined')] }],
  ['declined, and asked again', 'awaitingConsent', testEnrichment(1), { consents: [asked('declined'), asked('requested')] }],
  ['consent to another enrichment', 'awaitingConsent', testEnrichment(1), { consents: [testConsent(2)] }],
  ['consent that does not cover an address', 'awaitingConsent', wider, {}],
  ['consent that does not cover an address, for which was asked', 'awaitingConsent', wider, { consents: [testConsent(1), asked('requested')] }],
  ['consent that does not cover an address, which was declined', 'declined', wider, { consents: [testConsent(1), asked('declined')] }],
  ['consent to more than is read', 'scheduled', testEnrichment(1), { consents: [testConsent(1, { addresses: ['sales@contoso.com', 'more@contoso.com'] })] }],
  ['consent, and a later request that was declined', 'scheduled', testEnrichment(1), { consents: [testConsent(1), asked('declined')] }],
  ['consent', 'scheduled', testEnrichment(1), {}],
  ['consent, and edited', 'scheduled', testEnrichment(1, { draft: { ...testSettings, addresses: ['more@contoso.com'] } }), {}],
  ['a failed run', 'scheduled', testEnrichment(1), { runs: [run(2)] }],
  ['a run', 'running', testEnrichment(1), { runs: [run()] }],
  ['a run, and results', 'running', withResults, { runs: [run()] }],
  ['a run, and deactivated meanwhile', 'running', testEnrichment(1, { isActive: false }), { runs: [run()] }],
  ['a run of another enrichment', 'scheduled', testEnrichment(1), { runs: [{ ...run(), enrichmentId: testId(2) }] }],
  ['results', 'ready', withResults, { runs: [run(2)] }],
  ['results, and consent withdrawn', 'awaitingConsent', withResults, { consents: [asked('withdrawn')] }],
  ['results, and inactive', 'inactive', { ...withResults, isActive: false }, {}],
  ['inactive before the first results', 'inactive', testEnrichment(1, { isActive: false }), {}],
];

test.each(cases)('%s: %s', (_name, expected, enrichment, changes) => {
  const state = stateWith(enrichment, changes);
  expect(enrichmentState(state, enrichment)).toBe(expected);
  const mayBeRead: readonly EnrichmentState[] = ['scheduled', 'running', 'ready', 'inactive'];
  if (expected !== 'draft') expect(isConsentedTo(state, testId(1))).toBe(mayBeRead.includes(expected));
});

describe('the consent', () => {
  test('that people are shown is the valid one, also where another was asked for since', () => {
    const state = stateWith(testEnrichment(1), { consents: [testConsent(1), asked('declined')] });
    expect(shownConsent(state, testEnrichment(1))?.id).toBe(testConsent(1).id);
  });

  test('that people are shown is the last one where none is valid, and none before the first', () => {
    const state = stateWith(wider, { consents: [testConsent(1), asked('requested')] });
    expect(shownConsent(state, wider)?.id).toBe(asked('requested').id);
    expect(shownConsent({ ...state, consents: [] }, wider)).toBeUndefined();
  });

  test('of an enrichment that was never finished is never valid, nor that of one that there is not', () => {
    expect(validConsent(stateWith(unfinished), unfinished)).toBeUndefined();
    expect(isConsentedTo(stateWith(testEnrichment(1)), testId(2))).toBe(false);
  });
});

test('addresses are read as they mean, each once; texts that are none mean nothing', () => {
  expect(addressesToRead(['Sales@Contoso.com', ' sales@contoso.com ', 'nobody', 'service@contoso.com'])).toEqual(['sales@contoso.com', 'service@contoso.com']);
});
