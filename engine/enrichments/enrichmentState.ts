import { isConsentValid } from '../consent/consents.ts';
import { parseAddress, type Address } from '../model/address.ts';
import type { Consent } from '../model/consent.ts';
import type { Enrichment, EnrichmentState } from '../model/enrichment.ts';
import type { State } from '../model/state.ts';

/** What the typed addresses mean, as consent is asked for them; texts that are no addresses mean nothing. */
export function addressesToRead(typed: readonly string[]): readonly Address[] {
  return [...new Set(typed.map(parseAddress).filter((address) => address !== undefined))];
}

/** The consent by which the enrichment may be read, as far as this app's own record says: granted, and covering all that the settings read. */
export function validConsent(state: Readonly<State>, { id, settings }: Readonly<Enrichment>): Consent | undefined {
  if (settings === undefined || !isConsentValid(state, id, addressesToRead(settings.addresses))) return undefined;
  return state.consents.findLast((consent) => consent.enrichmentId === id && consent.status === 'granted');
}

/** The consent that people are shown: the valid one, else the one that was asked for last. Undefined before the first. */
export function shownConsent(state: Readonly<State>, enrichment: Readonly<Enrichment>): Consent | undefined {
  return validConsent(state, enrichment) ?? state.consents.findLast((consent) => consent.enrichmentId === enrichment.id);
}

export function isConsentedTo(state: Readonly<State>, enrichmentId: string): boolean {
  const enrichment = state.enrichments.find(({ id }) => id === enrichmentId);
  return enrichment !== undefined && validConsent(state, enrichment) !== undefined;
}

/** What an enrichment is, worked out of the record at each moment: there is no second truth that could differ from it. */
export function enrichmentState(state: Readonly<State>, enrichment: Readonly<Enrichment>): EnrichmentState {
  const { id, settings, isActive, publicationId } = enrichment;
  if (settings === undefined) return 'draft';
  if (validConsent(state, enrichment) === undefined) return shownConsent(state, enrichment)?.status === 'declined' ? 'declined' : 'awaitingConsent';
  if (state.runs.some((run) => run.enrichmentId === id && run.endedAt === undefined)) return 'running';
  if (!isActive) return 'inactive';
  return publicationId === undefined ? 'scheduled' : 'ready';
}
