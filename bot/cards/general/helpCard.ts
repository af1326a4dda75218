import type { IAdaptiveCard, IExecuteAction } from '@microsoft/teams.cards';
import { quoted } from '../../questions/tokens.ts';
import type { TextKey, Texts } from '../../texts/texts.ts';
import { button, card, faint, facts, heading, text, title } from '../kit.ts';

/** Customers' names for the examples, and whether others read them too. */
export interface HelpOptions {
  readonly names: readonly [first: string, second: string];
  readonly isShared: boolean;
}

/** Captions stay on one line of a telephone. */
const captionNameLengthMax = 24;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What can be asked, with examples to press. */
export function helpCard(texts: Texts, { names, isShared }: HelpOptions): IAdaptiveCard {
  const t = texts.text;
  return card({
    lang: texts.language,
    fallbackText: t('answers.fallback'),
    body: [
      title(t('answers.help.title')),
      text(t(isShared ? 'answers.help.introShared' : 'answers.help.intro')),
      heading(t('answers.help.also')),
      facts([
        [t('answers.help.segmentWords'), t('answers.help.segment')],
        [t('answers.help.statusWords'), t('answers.help.status')],
        [t('answers.help.consentWords'), t('answers.help.consent')],
        [t('answers.help.subscribeWords'), t('answers.help.subscribe')],
        [t('answers.help.languageWords'), t('answers.help.language')],
      ]),
    ],
    actions: [customerExample(texts, names[0]), compareExample(texts, names), ...(['answers.ask.stale', 'answers.ask.top', 'answers.ask.movers'] as const).map((key) => example(texts, key))],
  });
}

/** What the bot says of itself where it is new. */
export function welcomeCard(texts: Texts, { names, isShared }: HelpOptions): IAdaptiveCard {
  const t = texts.text;
  return card({
    lang: texts.language,
    fallbackText: t('answers.fallback'),
    body: [
      title(t('answers.welcome.title')),
      text(t('answers.welcome.what')),
      { type: 'Container', style: 'emphasis', spacing: 'Medium', items: [text(t('answers.welcome.neverTitle'), { weight: 'Bolder' }), { ...text(t('answers.welcome.never')), spacing: 'Small' }] },
      faint(t(isShared ? 'answers.welcome.tryShared' : 'answers.welcome.try')),
    ],
    actions: [customerExample(texts, names[0]), example(texts, 'answers.ask.stale'), example(texts, 'answers.ask.help')],
  });
}

function customerExample(texts: Texts, name: string): IExecuteAction {
  return button(texts.text('answers.ask.customer', { name: shortened(name) }), { verb: 'question', text: texts.text('answers.ask.customer', { name: quoted(name) }) });
}

function compareExample(texts: Texts, [first, second]: HelpOptions['names']): IExecuteAction {
  const asked = { first: quoted(first), second: quoted(second) };
  return button(texts.text('answers.ask.compare', { first: shortened(first), second: shortened(second) }), { verb: 'question', text: texts.text('answers.ask.compare', asked) });
}

/** Of a question that is asked as its button says. */
function example(texts: Texts, key: TextKey): IExecuteAction {
  return button(texts.text(key), { verb: 'question', text: texts.text(key) });
}

function shortened(name: string): string {
  const characters = Array.from(graphemes.segment(name), ({ segment }) => segment);
  return characters.length <= captionNameLengthMax ? name : `${characters.slice(0, captionNameLengthMax - 1).join('').trimEnd()}…`;
}
