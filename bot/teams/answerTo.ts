import type { InvokeResponse } from 'botbuilder';
import type { Message } from '../port/message.ts';
import type { Answer, BotLogic, Turn } from '../port/turn.ts';
import type { Incoming } from './incoming.ts';
import { cardActionAnswer, extensionAnswer } from './invokeAnswer.ts';

type Post = (messages: readonly Message[]) => Promise<void>;

/** Asks the logic, posts what it writes, and gives what Teams is answered over HTTP. @throws what the logic throws */
export async function answerTo(incoming: Incoming, logic: BotLogic, post: Post): Promise<InvokeResponse> {
  switch (incoming.kind) {
    case 'ignored':
      return { status: 200 };
    case 'refused':
      return { status: 403 };
    case 'malformed':
      return { status: 400 };
    case 'noResults':
      return extensionAnswer({ kind: 'nothing' });
    case 'event': {
      const messages = await logic.onConversation(incoming.event);
      if (incoming.event.kind !== 'removed') await post(messages);
      return { status: 200 };
    }
    case 'turn': {
      const { turn, isInvoke } = incoming;
      const answer = await logic.onTurn(turn);
      if (turn.kind === 'search' || turn.kind === 'link') return extensionAnswer(answer);
      await post(isInvoke ? messagesOf(answer) : asMessages(answer, turn));
      return isInvoke ? cardActionAnswer(answer) : { status: 200 };
    }
  }
}

function messagesOf(answer: Answer): readonly Message[] {
  return answer.kind === 'messages' ? answer.messages : [];
}

/** A card that is meant for one person takes the place of nothing here, and is posted only where nobody else reads. */
function asMessages(answer: Answer, { conversation }: Turn): readonly Message[] {
  switch (answer.kind) {
    case 'messages':
      return answer.messages;
    case 'sentence':
      return [{ text: answer.text }];
    case 'card':
      return conversation.kind === 'personal' ? [{ text: '', card: answer.card }] : [];
    case 'nothing':
      return [];
    case 'results':
      throw new Error('Search results are no answer to a message.');
  }
}
