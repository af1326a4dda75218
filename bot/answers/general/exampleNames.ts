import { EngagementFailure } from '../../../engine/index.ts';
import type { BotContext } from '../../context.ts';
import type { KnownConversation } from '../../conversations/botState.ts';
import { within } from '../within.ts';

type Names = readonly [first: string, second: string];

const madeUp: Names = ['Contoso', 'Fabrikam'];

/** Help that comes late is none: after this time the examples are made up. */
const patienceMilliseconds = 2_000;

/**
 * Names of customers for examples: real ones for a person who may see results, in their personal chat. Elsewhere others read along, and nobody
 * has asked for a customer. Made up where the directory does not tell who the person is.
 */
export async function exampleNames(context: BotContext, { kind, userIds: [userId] }: KnownConversation): Promise<Names> {
  if (kind !== 'personal' || userId === undefined) return madeUp;
  return (await within(context.clock, patienceMilliseconds, realNames(context, userId))) ?? madeUp;
}

async function realNames({ service, onFault }: BotContext, userId: string): Promise<Names> {
  try {
    const actor = await service.actorOf(userId);
    for (const { enrichment, publication } of await service.enrichments.list(actor)) {
      if (publication === undefined) continue;
      const [first, second] = (await service.insights.ranking(actor, enrichment.id, { offset: 0, limit: 2 })).items;
      if (first !== undefined && second !== undefined) return [first.name, second.name];
    }
  } catch (error) {
    // Without the right, or while there are no results, that is as it should be.
    if (!(error instanceof EngagementFailure)) onFault(error);
  }
  return madeUp;
}
