import { describe, expect, test } from 'vitest';
import type { Enrichment, EnrichmentDraft } from '../model/enrichment.ts';
import { emptyState, type State } from '../model/state.ts';
import { addDraft, completeSettings, discardDraft, editDraft, findEnrichment, finishDraft, setActive } from './editing.ts';
import { testEnrichment, testId, testSettings } from './testEnrichment.ts';

const id = testId(1);
const edit = { now: 5, by: 'bob' };

function stateWith(...enrichments: readonly ReturnType<typeof testEnrichment>[]): State {
  return { ...structuredClone(emptyState), enrichments: structuredClone([...enrichments]) };
}

/** One that was never finished. */
function unfinished(draft: EnrichmentDraft | undefined): Enrichment {
  const enrichment = testEnrichment(1, draft && { draft });
  delete enrichment.settings;
  return enrichment;
}

describe('a set-up', () => {
  test('begins as an active enrichment of revision 1 with nothing but a draft', () => {
    const state = stateWith();
    addDraft(state, id, { name: 'Sales' }, edit);
    expect(state.enrichments).toEqual([{ id, revision: 1, createdAt: 5, createdBy: 'bob', updatedAt: 5, draft: { name: 'Sales' }, isActive: true }]);
  });

  test('grows step by step: each saves over what was said before, and leaves the rest', () => {
    const state = stateWith();
    addDraft(state, id, { name: 'Sales', addresses: ['a@contoso.com'] }, edit);
    editDraft(state, id, { addresses: ['b@contoso.com'], timeZone: 'UTC' }, { now: 6, by: 'cid' });
    expect(state.enrichments[0]).toMatchObject({ revision: 2, createdBy: 'bob', updatedAt: 6, draft: { name: 'Sales', addresses: ['b@contoso.com'], timeZone: 'UTC' } });
  });

  test('whose draft holds has settings, and no draft', () => {
    const state = stateWith();
    addDraft(state, id, testSettings, edit);
    finishDraft(state, id, edit);
    expect(state.enrichments[0]).toMatchObject({ revision: 2, settings: { ...testSettings, terms: { agreedAt: 5, agreedBy: 'bob' } } });
    expect(state.enrichments[0]).not.toHaveProperty('draft');
  });

  test('that was never finished has nothing to go back to', () => {
    const state = stateWith();
    addDraft(state, id, { name: 'Sales' }, edit);
    expect(() => discardDraft(state, id, edit)).toThrow(expect.objectContaining({ code: 'notReady' }));
  });
});

describe('an edit of a finished enrichment', () => {
  test('begins with what holds, which stays as it is until the draft is finished', () => {
    const state = stateWith(testEnrichment(1));
    editDraft(state, id, { runHour: 7 }, edit);
    expect(state.enrichments[0]).toMatchObject({ settings: { runHour: 2 }, draft: { name: 'Sales 1', runHour: 7 } });
    finishDraft(state, id, edit);
    expect(state.enrichments[0]).toMatchObject({ settings: { name: 'Sales 1', runHour: 7 }, revision: 3 });
  });

  test('can be dropped', () => {
    const state = stateWith(testEnrichment(1, { draft: { ...testSettings, runHour: 7 } }));
    discardDraft(state, id, edit);
    expect(state.enrichments[0]).toEqual(testEnrichment(1, { revision: 2, updatedAt: 5 }));
  });

  test('leaves the agreement to the terms to who gave it', () => {
    const state = stateWith(testEnrichment(1));
    editDraft(state, id, { runHour: 7 }, edit);
    expect(finishDraft(state, id, edit).settings?.terms).toEqual(testSettings.terms);
  });
});

test('what may be absent can be taken away again', () => {
  const writeBack = { tableSetName: 'contoso_engagements', keyColumn: 'contoso_customerid' };
  const state = stateWith(testEnrichment(1));
  expect(editDraft(state, testId(1), { writeBack }, edit).draft).toMatchObject({ writeBack });
  expect(editDraft(state, testId(1), { name: 'Other' }, edit).draft).toMatchObject({ writeBack });
  expect(editDraft(state, testId(1), { writeBack: null }, edit).draft).not.toHaveProperty('writeBack');
});

