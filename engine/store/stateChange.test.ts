import fc from 'fast-check';
import { freeze, isDraft } from 'immer';
import { describe, expect, test } from 'vitest';
import type { Consent } from '../model/consent.ts';
import type { Enrichment } from '../model/enrichment.ts';
import type { Publication, RunRecord } from '../model/runRecord.ts';
import type { Segment, SegmentCondition } from '../model/segment.ts';
import { emptyState, stateSchema, type State } from '../model/state.ts';
import { audit } from './audit.ts';
import { changeState } from './stateChange.ts';

const testId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const clock = { now: () => 1, sleep: () => Promise.resolve() };

function segment(number: number): Segment {
  const history = [{ publicationId: testId(50), at: 1, count: number }];
  const condition: SegmentCondition = { kind: 'all', conditions: [{ kind: 'comparison', column: 'CustomerId', comparison: 'isNotNull' }] };
  return { id: testId(number), enrichmentId: testId(1), revision: 1, isReadyMade: false, createdAt: 1, name: `Segment ${number}`, level: 'Year', condition, history };
}

function run(number: number): RunRecord {
  return { id: testId(number), enrichmentId: testId(1), cause: 'daily', startedAt: 1, asOf: 1, resumptions: 0 };
}

function enrichment(number: number): Enrichment {
  const settings = {
    addresses: ['sales@contoso.example'],
    terms: { agreedAt: 0, agreedBy: 'ann' },
    contactDataSetId: testId(40),
    mapping: { email: 'Mail' },
    name: `Sales ${number}`,
    outputTable: `Sales${number}`,
    timeZone: 'Europe/Warsaw',
    runHour: 2,
  };
  return { id: testId(number), revision: 1, createdAt: 0, createdBy: 'ann', updatedAt: 0, isActive: true, settings };
}

function consent(number: number): Consent {
  return { id: testId(number + 100), enrichmentId: testId(number), status: 'granted', requestedAt: 0, requestedBy: 'ann', expiresAt: 0, addresses: ['sales@contoso.example'] };
}

function isDeeplyFrozen(value: unknown): boolean {
  return typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen));
}

function sample(): State {
  return freeze({ ...emptyState, enrichments: [1, 2, 3].map(enrichment), consents: [1, 2, 3].map(consent), segments: [1, 2, 3].map(segment), runs: [1, 2].map(run) }, true);
}

