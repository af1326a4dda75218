import { expect, test } from 'vitest';
import { scoreParts } from '../../../engine/insights/scoreParts.ts';
import { textsIn } from '../../texts/texts.ts';
import { standouts } from './standouts.ts';
import { customer, part } from './testCustomer.ts';

const english = textsIn('en');
/** Without the isolates around what is put in. */
const sentences = (parts: Parameters<typeof standouts>[1], texts = english) => standouts(texts, parts).map(({ isAbove, sentence }) => `${isAbove ? '+' : '-'} ${sentence.replace(/[\u2068\u2069]/gu, '')}`);

test('the three parts that move the score the most are told, beside what is typical', () => {
  expect(sentences(customer('Contoso').parts)).toEqual(['+ More meetings: 12 (typical: 4)', '+ More time in meetings: 7 h (typical: 2 h)', '- Last meeting further back: 40 days ago (typical: 12 days ago)']);
});

test('in Polish, too', () => {
  expect(sentences([part('twoWayEmail', 3, 12, 0.2), part('recentEmail', 1, 5, 0.83)], textsIn('pl'))).toEqual(['+ Ostatni e-mail niedawno: wczoraj (typowo: 5 dni temu)', '- Mniej odpowiedzi: 3 (typowo: 12)']);
});

test('who has no meetings is told so once, not for each part that follows from it', () => {
  const parts = [part('emailVolume', 10, 10, 0.5, 20), part('meetingVolume', 0, 4, 0, 20), part('timeTogether', 0, 120, 0), part('peopleInMeetings', 0, 5, 0), part('recentMeeting', undefined, 12, 0)];
  expect(sentences(parts)).toEqual(['- No meetings (typical: 4)']);
});

test('an account close to the typical one does not stand out, nor one in a part that nobody has', () => {
  expect(sentences([part('emailVolume', 11, 10, 0.52, 20), part('meetingVolume', 0, undefined, 0, 20)])).toEqual([]);
});

test('a part that reads the same as the typical one does not stand out, however far apart the two are before they are rounded', () => {
  expect(sentences([part('recentEmail', 0.1, 0.4, 0.8), part('emailVolume', 12, 4, 0.75, 20)])).toEqual(['+ More emails: 12 (typical: 4)']);
});

test('every part of the score has words, in every language', () => {
  for (const { name, weight } of scoreParts) {
    for (const language of ['en', 'pl'] as const) for (const share of [0.9, 0.1]) expect(sentences([part(name, 3, 7, share, weight)], textsIn(language))).toHaveLength(1);
  }
});