test('who agreed to the terms, and when, is never what the caller says', () => {
  const state = stateWith();
  const forged = { terms: { agreedAt: 1, agreedBy: 'somebody else' } };
  addDraft(state, id, forged, edit);
  expect(state.enrichments[0]?.draft?.terms).toEqual({ agreedAt: 5, agreedBy: 'bob' });
  editDraft(state, id, forged, { now: 9, by: 'cid' });
  expect(state.enrichments[0]?.draft?.terms).toEqual({ agreedAt: 9, agreedBy: 'cid' });
});

describe('a caller who has seen another revision', () => {
  const changes: readonly [string, (state: State, revision: number) => unknown][] = [
    ['saves no draft', (state, revision) => editDraft(state, id, { runHour: 7 }, { ...edit, revision })],
    ['drops no draft', (state, revision) => discardDraft(state, id, { ...edit, revision })],
    ['finishes nothing', (state, revision) => finishDraft(state, id, { ...edit, revision })],
    ['deactivates nothing', (state, revision) => setActive(state, id, false, { ...edit, revision })],
  ];
  test.each(changes)('%s', (_, change) => {
    const state = stateWith(testEnrichment(1, { revision: 3 }));
    const before = structuredClone(state);
    for (const revision of [2, 4]) expect(() => change(state, revision)).toThrow(expect.objectContaining({ code: 'revisionConflict' }));
    expect(state).toEqual(before);
    change(state, 3);
    expect(state.enrichments[0]?.revision).toBe(4);
  });
});

describe('a set-up that is not complete', () => {
  const without = (name: keyof typeof testSettings) => Object.fromEntries(Object.entries(testSettings).filter(([key]) => key !== name));

  test.each([
    ['addresses', 'e-mail addresses'],
    ['terms', 'agreement to the terms'],
    ['contactDataSetId', 'contact data set'],
    ['mapping', 'field mapping'],
    ['name', 'the name'],
    ['outputTable', 'output table'],
    ['timeZone', 'time zone'],
    ['runHour', 'hour of the daily run'],
  ] as const)('is refused by the name of what is missing: %s', (name, words) => {
    const enrichment = testEnrichment(1, { draft: without(name) });
    expect(() => completeSettings(enrichment)).toThrow(expect.objectContaining({ code: 'enrichmentIncomplete', message: expect.stringContaining(words) as string }));
  });

  test('is told all that is missing at once, each step once', () => {
    expect(() => completeSettings(unfinished({ name: 'Sales', mapping: {}, runHour: 1, timeZone: 'UTC', outputTable: 'Sales' }))).toThrow('The set-up is not complete: the e-mail addresses, the agreement to the terms, the contact data set are missing');
  });

  test('has no addresses where the list of them is empty', () => {
    expect(() => completeSettings(testEnrichment(1, { draft: { ...testSettings, addresses: [] } }))).toThrow('the e-mail addresses is missing');
  });

  test('of which nothing is known yet is refused, too', () => {
    expect(() => completeSettings(unfinished(undefined))).toThrow(expect.objectContaining({ code: 'enrichmentIncomplete' }));
  });
});

describe('names and output tables', () => {
  test.each([
    ['a name', { name: 'SALES 2' }],
    ['an output table', { outputTable: 'sALES2' }],
  ])('%s that another enrichment has, whatever the case, is taken', (_, changes) => {
    const state = stateWith(testEnrichment(1, { draft: { ...testSettings, ...changes } }), testEnrichment(2));
    expect(() => finishDraft(state, id, edit)).toThrow(expect.objectContaining({ code: 'nameTaken' }));
    expect(state.enrichments[0]?.settings?.name).toBe('Sales 1');
  });

  test('an enrichment may keep its own, and take those of a draft that nobody has finished', () => {
    const state = stateWith(testEnrichment(1), { ...unfinished({ name: 'sales 1', outputTable: 'sales1' }), id: testId(2) });
    expect(finishDraft(state, id, edit).settings?.name).toBe('Sales 1');
  });
});

test('an enrichment can be deactivated and activated again', () => {
  const state = stateWith(testEnrichment(1));
  expect(setActive(state, id, false, edit)).toMatchObject({ isActive: false, revision: 2, updatedAt: 5 });
  expect(setActive(state, id, true, edit)).toMatchObject({ isActive: true, revision: 3 });
});

test('an id that is nobody’s is not found', () => {
  expect(() => findEnrichment(stateWith(testEnrichment(1)), testId(2))).toThrow(expect.objectContaining({ code: 'notFound' }));
});
