import { dayMilliseconds, type EnrichmentView } from '../../engine/index.ts';
import { runCard, runState, type RunPhase } from '../cards/notices/runCard.ts';
import type { BotContext } from '../context.ts';
import type { KnownConversation } from '../conversations/botState.ts';
import type { Message } from '../port/message.ts';
import { textsIn } from '../texts/texts.ts';
import { erasureNotices } from './erasureNotices.ts';
import type { Notice, NoticeSource } from './notice.ts';
import { recipientsOf, type Recipient } from './recipients.ts';
import { runStories, type RunStory } from './runProgress.ts';
import { subscriptionNotices } from './subscriptionNotices.ts';

/** News of what ended longer ago are no news. */
const newsDaysMax = 7;

/** Messages about runs that ended longer ago stay as they are. */
const updateDaysMax = 30;

const moversMax = 3;

/**
 * What becomes of runs, for the enrichment's owner and subscribed conversations: one card for each run that is changed as it goes on; of
 * erasures, with which the figures go from the chat as well; and of subscriptions that have ended.
 */
export const runNotices: NoticeSource = async (context) => {
  const { bulletin } = context.service;
  const living: Notice[] = [];
  for (const view of bulletin.enrichments()) {
    const { id, createdBy } = view.enrichment;
    const erasedAt = Math.max(-1, ...bulletin.receipts().filter(isOf(id)).map(({ finishedAt }) => finishedAt));
    const stories = runStories({ view, consents: bulletin.consents().filter(isOf(id)), runs: bulletin.runs().filter(isOf(id)), progress: bulletin.progress(id), erasedAt });
    const told = stories.filter(({ run }) => run?.endedAt === undefined || isWithin(context, run.endedAt, updateDaysMax));
    if (told.length === 0) continue;
    const recipients = await recipientsOf(context, id, createdBy);
    for (const story of told) {
      living.push(...recipients.filter((recipient) => !isKnownAlready(context, story, recipient)).map((recipient) => storyNotice(context, view, story, recipient)));
      if (story.phase.kind === 'running') living.push(...leftNotices(context, view, story));
    }
  }
  const erased = await erasureNotices(context, new Set(living.map(({ notice }) => notice)));
  return [...living, ...erased, ...(await subscriptionNotices(context))];
};

function storyNotice(context: BotContext, view: EnrichmentView, story: RunStory, { conversation, isOwner, since }: Recipient): Notice {
  const { run, phase, isNewest } = story;
  const isNews = run === undefined ? phase.kind === 'scheduled' : run.startedAt >= since && isNewest && (run.endedAt === undefined || isWithin(context, run.endedAt, newsDaysMax));
  // A later run has made good, or tells its own failure.
  const canRunAgain = isOwner && isNewest && phase.kind === 'failed';
  return {
    notice: story.notice,
    enrichmentId: view.enrichment.id,
    conversation,
    content: [view.enrichment.settings?.name, run?.id, contentOf(phase), canRunAgain],
    isUpdateOnly: !isNews,
    message: () => storyMessage(context, view, story, conversation, canRunAgain),
  };
}

async function storyMessage({ service, links }: BotContext, { enrichment, publication }: EnrichmentView, { run, phase }: RunStory, { language = 'en' }: KnownConversation, canRunAgain: boolean): Promise<Message> {
  const { id, settings } = enrichment;
  const texts = textsIn(language);
  const name = settings?.name ?? '';
  // Those of an earlier run compare with what is no longer shown.
  const hasMovers = phase.kind === 'completed' && run !== undefined && publication?.runId === run.id;
  const movers = hasMovers ? await service.bulletin.movers(id, moversMax) : { up: [], down: [] };
  return {
    text: texts.text('notices.headline', { state: runState(texts, phase), name }),
    card: runCard(texts, { enrichmentId: id, enrichmentName: name, timeZone: settings?.timeZone ?? 'utc', run, phase, movers, canRunAgain, url: links.enrichment(id) }),
  };
}

/** Seconds left and the like change all the time: the card is changed with each percent, and then tells them too. */
function contentOf(phase: RunPhase): unknown {
  if (phase.kind !== 'running') return phase;
  const { progress, results } = phase;
  return [phase.kind, progress?.stage, progress?.percent, results?.coverage, results?.customersEnriched];
}

/** A run that goes on after a restart knows only after a while how far it was: till then the card stays as it is. */
function isKnownAlready({ store }: BotContext, { notice, run, phase }: RunStory, { conversation }: Recipient): boolean {
  if (phase.kind !== 'running' || phase.progress !== undefined || run === undefined || run.resumptions === 0) return false;
  return store.read().deliveries.some((delivery) => delivery.notice === notice && delivery.conversationId === conversation.id);
}

/** Where a conversation has unsubscribed meanwhile, its card would show a run that never ends. */
function leftNotices(context: BotContext, view: EnrichmentView, story: RunStory): readonly Notice[] {
  const { store } = context;
  const { id, createdBy } = view.enrichment;
  const { subscriptions, deliveries } = store.read();
  const stillTold = new Set([store.personalConversation(createdBy)?.id, ...subscriptions.filter(isOf(id)).map(({ conversationId }) => conversationId)]);
  const left = { ...story, phase: { kind: 'left' } } as const;
  return deliveries
    .filter(({ notice, conversationId }) => notice === story.notice && !stillTold.has(conversationId))
    .flatMap(({ conversationId }) => store.conversation(conversationId) ?? [])
    .map((conversation) => ({ ...storyNotice(context, view, left, { conversation, isOwner: false, since: 0 }), isUpdateOnly: true }));
}

function isWithin({ clock }: BotContext, at: number, days: number): boolean {
  return clock.now() - at <= days * dayMilliseconds;
}

function isOf(enrichmentId: string): (one: { readonly enrichmentId: string }) => boolean {
  return (one) => one.enrichmentId === enrichmentId;
}
