import { TeamsInfo, type CloudAdapter, type ConversationReference, type TurnContext } from 'botbuilder';
import type { Conversation } from '../port/conversation.ts';
import { ConversationGone, DeliveryFailed, MessageGone, type Messenger } from '../port/messenger.ts';
import { NotFound, type Delivery } from './delivery.ts';
import { messageActivity } from './messageActivity.ts';

/** Whoever sends unasked has time. */
const patienceMilliseconds = 120_000;

const codeOfLostConversation = 'ConversationNotFound';
const codesOfLostMessage = new Set(['ActivityNotFoundInConversation', 'MessageNotFound']);

/** Writes unasked through the SDK, without anything of the SDK's having been kept. */
export function createMessenger(adapter: CloudAdapter, appId: string, delivery: Delivery): Messenger {
  async function request<Result>(conversation: Conversation, how: { readonly isWriting: boolean; readonly isRepeatable: boolean }, call: (context: TurnContext) => Promise<Result>): Promise<Result> {
    return delivery.deliver({ tenantId: conversation.tenantId, conversationId: conversation.id, patienceMilliseconds, ...how }, async () => {
      let result: { readonly value: Result } | undefined;
      await adapter.continueConversationAsync(appId, referenceOf(conversation), async (context) => {
        result = { value: await call(context) };
      });
      if (result === undefined) throw new Error('The Bot Framework SDK did not run the turn.');
      return result.value;
    });
  }

  return {
    // Sent to the bare id of a channel, a message begins a thread.
    send: async (conversation, message) => {
      const sent = await request(conversation, { isWriting: true, isRepeatable: false }, (context) => context.sendActivity(messageActivity(message))).catch(notFoundMeans(() => gone()));
      if (!sent?.id) throw new DeliveryFailed('The Bot Connector took a message and gave it no id.', true);
      return { messageId: sent.id };
    },
    update: async (conversation, messageId, message) => {
      await request(conversation, { isWriting: true, isRepeatable: true }, (context) => context.updateActivity({ ...messageActivity(message), id: messageId })).catch(
        notFoundMeans((code) => (codesOfLostMessage.has(code ?? '') ? new MessageGone('The message was deleted.') : gone())),
      );
    },
    hasMember: async (conversation, accountId) => {
      try {
        await request(conversation, { isWriting: false, isRepeatable: true }, (context) => TeamsInfo.getMember(context, accountId));
        return true;
      } catch (error) {
        if (!(error instanceof NotFound)) throw error;
        if (error.code === codeOfLostConversation) throw gone();
        return false;
      }
    },
  };
}

function gone(): ConversationGone {
  return new ConversationGone('The conversation does not exist any more.');
}

function notFoundMeans(failure: (code: string | undefined) => Error): (error: unknown) => never {
  return (error) => {
    throw error instanceof NotFound ? failure(error.code) : error;
  };
}

function referenceOf({ id, tenantId, kind, serviceUrl, botAccountId }: Conversation): Partial<ConversationReference> {
  return {
    channelId: 'msteams',
    serviceUrl,
    bot: { id: botAccountId, name: '' },
    conversation: { id, tenantId, name: '', isGroup: kind !== 'personal', conversationType: kind === 'group' ? 'groupChat' : kind },
  };
}
