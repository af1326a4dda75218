import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { EngagementFailure, type Consent, type ConsentReview } from '../../../engine/index.ts';
import { detailsCard } from '../../cards/consent/detailsCard.ts';
import { closedCard, requestCard } from '../../cards/consent/requestCard.ts';
import { entraCard, reviewCard } from '../../cards/consent/reviewCard.ts';
import type { BotContext } from '../../context.ts';
import type { Answer } from '../../port/turn.ts';
import type { ActionHandlers, Asked } from '../handler.ts';
import { consentStanding, hasEnded, standingCard } from './consentStanding.ts';

type ConsentVerb = Extract<keyof ActionHandlers, `consent.${string}`>;

/**
 * Buttons of the cards about consent. The service decides who may read and answer, by who presses; whoever may not is told that much and
 * nothing else, whatever card they press on.
 */
export const consentActions: Pick<ActionHandlers, ConsentVerb> = {
  'consent.show': async (context, asked, { consentId, isAutomatic }) => {
    const review = await reviewIfAllowed(context, asked, consentId);
    if (review !== undefined) return answerWith(await wholeCard(context, asked, review));
    if (isAutomatic || !(await isProvable(context))) return answerWith(anybodysCard(context, asked, consentId));
    return refusal(asked);
  },
  'consent.details': async (context, asked, { consentId }) => {
    const review = await reviewIfAllowed(context, asked, consentId);
    if (review !== undefined) return answerWith(await wholeCard(context, asked, review));
    return (await isProvable(context)) ? refusal(asked) : { kind: 'sentence', text: asked.texts.text('consent.review.hidden') };
  },
  'consent.review': async (context, asked, { consentId }) => {
    const review = await reviewIfAllowed(context, asked, consentId);
    if (review === undefined) return (await isProvable(context)) ? refusal(asked) : answerWith(reviewCard(asked.texts, { consentId, review }));
    if (hasEnded(consentStanding(context, review.consent))) return answerWith(await wholeCard(context, asked, review));
    return (await canAnswer(context, asked)) ? answerWith(reviewCard(asked.texts, { consentId, review })) : refusal(asked);
  },
  'consent.approve': (context, asked, { consentId }) =>
    answering(context, asked, consentId, async () => {
      const approval = await context.service.consents.approve(asked.actor, consentId);
      if (approval.kind === 'granted') return resultOf(context, asked, approval.consent);
      return entraCard(asked.texts, { consentId, url: approval.url, missingPermissions: approval.missingPermissions });
    }),
  'consent.decline': (context, asked, { consentId, reason }) =>
    answering(context, asked, consentId, async () => resultOf(context, asked, await context.service.consents.decline(asked.actor, consentId, reason.trim()))),
};

/** What the service refuses is told to the person in a way that says no more than they may know. */
async function answering(context: BotContext, asked: Asked, consentId: string, answer: () => Promise<IAdaptiveCard>): Promise<Answer> {
  try {
    return answerWith(await answer());
  } catch (error) {
    if (!(error instanceof EngagementFailure)) throw error;
    switch (error.code) {
      case 'notAllowed':
        return (await isProvable(context)) ? refusal(asked) : { kind: 'sentence', text: asked.texts.text('consent.refusal.unproven') };
      case 'consentRequestEnded':
      case 'notFound': {
        // Whether a request has ended, or ever was, is told before the service looks at who asks: those who may not read it are refused here.
        const review = await reviewIfAllowed(context, asked, consentId);
        return review === undefined ? refusal(asked) : answerWith(await wholeCard(context, asked, review));
      }
      case 'consentMissing':
        return { kind: 'sentence', text: asked.texts.text('consent.entra.notSeen') };
      default:
        throw error;
    }
  }
}

/** Undefined where the person may not read it. @throws EngagementFailure `notFound`, to those who may */
async function reviewIfAllowed({ service }: BotContext, { actor }: Asked, consentId: string): Promise<ConsentReview | undefined> {
  try {
    return await service.consents.review(actor, consentId);
  } catch (error) {
    if (error instanceof EngagementFailure && error.code === 'notAllowed') return undefined;
    throw error;
  }
}

/** For a person who may read the request. */
async function wholeCard(context: BotContext, asked: Asked, review: ConsentReview): Promise<IAdaptiveCard> {
  const standing = consentStanding(context, review.consent);
  if (hasEnded(standing)) return standingCard(context, asked.texts, standing, true);
  return detailsCard(asked.texts, {
    review,
    askedBy: await context.service.bulletin.displayName(review.consent.requestedBy),
    timeZone: standing.timeZone,
    canAnswer: await canAnswer(context, asked),
    accountId: asked.person.accountId,
  });
}

/** For a person who may not read the request: not more than that it has ended. */
function anybodysCard(context: BotContext, { texts }: Asked, consentId: string): IAdaptiveCard {
  const consent = context.service.bulletin.consents().find(({ id }) => id === consentId);
  return consent !== undefined && hasEnded(consentStanding(context, consent)) ? closedCard(texts) : requestCard(texts, { consentId, hasOwnCards: false });
}

/** For the administrator who has just answered. */
async function resultOf(context: BotContext, asked: Asked, consent: Consent): Promise<IAdaptiveCard> {
  const standing = consentStanding(context, consent);
  if (!hasEnded(standing)) throw new Error('A request that was answered is still open.');
  return standingCard(context, asked.texts, standing, true);
}

/** Whether to offer it: the service decides when it comes to it. */
async function canAnswer(context: BotContext, { actor }: Asked): Promise<boolean> {
  return (await context.service.rightsOf(actor)).actions.includes('answerConsent') || !(await isProvable(context));
}

/** Whether the directory may be asked who is a Global Administrator: before the first grant nobody can be shown to be one, and the way through Microsoft Entra ID is open to whoever it lets pass. */
async function isProvable({ service }: BotContext): Promise<boolean> {
  return (await service.bulletin.globalAdministratorIds()) !== undefined;
}

function answerWith(card: IAdaptiveCard): Answer {
  return { kind: 'card', card };
}

function refusal({ texts }: Asked): Answer {
  return { kind: 'sentence', text: texts.text('consent.refusal.onlyAdministrator') };
}
