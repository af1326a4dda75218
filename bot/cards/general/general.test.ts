import { expect, it } from 'vitest';
import { testId } from '../../../engine/enrichments/testEnrichment.ts';
import { parseQuestion } from '../../questions/parse.ts';
import { languages } from '../../texts/language.ts';
import { textsIn } from '../../texts/texts.ts';
import { assertCard, awkwardNames, cardButtons } from '../testCards.ts';
import { helpCard } from './helpCard.ts';
import { generalCards } from './testGeneralCards.ts';

it.each(languages.flatMap((language) => Object.entries(generalCards).map(([kind, build]) => [language, kind, build] as const)))('in %s, %s: Teams takes the card, whatever the names look like', (language, _, build) => {
  for (const name of awkwardNames) assertCard(build(textsIn(language), name));
});

it.each(awkwardNames.filter((name) => name.trim() !== ''))('the button of the first example asks for the customer that it names: %j', (name) => {
  const [asked] = cardButtons(helpCard(textsIn('en'), { names: [name, name], isShared: false }));
  const { question } = parseQuestion(String(asked?.data['text']));
  expect(question).toEqual({ kind: 'customer', name: name.trim().replaceAll('\u202E', '') });
});

it('a caption keeps whole characters, and says that it was cut', () => {
  const [asked] = cardButtons(helpCard(textsIn('en'), { names: ['👩‍👩‍👧‍👦'.repeat(30), testId(1)], isShared: false }));
  expect(asked?.title).toBe('\u2068👩‍👩‍👧‍👦👩‍👩‍👧‍👦…\u2069');
});
