import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { Consent, EnrichmentView } from '../../../engine/index.ts';
import { laterThan, outcomeOf, type ConsentOutcome } from '../../cards/consent/consentOutcome.ts';
import { resultCard } from '../../cards/consent/resultCard.ts';
import { byEnrichment } from '../../byEnrichment.ts';
import type { BotContext } from '../../context.ts';
import type { Texts } from '../../texts/texts.ts';

/** Where a request stands, as cards tell it. Who may see how much of it is for the caller to have made sure. */
export interface ConsentStanding {
  readonly consent: Consent;
  /** Undefined while the request can be answered. */
  readonly outcome: ConsentOutcome | undefined;
  /** Undefined where it was deleted. */
  readonly enrichment: EnrichmentView | undefined;
  /** IANA name: that of the enrichment, for want of the reader's own. */
  readonly timeZone: string;
}

export function consentStanding({ service: { bulletin }, clock }: BotContext, consent: Consent): ConsentStanding {
  const enrichment = bulletin.enrichments().find((view) => view.enrichment.id === consent.enrichmentId);
  return {
    consent,
    outcome: outcomeOf(consent, clock.now(), laterThan(consent, byEnrichment(bulletin.consents()).get(consent.enrichmentId) ?? []), enrichment !== undefined),
    enrichment,
    timeZone: enrichment?.enrichment.settings?.timeZone ?? 'UTC',
  };
}

/** The card of a request that has ended. `isConfidential`: with what only those may see who may read the request, and whoever asked; to go to them alone. */
export async function standingCard({ service: { bulletin } }: BotContext, texts: Texts, standing: ConsentStanding & { readonly outcome: ConsentOutcome }, isConfidential: boolean): Promise<IAdaptiveCard> {
  const { consent, outcome, enrichment, timeZone } = standing;
  const [by, askedBy] = await Promise.all([outcome.by && bulletin.displayName(outcome.by), isConfidential ? bulletin.displayName(consent.requestedBy) : undefined]);
  const nextRunAt = enrichment?.nextRunAt;
  return resultCard(texts, {
    consent,
    outcome,
    by,
    timeZone,
    nextRun: nextRunAt === undefined ? undefined : { at: nextRunAt, isFirst: enrichment?.lastRun === undefined },
    confidential: isConfidential ? { enrichmentName: enrichment?.enrichment.settings?.name ?? '', askedBy } : undefined,
  });
}

export function hasEnded(standing: ConsentStanding): standing is ConsentStanding & { readonly outcome: ConsentOutcome } {
  return standing.outcome !== undefined;
}
