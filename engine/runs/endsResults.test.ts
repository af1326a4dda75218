import { expect, test } from 'vitest';
import { consentedState, testId } from '../enrichments/testEnrichment.ts';
import { failureCodes } from '../model/failure.ts';
import { testObjection } from '../model/testObjection.ts';
import { endsResults } from './endsResults.ts';
import { forgetIncomparable } from './leftOut.ts';

const id = testId(1);
const ending = (state: ReturnType<typeof consentedState>) => failureCodes.filter((code) => endsResults(state, id, code));

test('results go with a run that finds fewer than two people; with others that fail, those stay that leave out whoever was erased', () => {
  const state = consentedState(1);
  expect(ending(state)).toEqual(['peopleTooFew']);
  state.objections.push(testObjection(1));
  forgetIncomparable(state, id, testObjection(1).keys);
  expect(ending(state)).toEqual(['peopleTooFew']);
});

test('results that hold somebody who was erased since go where the choice of people lets no others come', () => {
  const state = consentedState(1);
  state.objections.push(testObjection(1));
  expect(ending(state).sort()).toEqual(['addressUnknown', 'groupEmpty', 'peopleTooFew', 'peopleTooMany']);
});
