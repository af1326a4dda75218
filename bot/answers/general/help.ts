import { helpCard, welcomeCard } from '../../cards/general/helpCard.ts';
import type { BotContext } from '../../context.ts';
import type { KnownConversation } from '../../conversations/botState.ts';
import type { Message } from '../../port/message.ts';
import { textsIn } from '../../texts/texts.ts';
import type { QuestionHandlers } from '../handler.ts';
import { exampleNames } from './exampleNames.ts';

export const help: QuestionHandlers['help'] = async (context, { conversation, texts }) => {
  const names = await exampleNames(context, conversation);
  return { kind: 'messages', messages: [{ text: texts.text('answers.help.title'), card: helpCard(texts, { names, isShared: conversation.kind !== 'personal' }) }] };
};

/** What is said where the bot has just been put. */
export async function welcome(context: BotContext, conversation: KnownConversation): Promise<Message> {
  const texts = textsIn(conversation.language ?? 'en');
  const names = await exampleNames(context, conversation);
  return { text: texts.text('answers.welcome.what'), card: welcomeCard(texts, { names, isShared: conversation.kind !== 'personal' }) };
}
