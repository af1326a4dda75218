import type { Conversation, Person } from '../port/conversation.ts';
import type { ConversationEvent, Turn } from '../port/turn.ts';
import { clientInfoSchema, executeValueSchema, linkValueSchema, queryValueSchema, submitValueSchema, type TeamsActivity } from './activity.ts';
import { messageText } from './messageText.ts';

const searchLimitMax = 25;
const titleCharactersMax = 300;

/** What an activity is to the bot. */
export type Incoming =
  /** `isInvoke`: Teams waits for the answer in the answer to the request; else it is posted. */
  | { readonly kind: 'turn'; readonly turn: Turn; readonly isInvoke: boolean }
  | { readonly kind: 'event'; readonly event: ConversationEvent }
  /** Nothing that the bot answers. */
  | { readonly kind: 'ignored' }
  /** Teams scrolls on in search results, of which all were given at once; or asks for a link that is none of ours. */
  | { readonly kind: 'noResults' }
  /** An invoke of nobody who could be named. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'malformed' };

export const answeredTypes: readonly string[] = ['message', 'invoke', 'installationUpdate', 'conversationUpdate'];

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events */
const eventKinds: Readonly<Record<string, ConversationEvent['kind']>> = {
  channelRenamed: 'renamed',
  teamRenamed: 'renamed',
  channelDeleted: 'removed',
  teamDeleted: 'removed',
  channelRestored: 'added',
  teamRestored: 'added',
};

const ignored: Incoming = { kind: 'ignored' };
const malformed: Incoming = { kind: 'malformed' };

/** Undefined where the activity names no tenant, or two. */
export function tenantOf({ conversation, channelData }: TeamsActivity): string | undefined {
  const ofConversation = conversation.tenantId ?? channelData?.tenant?.id;
  return channelData?.tenant === undefined || channelData.tenant.id === ofConversation ? ofConversation : undefined;
}

/** `isTabLink`: links to anything else are none of the bot's business, although Teams shows it all links to its domain. */
export function incomingOf(activity: TeamsActivity, tenantId: string, isTabLink: (url: string) => boolean): Incoming {
  switch (activity.type) {
    case 'message':
      return messageOf(activity, tenantId);
    case 'invoke':
      return invokeOf(activity, tenantId, isTabLink);
    case 'installationUpdate':
      return eventOf(activity, tenantId, activity.action?.startsWith('remove') ? 'removed' : 'added');
    case 'conversationUpdate':
      return conversationUpdateOf(activity, tenantId);
    default:
      return ignored;
  }
}

function messageOf(activity: TeamsActivity, tenantId: string): Incoming {
  const base = turnBase(activity, tenantId);
  if (base === undefined) return ignored;
  // Action.Submit, which clients send that do not know Action.Execute.
  const submitted = submitValueSchema.safeParse(activity.value);
  if (submitted.success) {
    return { kind: 'turn', isInvoke: false, turn: { ...base, kind: 'cardAction', verb: submitted.data.verb, data: submitted.data, isAutomatic: false, messageId: activity.replyToId } };
  }
  const text = messageText(activity);
  // Teams attaches its own HTML form to a text; anything else is a file or a picture.
  const isFileAlone = text === '' && (activity.attachments ?? []).some(({ contentType }) => contentType !== 'text/html');
  return isFileAlone ? ignored : { kind: 'turn', isInvoke: false, turn: { ...base, kind: 'message', text } };
}

function invokeOf(activity: TeamsActivity, tenantId: string, isTabLink: (url: string) => boolean): Incoming {
  const { name, value } = activity;
  if (name !== 'adaptiveCard/action' && name !== 'composeExtension/query' && name !== 'composeExtension/queryLink') return ignored;
  const base = turnBase(activity, tenantId);
  if (base === undefined) return { kind: 'refused' };
  switch (name) {
    case 'adaptiveCard/action': {
      const { data, success } = executeValueSchema.safeParse(value);
      if (!success) return malformed;
      const { verb, data: ofCard } = data.action;
      return { kind: 'turn', isInvoke: true, turn: { ...base, kind: 'cardAction', verb, data: ofCard, isAutomatic: data.trigger === 'automatic', messageId: activity.replyToId } };
    }
    case 'composeExtension/query': {
      const { data, success } = queryValueSchema.safeParse(value);
      if (!success) return malformed;
      if ((data.queryOptions?.skip ?? 0) > 0) return { kind: 'noResults' };
      const parameter = data.parameters?.[0];
      const text = parameter === undefined || parameter.name === 'initialRun' || typeof parameter.value !== 'string' ? '' : messageText({ ...activity, text: parameter.value });
      const limit = Math.min(searchLimitMax, Math.max(1, Math.trunc(data.queryOptions?.count ?? searchLimitMax)));
      return { kind: 'turn', isInvoke: true, turn: { ...base, kind: 'search', text, limit } };
    }
    case 'composeExtension/queryLink': {
      const { data, success } = linkValueSchema.safeParse(value);
      if (!success) return malformed;
      return isTabLink(data.url) ? { kind: 'turn', isInvoke: true, turn: { ...base, kind: 'link', url: data.url } } : { kind: 'noResults' };
    }
  }
}

