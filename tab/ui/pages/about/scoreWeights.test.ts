import { expect, test } from 'vitest';
import { scoreParts } from '../../../../engine/insights/scoreParts.ts';
import { scoreWeights } from './scoreWeights.ts';

test('the page tells the weights by which the score is computed', () => {
  expect(Object.entries(scoreWeights)).toEqual(scoreParts.map(({ name, weight }) => [name, weight]));
});
