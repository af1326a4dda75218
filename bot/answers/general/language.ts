import { languageCard } from '../../cards/general/languageCard.ts';
import type { BotContext } from '../../context.ts';
import { chooseLanguage } from '../../conversations/remember.ts';
import type { Language } from '../../texts/language.ts';
import { textsIn } from '../../texts/texts.ts';
import type { ActionHandlers, Asked, QuestionHandlers } from '../handler.ts';

export const language: QuestionHandlers['language'] = async (context, asked, question) => {
  if (question.language !== undefined) return { kind: 'messages', messages: [{ text: await choose(context, asked, question.language) }] };
  const { texts } = asked;
  return { kind: 'messages', messages: [{ text: texts.text('answers.language.which'), card: languageCard(texts) }] };
};

export const setLanguage: ActionHandlers['language.set'] = async (context, asked, action) => ({ kind: 'sentence', text: await choose(context, asked, action.language) });

/** Gives what to answer, in that language. */
async function choose({ store }: BotContext, { conversation }: Asked, chosen: Language): Promise<string> {
  await chooseLanguage(store, conversation.id, chosen);
  return textsIn(chosen).text('answers.language.set');
}
