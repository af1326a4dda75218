import { DateTime } from 'luxon';
import type { Digest, EnrichmentView } from '../../engine/index.ts';
import { digestCard, digestHeadline } from '../cards/notices/digestCard.ts';
import type { BotContext } from '../context.ts';
import { beginningOf, type Delivery, type KnownConversation, type Subscription } from '../conversations/botState.ts';
import { textsIn } from '../texts/texts.ts';
import { byEnrichment } from '../byEnrichment.ts';
import { deliveriesOf } from './deliveries.ts';
import type { Notice, NoticeSource } from './notice.ts';
import { isStillAllowed } from './recipients.ts';

/** Monday morning in the enrichment's zone; after an outage later in the same week. */
const dueHour = 8;

/** In each list. */
const customersMax = 5;

/** Conversations that could not be reached so long after the first go without this week's: its figures are no longer those that the others saw. */
const sendingMilliseconds = 6 * 3_600_000;

interface Week {
  readonly notice: string;
  /** Its Monday (ISO 8601). */
  readonly startDate: string;
  readonly dueAt: number;
}

/**
 * The weekly digests of subscribed conversations. What the next digest compares with is marked when every conversation has its digest, or
 * goes without: until then each reads the same comparison, also after a crash. Whether that is so is told by the durable deliveries; whether it
 * was marked, by what a digest would compare with now, so that a crash before or after the mark leaves neither none nor a later one.
 */
export function createDigestNotices(): NoticeSource {
  /** Only spares the reading: by `notice` of the week. */
  const marked = new Set<string>();

  return async (context) => {
    const { service, clock, onFault } = context;
    const notices: Notice[] = [];
    const subscriptions = byEnrichment(context.store.read().subscriptions);
    for (const view of service.bulletin.enrichments()) {
      const own = subscriptions.get(view.enrichment.id);
      if (own === undefined) continue;
      const week = weekOf(view, clock.now());
      if (week === undefined || clock.now() < week.dueAt || marked.has(week.notice) || !hasResultsFrom(context, view, week.dueAt)) continue;
      try {
        notices.push(...(await sendOrMark(context, view, week, own)));
      } catch (error) {
        // The other enrichments have theirs all the same.
        onFault(error);
      }
    }
    return notices;
  };

  async function sendOrMark(context: BotContext, view: EnrichmentView, week: Week, subscriptions: readonly Subscription[]): Promise<readonly Notice[]> {
    const receivers = await allowed(context, subscriptions.filter((subscription) => beginningOf(subscription) <= week.dueAt));
    const [reader] = receivers;
    if (reader === undefined) return [];
    const deliveries = deliveriesOf(context.store, week.notice);
    const sent = [...deliveries.values()];
    const waiting = receivers.filter(({ conversationId }) => !deliveries.has(conversationId));
    const isOpen = sent.every(({ sentAt }) => context.clock.now() - sentAt < sendingMilliseconds);
    const read = readDigest(context, reader);
    if (waiting.length > 0 && isOpen) return weekNotices(context, view, week, waiting, read);
    await markShown(context, await read(), sent);
    marked.add(week.notice);
    return [];
  }
}

function weekOf({ enrichment }: EnrichmentView, now: number): Week | undefined {
  if (enrichment.settings === undefined) return undefined;
  const monday = DateTime.fromMillis(now, { zone: enrichment.settings.timeZone }).startOf('week');
  return { notice: `digest/${enrichment.id}/${monday.toISOWeekDate()?.slice(0, 8)}`, startDate: monday.toISODate() ?? '', dueAt: monday.set({ hour: dueHour }).toMillis() };
}

/** Results that came later in the week are told by the card of their run, and by the next digest. */
function hasResultsFrom({ service }: BotContext, { enrichment, publication }: EnrichmentView, dueAt: number): boolean {
  return publication !== undefined && service.bulletin.publications().some(({ enrichmentId, publishedAt }) => enrichmentId === enrichment.id && publishedAt <= dueAt);
}

async function allowed(context: BotContext, subscriptions: readonly Subscription[]): Promise<readonly Subscription[]> {
  const answers = await Promise.all(subscriptions.map((subscription) => isStillAllowed(context, subscription)));
  return subscriptions.filter((_, index) => answers[index] === true);
}

/** Read once, when it is first needed, for all conversations of a pass. */
function readDigest({ service }: BotContext, { enrichmentId, subscribedBy }: Subscription): () => Promise<Digest> {
  let digest: Promise<Digest> | undefined;
  return () => (digest ??= service.actorOf(subscribedBy).then((actor) => service.digests.read(actor, enrichmentId, customersMax)));
}

function weekNotices({ store, links }: BotContext, { enrichment }: EnrichmentView, week: Week, waiting: readonly Subscription[], read: () => Promise<Digest>): readonly Notice[] {
  const { id: enrichmentId, settings } = enrichment;
  if (settings === undefined) return [];
  const message = async ({ language = 'en' }: KnownConversation) => {
    const texts = textsIn(language);
    const news = { enrichmentId, enrichmentName: settings.name, timeZone: settings.timeZone, weekStart: week.startDate, digest: await read(), url: links.enrichment(enrichmentId) };
    return { text: digestHeadline(texts, news), card: digestCard(texts, news) };
  };
  return waiting
    .flatMap(({ conversationId }) => store.conversation(conversationId) ?? [])
    .map((conversation) => ({ notice: week.notice, enrichmentId, conversation, content: week.notice, isUpdateOnly: false, message: () => message(conversation) }));
}

/** Unless the mark stands already on the results that the digests showed, or on later ones. */
async function markShown({ service }: BotContext, { publication, since }: Digest, deliveries: readonly Delivery[]): Promise<void> {
  const { enrichmentId } = publication;
  const sentAt = Math.max(...deliveries.map((delivery) => delivery.sentAt));
  const shown = service.bulletin.publications().findLast((one) => one.enrichmentId === enrichmentId && one.publishedAt <= sentAt);
  if (shown !== undefined && (since === undefined || since < shown.publishedAt)) await service.digests.mark(enrichmentId);
}
