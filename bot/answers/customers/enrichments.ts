import { EngagementFailure, type EnrichmentView, type Publication } from '../../../engine/index.ts';
import type { NamedEnrichment } from '../../cards/customers/lists.ts';
import { notReadyCard, stateSentence, type UnreadyEnrichment } from '../../cards/customers/notReadyCard.ts';
import type { BotContext } from '../../context.ts';
import type { Message } from '../../port/message.ts';
import type { Asked } from '../handler.ts';

/** An enrichment that shows results. */
export interface ResultEnrichment extends NamedEnrichment {
  /** IANA name. */
  readonly timeZone: string;
  readonly publication: Publication;
}

/** Those with results that this person may see, the latest published first. */
export async function enrichmentsWithResults({ service }: BotContext, { actor }: Asked): Promise<readonly ResultEnrichment[]> {
  const views = await service.enrichments.list(actor);
  return views.flatMap((view) => withResults(view) ?? []).sort((a, b) => b.publication.publishedAt - a.publication.publishedAt);
}

/** The one that a card or a link names. @throws EngagementFailure `notFound`, or `notReady` where it has no results */
export async function resultEnrichment({ service }: Pick<BotContext, 'service'>, { actor }: Pick<Asked, 'actor'>, id: string): Promise<ResultEnrichment> {
  const enrichment = withResults(await service.enrichments.get(actor, id));
  if (enrichment === undefined) throw new EngagementFailure('notReady', 'This enrichment has no results. Ask for its status.');
  return enrichment;
}

function withResults({ enrichment: { id, settings }, publication }: EnrichmentView): ResultEnrichment | undefined {
  return settings === undefined || publication === undefined ? undefined : { id, name: settings.name, timeZone: settings.timeZone, publication };
}

/** Said instead of figures while no enrichment has results: what state each is in, and what to do. */
export async function notReadyMessage({ service, links }: BotContext, { actor, texts }: Asked): Promise<Message> {
  const views = await service.enrichments.list(actor);
  const unready = await Promise.all(
    views.map(async (view): Promise<UnreadyEnrichment> => ({
      view,
      progress: view.state === 'running' && view.lastRun !== undefined ? (await service.runs.get(actor, view.enrichment.id, view.lastRun.id)).progress : undefined,
    })),
  );
  const [first] = unready;
  return { text: first === undefined ? texts.text('customer.notReady.nothing') : `${texts.text('customer.notReady.title')}. ${stateSentence(texts, first)}`, card: notReadyCard(texts, links, unready) };
}
