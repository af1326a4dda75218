import type { CardElement, IAdaptiveCard, IExecuteAction } from '@microsoft/teams.cards';
import { quoted } from '../../questions/tokens.ts';
import { isolate, type TextKey, type Texts } from '../../texts/texts.ts';
import { buttonNameLengthMax, shownName } from '../customers/wording.ts';
import { box, button, card, faint, heading, text, title } from '../kit.ts';

/** Customers' names for the examples, and whether others read them too. */
export interface HelpOptions {
  readonly names: readonly [first: string, second: string];
  readonly isShared: boolean;
}

/** What can be asked, with examples to press. */
export function helpCard(texts: Texts, { names, isShared }: HelpOptions): IAdaptiveCard {
  const t = texts.text;
  const [first, second] = [shownName(texts, names[0]), shownName(texts, names[1])];
  return card({
    lang: texts.language,
    fallbackText: t('answers.fallback'),
    body: [
      title(t('answers.help.title')),
      text(t(isShared ? 'answers.help.introShared' : 'answers.help.intro')),
      heading(t('answers.help.write')),
      ...words(first, t('answers.help.customer')),
      ...words(t('answers.ask.compare', { first, second }), t('answers.help.compare')),
      ...words(t('answers.help.segmentWords'), t('answers.help.segment')),
      ...words(t('answers.help.statusWords'), t('answers.help.status')),
      ...words(t('answers.help.consentWords'), t('answers.help.consent')),
      ...words(t('answers.help.subscribeWords'), t('answers.help.subscribe')),
      ...words(t('answers.help.languageWords'), t('answers.help.language')),
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
      box('emphasis', text(t('answers.welcome.neverTitle'), { weight: 'Bolder' }), text(t('answers.welcome.never'), {}, { spacing: 'Small' })),
      faint(t(isShared ? 'answers.welcome.tryShared' : 'answers.welcome.try')),
    ],
    actions: [customerExample(texts, names[0]), example(texts, 'answers.ask.stale'), example(texts, 'answers.ask.help')],
  });
}

/** What to write, and what it gives. */
function words(written: string, meaning: string): CardElement[] {
  return [text(written, {}, { spacing: 'Small' }), { ...faint(meaning), spacing: 'None' }];
}

/** The name alone is a question. */
function customerExample(texts: Texts, name: string): IExecuteAction {
  return button(isolate(shownName(texts, name, buttonNameLengthMax)), { verb: 'question', text: texts.text('answers.ask.customer', { name: quoted(name) }) });
}

function compareExample(texts: Texts, [first, second]: HelpOptions['names']): IExecuteAction {
  return button(texts.text('answers.ask.compareTwo'), { verb: 'question', text: texts.text('answers.ask.compare', { first: quoted(first), second: quoted(second) }) });
}

/** Of a question that is asked as its button says. */
function example(texts: Texts, key: TextKey): IExecuteAction {
  return button(texts.text(key), { verb: 'question', text: texts.text(key) });
}
