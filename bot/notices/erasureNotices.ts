import { dayMilliseconds, type ErasureReceipt } from '../../engine/index.ts';
import { erasedCard, erasureCard, erasureHeadline, type ErasureNews } from '../cards/notices/erasedCards.ts';
import type { BotContext } from '../context.ts';
import { textsIn } from '../texts/texts.ts';
import { byEnrichment } from '../byEnrichment.ts';
import { canHoldFigures } from './deliveries.ts';
import type { Notice } from './notice.ts';
import { recipientsOf } from './recipients.ts';

const newsDaysMax = 7;

/**
 * That everything of an enrichment was erased; and the cards about it that were sent before lose their figures, wherever they stand. `living`:
 * notices that tell of what came after, and stay.
 */
export async function erasureNotices(context: BotContext, living: ReadonlySet<string>): Promise<readonly Notice[]> {
  // Of each enrichment the last.
  const receipts = [...new Map(context.service.bulletin.receipts().map((receipt) => [receipt.enrichmentId, receipt])).values()];
  const told = await Promise.all(receipts.map((receipt) => receiptNotices(context, receipt)));
  return [...told.flat(), ...erasedCardNotices(context, living)];
}

/** For those who were told of the runs. */
async function receiptNotices(context: BotContext, receipt: ErasureReceipt): Promise<readonly Notice[]> {
  const { service: { bulletin }, clock } = context;
  const { id, enrichmentId, finishedAt } = receipt;
  if (clock.now() - finishedAt > newsDaysMax * dayMilliseconds) return [];
  const enrichment = bulletin.enrichments().find((view) => view.enrichment.id === enrichmentId)?.enrichment;
  // Of a deleted enrichment only its consents tell whose it was.
  const ownerId = enrichment?.createdBy ?? bulletin.consents().findLast((consent) => consent.enrichmentId === enrichmentId)?.requestedBy;
  const subscriptions = context.store.read().subscriptions.filter((subscription) => subscription.enrichmentId === enrichmentId);
  const recipients = await recipientsOf(context, ownerId, subscriptions);
  return recipients
    .filter(({ isCertain, since }) => isCertain && since <= finishedAt)
    .map(({ conversation }) => ({
      notice: erasureNotice(receipt),
      enrichmentId,
      conversation,
      content: id,
      isUpdateOnly: false,
      message: () => {
        const texts = textsIn(conversation.language ?? 'en');
        const news = newsOf(context, receipt);
        return Promise.resolve({ text: erasureHeadline(texts, news.enrichmentName), card: erasureCard(texts, news) });
      },
    }));
}

function erasedCardNotices(context: BotContext, living: ReadonlySet<string>): readonly Notice[] {
  const { store, service } = context;
  const receipts = byEnrichment(service.bulletin.receipts());
  return store.read().deliveries.flatMap((delivery) => {
    const { notice, conversationId, enrichmentId, sentAt } = delivery;
    const receipt = receipts.get(enrichmentId)?.find(({ finishedAt }) => finishedAt >= sentAt);
    if (receipt === undefined || living.has(notice) || !canHoldFigures(delivery)) return [];
    const conversation = store.conversation(conversationId);
    if (conversation === undefined) return [];
    const message = () => {
      const texts = textsIn(conversation.language ?? 'en');
      const news = newsOf(context, receipt);
      return Promise.resolve({ text: erasureHeadline(texts, news.enrichmentName), card: erasedCard(texts, news) });
    };
    return [{ notice, enrichmentId, conversation, content: ['erased', receipt.id], isUpdateOnly: true, isLast: true, message }];
  });
}

export function erasureNotice({ id }: ErasureReceipt): string {
  return `erased/${id}`;
}

function newsOf({ service }: BotContext, receipt: ErasureReceipt): ErasureNews {
  const settings = service.bulletin.enrichments().find((view) => view.enrichment.id === receipt.enrichmentId)?.enrichment.settings;
  return { receipt, enrichmentName: settings?.name, timeZone: settings?.timeZone };
}
