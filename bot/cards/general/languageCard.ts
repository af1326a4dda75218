import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { Texts } from '../../texts/texts.ts';
import { button, card, text } from '../kit.ts';

/** In which language the answers are, and the other to change to. Each language is called as it calls itself. */
export function languageCard(texts: Texts): IAdaptiveCard {
  const which = texts.text('answers.language.which');
  return card({
    lang: texts.language,
    fallbackText: which,
    body: [text(which)],
    actions: [button(texts.text('answers.language.english'), { verb: 'language.set', language: 'en' }), button(texts.text('answers.language.polish'), { verb: 'language.set', language: 'pl' })],
  });
}
