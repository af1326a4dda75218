import { dayMilliseconds, reminderDays, type Consent } from '../../engine/index.ts';
import { consentStanding, hasEnded, standingCard, type ConsentStanding } from '../answers/consent/consentStanding.ts';
import type { ConsentOutcome } from '../cards/consent/consentOutcome.ts';
import { forwardCard, isEverybodyReached } from '../cards/consent/forwardCard.ts';
import { requestCard } from '../cards/consent/requestCard.ts';
import { outcomeCaption } from '../cards/consent/resultCard.ts';
import type { BotContext } from '../context.ts';
import type { KnownConversation } from '../conversations/botState.ts';
import type { Message } from '../port/message.ts';
import { textsIn, type Texts } from '../texts/texts.ts';
import { ConsentReach, type Reached } from './consentReach.ts';
import { deliveriesOf } from './deliveries.ts';
import type { Notice, NoticeSource } from './notice.ts';

/** Cards of what ended longer ago have become its result, or never will: their chats are gone. */
const resultDays = 30;
/** Whoever asked is not told late: after this time the news are none. */
const outcomeDays = 7;
/** Whoever has the request since less than this is not reminded of it. */
const remindedAfterMilliseconds = dayMilliseconds;

const requestKey = ({ id }: Consent) => `consent/${id}`;
const reminderKey = ({ id }: Consent) => `consent-reminder/${id}`;
const forwardKey = ({ id }: Consent) => `consent-forward/${id}`;
const outcomeKey = ({ id }: Consent) => `consent-outcome/${id}`;

const reaches = new WeakMap<BotContext, ConsentReach>();

/**
 * Requests for consent in the chats of the Global Administrators, with a reminder; for whoever asked, the request to be passed on where some
 * could not be reached, and what became of it. Everything that stands in a chat becomes its result when the request has ended.
 */
export const consentNotices: NoticeSource = async (context) => {
  const standings = context.service.bulletin.consents().map((consent) => consentStanding(context, consent));
  const requested = standings.filter((standing) => !hasEnded(standing)).map(({ consent }) => consent);
  // What has ended becomes its result also while the directory does not answer.
  const open = await noticesOfRequests(context, requested).catch((error: unknown) => {
    context.onFault(error);
    return [];
  });
  return [...open, ...standings.filter(hasEnded).flatMap((standing) => noticesOfResult(context, standing))];
};

async function noticesOfRequests(context: BotContext, requested: readonly Consent[]): Promise<Notice[]> {
  if (requested.length === 0) return [];
  const reaching = reaches.get(context) ?? new ConsentReach(context);
  reaches.set(context, reaching);
  const reached = await reaching.of(requested);
  return requested.flatMap((consent) => noticesOfRequest(context, consent, reached));
}

function noticesOfRequest(context: BotContext, consent: Consent, { reach, conversations }: Reached): Notice[] {
  const { store, clock, links } = context;
  const { id: consentId, enrichmentId, requestedAt } = consent;
  const notice = (key: string, conversation: KnownConversation, content: unknown, isUpdateOnly: boolean, message: (texts: Texts) => Message): Notice => ({
    notice: key,
    enrichmentId,
    conversation,
    content,
    isUpdateOnly,
    message: () => Promise.resolve(message(textsOf(conversation))),
  });

  const now = clock.now();
  const isReminderDue = now >= requestedAt + reminderDays * dayMilliseconds;
  const isRemindable = ({ id }: KnownConversation) => {
    const sentAt = deliveriesOf(store, requestKey(consent)).get(id)?.sentAt;
    return sentAt !== undefined && now - sentAt >= remindedAfterMilliseconds;
  };
  const reminded = isReminderDue ? conversations.filter(isRemindable) : [];
  const asking = store.personalConversation(consent.requestedBy);
  return [
    ...conversations.map((conversation) =>
      notice(requestKey(consent), conversation, 'request', false, (texts) => ({ text: texts.text('consent.request.notification'), card: requestCard(texts, { consentId }) })),
    ),
    ...reminded.map((conversation) =>
      notice(reminderKey(consent), conversation, 'reminder', false, (texts) => ({ text: texts.text('consent.request.notificationAgain'), card: requestCard(texts, { consentId, isReminder: true }) })),
    ),
    ...(asking === undefined
      ? []
      : [
          notice(forwardKey(consent), asking, reach, isEverybodyReached(reach), (texts) => ({
            text: texts.text(isEverybodyReached(reach) ? 'consent.forward.notificationReached' : 'consent.forward.notification'),
            card: forwardCard(texts, { consentId, reach, appUrl: links.app(), requestUrl: links.consent(consentId) }),
          })),
        ]),
  ];
}

function noticesOfResult(context: BotContext, standing: ConsentStanding & { readonly outcome: ConsentOutcome }): Notice[] {
  const { consent, outcome } = standing;
  const { store, clock } = context;
  const ageMilliseconds = clock.now() - outcome.at;
  if (ageMilliseconds > resultDays * dayMilliseconds) return [];
  const notice = (key: string, conversation: KnownConversation, isUpdateOnly: boolean, isConfidential: boolean): Notice => ({
    notice: key,
    enrichmentId: consent.enrichmentId,
    conversation,
    content: outcome,
    isUpdateOnly,
    message: async () => {
      const texts = textsOf(conversation);
      return { text: texts.text('consent.result.notification', { outcome: outcomeCaption(texts, outcome.kind) }), card: await standingCard(context, texts, standing, isConfidential) };
    },
  });

  const standingIn = (...keys: readonly string[]) =>
    keys.flatMap((key) => [...deliveriesOf(store, key).keys()].flatMap((conversationId) => {
      const conversation = store.conversation(conversationId);
      return conversation === undefined ? [] : [{ key, conversation }];
    }));
  const asking = store.personalConversation(consent.requestedBy);
  const isNews = isAnswer(outcome) && outcome.by !== consent.requestedBy && ageMilliseconds <= outcomeDays * dayMilliseconds;
  return [
    ...standingIn(requestKey(consent), reminderKey(consent), forwardKey(consent)).map(({ key, conversation }) => notice(key, conversation, true, false)),
    ...(isNews && asking !== undefined
      ? [notice(outcomeKey(consent), asking, false, true)]
      : standingIn(outcomeKey(consent)).map(({ key, conversation }) => notice(key, conversation, true, true))),
  ];
}

/** What ends otherwise, whoever asked has done, or is told of with the enrichment's runs. */
function isAnswer({ kind }: ConsentOutcome): boolean {
  return kind === 'granted' || kind === 'declined' || kind === 'expired';
}

function textsOf({ language }: KnownConversation): Texts {
  return textsIn(language ?? 'en');
}