describe('the state after a change', () => {
  test('shares with the one before all that was not changed, and is frozen', () => {
    const before = sample();
    const { state } = changeState(before, ({ segments }) => {
      for (const one of segments) if (one.id === testId(2)) one.history.push({ publicationId: testId(51), at: 2, count: 5 });
    });
    const { segments, ...others } = state;
    for (const [name, member] of Object.entries(others)) expect(member).toBe(before[name as keyof State]);
    expect(segments[0]).toBe(before.segments[0]);
    expect(segments[1]?.history.map(({ count }) => count)).toEqual([2, 5]);
    expect(segments[2]).toBe(before.segments[2]);
    expect(before).toEqual(sample());
    expect(isDeeplyFrozen(state)).toBe(true);
  });

  test.each<[string, (state: State) => unknown]>([
    ['alters nothing', () => 1],
    ['only looks', (state) => state.segments.filter(({ history }) => history.length > 3)],
    ['puts a list in its place that holds the same', (state) => (state.segments = state.segments.filter(({ revision }) => revision === 1))],
    ['puts the like in its place', (state) => state.segments.forEach((one) => (one.history = [...one.history]))],
    ['takes back what it did', (state) => [state.runs.push(run(7)), state.runs.pop(), (state.isOpenToMembers = true), (state.isOpenToMembers = false)]],
    ['adds what the state does not know', (state) => Object.assign(state, { unknown: 1 })],
  ])('is the one before where the change %s', (_, change) => {
    const before = sample();
    expect(changeState(before, change).state).toBe(before);
  });

  test('holds no key that the schema does not know, at any depth', () => {
    const { state } = changeState(sample(), ({ segments, runs }) => {
      const [one] = segments;
      if (one !== undefined) Object.assign(one, { color: 'red' });
      for (const entry of segments[1]?.history ?? []) Object.assign(entry, { by: 'ann' });
      runs.push(Object.assign(run(9), { address: 'ann@contoso.example' }));
    });
    expect(state).toEqual({ ...sample(), runs: [1, 2, 9].map(run) });
  });

  test('holds no object that the caller holds, and freezes none', () => {
    const mine = segment(4);
    const { state } = changeState(sample(), (draft) => draft.segments.push(mine));
    mine.history.push({ publicationId: testId(51), at: 2, count: 5 });
    expect(state.segments[3]).toEqual(segment(4));
  });

  test('lacks what was taken out, found by identity as by value', () => {
    const { state } = changeState(sample(), (draft) => {
      const found = draft.segments.find(({ id }) => id === testId(2));
      draft.segments = draft.segments.filter((one) => one !== found);
      const oldest = new Set(draft.runs.filter(({ id }) => id === testId(1)));
      draft.runs = [...draft.runs.filter((one) => !oldest.has(one)), run(3)];
    });
    expect(state.segments).toEqual([segment(1), segment(3)]);
    expect(state.runs).toEqual([run(2), run(3)]);
  });

  test.each<[string, string, (state: State) => unknown]>([
    ['a value', 'auditSequence', (state) => (state.auditSequence = -1)],
    ['a part of an element', 'segments.1.history.0.count', ({ segments }) => segments[1]?.history.forEach((entry) => (entry.count = -1))],
    ['a new element', 'segments.3.name', ({ segments }) => segments.push({ ...segment(4), name: '' })],
    ['elements of two lists', 'enrichments.3.revision, runs.2.asOf', ({ enrichments, runs }) => [runs.push({ ...run(3), asOf: 0.5 }), enrichments.push({ ...enrichment(4), revision: 0 })]],
    ['what belongs elsewhere', 'publications.0.', (state) => (state.publications = state.runs as unknown as Publication[])],
    ['a hole', 'runs.0', ({ runs }) => Reflect.deleteProperty(runs, 0)],
    ['no list', 'runs', (state) => Reflect.deleteProperty(state, 'runs')],
  ])('is refused where %s could not be read back, naming the place', (_, place, change) => {
    expect(() => changeState(sample(), change)).toThrow(expect.objectContaining({ code: 'serviceFault', message: expect.stringContaining(`(${place}`) as string }) as Error);
  });

  test('is what the same change would make of a plain copy, whatever is done', () => {
    const which = fc.nat({ max: 4 });
    const steps: readonly ((state: State, at: number) => unknown)[] = [
      ({ segments }, at) => segments.splice(at, 1),
      ({ segments }, at) => segments.push(segment(at + 10)),
      ({ segments }) => segments.reverse(),
      (state, at) => (state.segments = state.segments.filter((one) => one !== state.segments[at])),
      (state, at) => (state.segments = [...state.segments.slice(at), ...state.segments.slice(0, at).map((one) => ({ ...one, revision: at + 1 }))]),
      ({ segments }, at) => segments[at]?.history.unshift({ publicationId: testId(52), at: 3, count: at }),
      ({ segments }, at) => Object.assign(segments[at] ?? {}, { history: segments[0]?.history }),
      ({ enrichments }, at) => enrichments.forEach((one) => (one.draft = { ...one.settings, ...one.draft, runHour: at })),
      ({ enrichments }, at) => enrichments[at]?.draft?.addresses?.push(`${at}@contoso.example`),
      ({ enrichments }, at) => delete enrichments[at]?.settings,
      (state, at) => (state.consents = state.consents.filter(({ enrichmentId }) => enrichmentId !== testId(at))),
      (state) => audit(state, { action: 'exported' }, clock),
    ];
    const done = fc.array(fc.tuple(fc.constantFrom(...steps), which), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(done, { maxLength: 4 }), (changes) => {
        let state = sample();
        for (const change of changes) {
          const make = (draft: State): void => change.forEach(([step, at]) => void step(draft, at));
          const expected = structuredClone(state);
          make(expected);
          state = changeState(state, make).state;
          expect(state).toEqual(stateSchema.parse(expected));
          expect(isDeeplyFrozen(state)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('what a change gives back', () => {
  class Kept {
    readonly number = 1;
  }
  const kept = new Kept();
  const revise = (state: State): Segment[] => {
    for (const one of state.segments) one.revision += 1;
    return state.segments;
  };
  const revised = [1, 2, 3].map((number) => ({ ...segment(number), revision: 2 }));

  test.each<[string, (state: State) => unknown, unknown]>([
    ['nothing', () => undefined, undefined],
    ['null', () => null, null],
    ['a text', (state) => state.segments[0]?.name, 'Segment 1'],
    ['a record that was changed', (state) => revise(state)[0], revised[0]],
    ['a record that was only read', (state) => state.enrichments[1], enrichment(2)],
    ['a copy of a record, which holds drafts', (state) => ({ ...revise(state)[1] }), revised[1]],
    ['a list of the state', revise, revised],
    ['records of a list', (state) => revise(state).filter(({ id }) => id !== testId(2)), [revised[0], revised[2]]],
    ['records deep within', (state) => ({ all: [{ one: revise(state)[2] }] }), { all: [{ one: revised[2] }] }],
    ['a new record', ({ segments }) => segments[segments.push(segment(4)) - 1], segment(4)],
    ['the state', (state) => (state.runs.pop(), state), { ...sample(), runs: [run(1)] }],
    ['something of a class', () => kept, kept],
  ])('is plain data, be it %s', (_, change, expected) => {
    const { result } = changeState(sample(), change);
    expect(holdsDraft(result)).toBe(false);
    expect(result).toEqual(expected);
    if (expected === kept) expect(result).toBe(kept);
  });

  function holdsDraft(value: unknown): boolean {
    return isDraft(value) || (typeof value === 'object' && value !== null && Object.values(value).some(holdsDraft));
  }
});

test('a change that throws leaves the state as it was', () => {
  const before = sample();
  const change = (state: State): void => {
    state.segments.length = 0;
    throw new RangeError('told by the test');
  };
  expect(() => changeState(before, change)).toThrow(RangeError);
  expect(before).toEqual(sample());
});
