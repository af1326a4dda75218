import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { describe, expect, test } from 'vitest';
import { languages } from '../../texts/language.ts';
import { textsIn } from '../../texts/texts.ts';
import { assertCard, awkwardNames, cardButtons, cardTexts } from '../testCards.ts';
import { mailFieldsInWords, meetingFieldsInWords } from './consentFields.ts';
import { outcomeKinds } from './consentOutcome.ts';
import { closedCard, requestCard } from './requestCard.ts';
import { testRequest } from './testConsent.ts';
import { consentCards, details, result, unresolved } from './testConsentCards.ts';

const { id: consentId } = testRequest();

/** What can be pressed; Teams asks by itself for what `refresh` says. */
function verbs(card: IAdaptiveCard): string[] {
  return cardButtons({ ...card, refresh: {} }).map(({ verb }) => verb);
}

describe.each(languages)('in %s', (language) => {
  const texts = textsIn(language);

  test.each(Object.entries(consentCards))('%s: Teams takes the card, whatever the names are', (_, build) => {
    for (const name of awkwardNames) assertCard(build(texts, name));
  });

  test('names stand on the cards as they are', () => {
    for (const name of awkwardNames) {
      expect(cardTexts(details(texts, name)).join('\n')).toContain(name);
      expect(cardTexts(result(texts, 'declined', name, true))).toContain(name);
    }
  });

  test('every field that is read is named to everybody, one by one', () => {
    const shown = cardTexts(requestCard(texts, { consentId })).join('\n');
    for (const { name } of [...mailFieldsInWords(texts), ...meetingFieldsInWords(texts)]) expect(shown).toContain(name);
  });

  test('people are a number on every card, and never an address', () => {
    const shown = cardTexts(details(texts)).join('\n');
    expect(shown).toContain('sales@contoso.com');
    expect(shown).not.toContain('olga');
    expect(cardTexts(details(texts, 'x', unresolved)).join('\n')).not.toContain('olga');
  });

  test('a card that has ended has nothing left to answer', () => {
    for (const kind of outcomeKinds) {
      expect(verbs(result(texts, kind, 'Gail', true))).toEqual([]);
      expect(verbs(result(texts, kind, 'Gail', false))).toEqual(['consent.details']);
    }
    expect(verbs(closedCard(texts))).toEqual([]);
  });

  test('the reason of a refusal, who asked and for what stands only on the card for those who may read it', () => {
    expect(cardTexts(result(texts, 'declined', 'Name', true)).filter((shown) => shown === 'Name')).toHaveLength(4);
    expect(cardTexts(result(texts, 'declined', 'Name', false)).filter((shown) => shown === 'Name')).toHaveLength(1);
  });

  test('who may not answer sees the details without the buttons that answer', () => {
    expect(verbs(details(texts))).toEqual(['consent.review', 'consent.decline']);
    expect(verbs(details(texts, 'x', {}, false))).toEqual([]);
  });
});

test('only the card for everybody, and its result, let Teams ask for the viewer’s own', () => {
  const texts = textsIn('en');
  expect(requestCard(texts, { consentId }).refresh).toEqual({ action: { type: 'Action.Execute', verb: 'consent.show', data: { consentId } } });
  expect(requestCard(texts, { consentId, hasOwnCards: false }).refresh).toBeUndefined();
  expect(details(texts).refresh?.userIds).toEqual(['29:gail']);
  expect(result(texts, 'granted', 'Gail', false).refresh).toBeDefined();
  expect(result(texts, 'granted', 'Gail', true).refresh).toBeUndefined();
});