function conversationUpdateOf(activity: TeamsActivity, tenantId: string): Incoming {
  const isBot = ({ id }: { readonly id: string }) => id === activity.recipient.id;
  const kind = eventKinds[activity.channelData?.eventType ?? ''];
  if (kind !== undefined) return eventOf(activity, tenantId, kind);
  if (activity.membersAdded?.some(isBot)) return eventOf(activity, tenantId, 'added');
  if (activity.membersRemoved?.some(isBot)) return eventOf(activity, tenantId, 'removed');
  return ignored;
}

/** An install is told twice by Teams, as an installation update and as a new member: so are we. */
function eventOf(activity: TeamsActivity, tenantId: string, kind: ConversationEvent['kind']): Incoming {
  const conversation = conversationOf(activity, tenantId);
  if (conversation === undefined) return ignored;
  const base = { conversation, person: personOf(activity, tenantId), locale: localeOf(activity) };
  if (kind !== 'renamed') return { kind: 'event', event: { ...base, kind } };
  return conversation.title === undefined ? ignored : { kind: 'event', event: { ...base, kind, title: conversation.title } };
}

function turnBase(activity: TeamsActivity, tenantId: string): Pick<Turn, 'conversation' | 'person' | 'locale'> | undefined {
  const conversation = conversationOf(activity, tenantId);
  const person = personOf(activity, tenantId);
  return conversation === undefined || person === undefined ? undefined : { conversation, person, locale: localeOf(activity) };
}

/** Undefined for bots, for those who are not signed in, and for people of another organisation in a shared channel. */
function personOf({ from }: TeamsActivity, tenantId: string): Person | undefined {
  return from.aadObjectId === undefined || (from.tenantId ?? tenantId) !== tenantId ? undefined : { userId: from.aadObjectId, accountId: from.id };
}

function localeOf({ locale, entities }: TeamsActivity): string | undefined {
  if (locale !== undefined) return locale;
  for (const entity of entities ?? []) {
    const clientInfo = clientInfoSchema.safeParse(entity);
    if (clientInfo.success) return clientInfo.data.locale;
  }
  return undefined;
}

function conversationOf(activity: TeamsActivity, tenantId: string): Conversation | undefined {
  const { conversation, channelData, serviceUrl, recipient } = activity;
  const kind = kindOf(conversation);
  if (kind === undefined) return undefined;
  const team = kind === 'channel' ? channelData?.team : undefined;
  // What happens to a channel is told in the team's first channel.
  const id = (activity.type === 'conversationUpdate' && kind === 'channel' ? channelData?.channel?.id : undefined) ?? conversation.id.replace(/;messageid=.*$/, '');
  const title = titleOf(activity, id)?.slice(0, titleCharactersMax);
  return { id, tenantId, kind, serviceUrl, botAccountId: recipient.id, ...(team !== undefined && { teamId: team.id }), ...(title && { title }) };
}

/** How ids of chats of two people end. Teams calls it personal, too; a personal chat with a bot has another id (`a:…`). */
const endOfTwoPeople = '@unq.gbl.spaces';

function kindOf({ id, conversationType }: TeamsActivity['conversation']): Conversation['kind'] | undefined {
  switch (conversationType) {
    case 'personal':
      // The other one reads along: a card that was passed on there must not make it the place for what is for one person alone.
      return id.endsWith(endOfTwoPeople) ? 'group' : 'personal';
    case 'channel':
      return 'channel';
    case 'groupChat':
      return 'group';
    default:
      return undefined;
  }
}

/** The first channel of a team has the id of the team and often no name: it goes by the team's. A chat of one or two people has none: it could be a person's name. */
function titleOf({ conversation, channelData }: TeamsActivity, id: string): string | undefined {
  switch (conversation.conversationType) {
    case 'channel':
      return channelData?.channel?.name ?? (channelData?.team?.id === id ? channelData.team.name : undefined);
    case 'groupChat':
      return conversation.name;
    default:
      return undefined;
  }
}
