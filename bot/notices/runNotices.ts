import { dayMilliseconds, type EnrichmentView } from '../../engine/index.ts';
import { runCard, runState, type RunPhase } from '../cards/notices/runCard.ts';
import type { BotContext } from '../context.ts';
import type { KnownConversation } from '../conversations/botState.ts';
import type { Message } from '../port/message.ts';
import { textsIn } from '../texts/texts.ts';
import { byEnrichment } from '../byEnrichment.ts';
import { deliveriesOf } from './deliveries.ts';
import { erasureNotices } from './erasureNotices.ts';
import type { Notice, NoticeSource } from './notice.ts';
import { recipientsOf, type Recipient } from './recipients.ts';
import { runStories, type RunStory } from './runProgress.ts';
import { subscriptionNotices } from './subscriptionNotices.ts';

/** News of what ended longer ago are no news, and messages about it stay as they are. */
const newsDaysMax = 7;

const moversMax = 3;

/**
 * What becomes of runs, for the enrichment's owner and subscribed conversations: one card for each run that is changed as it goes on; of
 * erasures, with which the figures go from the chat as well; and of subscriptions that have ended.
 */
export const runNotices: NoticeSource = async (context) => {
  const { service: { bulletin }, clock } = context;
  const consents = byEnrichment(bulletin.consents());
  const runs = byEnrichment(bulletin.runs());
  const receipts = byEnrichment(bulletin.receipts());
  const subscriptions = byEnrichment(context.store.read().subscriptions);
  const newsSince = clock.now() - newsDaysMax * dayMilliseconds;
  const living: Notice[] = [];
  for (const view of bulletin.enrichments()) {
    const { id, createdBy } = view.enrichment;
    const erasedAt = receipts.get(id)?.at(-1)?.finishedAt ?? -1;
    const told = runStories({ view, consents: consents.get(id) ?? [], runs: runs.get(id) ?? [], progress: bulletin.progress(id), erasedAt, newsSince });
    if (told.length === 0) continue;
    const recipients = await recipientsOf(context, createdBy, subscriptions.get(id) ?? []);
    for (const story of told) {
      const informed = recipients.filter((recipient) => recipient.isCertain && !isKnownAlready(context, story, recipient));
      living.push(...informed.map((recipient) => storyNotice(context, view, story, recipient)));
      if (story.phase.kind === 'running') living.push(...leftNotices(context, view, story, recipients));
    }
  }
  const erased = await erasureNotices(context, new Set(living.map(({ notice }) => notice)));
  return [...living, ...erased, ...(await subscriptionNotices(context))];
};

function storyNotice(context: BotContext, view: EnrichmentView, story: RunStory, { conversation, isOwner, since }: Recipient): Notice {
  const { run, phase, isNewest } = story;
  const isNews = run === undefined ? phase.kind === 'scheduled' : run.startedAt >= since && isNewest && (run.endedAt === undefined || isNewsOf(context, run.endedAt));
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

/** Seconds left and the like change all the time: the card is changed with each percent, and then tells them too. Of a run that has ended nothing changes but that its figures may go. */
function contentOf(phase: RunPhase): unknown {
  switch (phase.kind) {
    case 'running':
      return [phase.kind, phase.progress?.stage, phase.progress?.percent, phase.results?.coverage, phase.results?.customersEnriched];
    case 'completed':
      return [phase.kind, phase.hasWarnings, phase.warning, phase.overview !== undefined];
    default:
      return phase;
  }
}

/** A run that goes on after a restart knows only after a while how far it was: till then the card stays as it is. */
function isKnownAlready({ store }: BotContext, { notice, run, phase }: RunStory, { conversation }: Recipient): boolean {
  if (phase.kind !== 'running' || phase.progress !== undefined || run === undefined || run.resumptions === 0) return false;
  return deliveriesOf(store, notice).has(conversation.id);
}

/** Where a conversation has unsubscribed meanwhile, or whoever it was told for has lost their right, its card would show a run that never ends. */
function leftNotices(context: BotContext, view: EnrichmentView, story: RunStory, recipients: readonly Recipient[]): readonly Notice[] {
  const left = { ...story, phase: { kind: 'left' } } as const;
  return [...deliveriesOf(context.store, story.notice).keys()]
    .filter((conversationId) => !recipients.some(({ conversation }) => conversation.id === conversationId))
    .flatMap((conversationId) => context.store.conversation(conversationId) ?? [])
    .map((conversation) => ({ ...storyNotice(context, view, left, { conversation, isOwner: false, isCertain: true, since: 0 }), isUpdateOnly: true }));
}

function isNewsOf({ clock }: BotContext, at: number): boolean {
  return clock.now() - at <= newsDaysMax * dayMilliseconds;
}
