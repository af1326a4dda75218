import type { Consent } from '../model/consent.ts';
import type { Enrichment, EnrichmentSettings } from '../model/enrichment.ts';
import { emptyState, type State } from '../model/state.ts';

export const testId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const testSettings: EnrichmentSettings = {
  addresses: ['sales@contoso.com'],
  terms: { agreedAt: 0, agreedBy: 'ann' },
  contactDataSetId: testId(9),
  mapping: {},
  name: 'Sales',
  outputTable: 'Sales',
  timeZone: 'Europe/Warsaw',
  runHour: 2,
};

export function testEnrichment(number = 1, changes: Partial<Enrichment> = {}): Enrichment {
  const settings = { ...testSettings, name: `Sales ${number}`, outputTable: `Sales${number}` };
  return { id: testId(number), revision: 1, createdAt: 0, createdBy: 'ann', updatedAt: 0, isActive: true, settings, ...changes };
}

export function testConsent(number = 1, changes: Partial<Consent> = {}): Consent {
  return {
    id: testId(100 + number),
    enrichmentId: testId(number),
    status: 'granted',
    requestedAt: 0,
    requestedBy: 'ann',
    expiresAt: 0,
    addresses: ['sales@contoso.com'],
    answeredAt: 0,
    answeredBy: 'gail',
    ...changes,
  };
}

/** A state with these enrichments, each consented to. */
export function consentedState(...numbers: readonly number[]): State {
  return { ...structuredClone(emptyState), contactDataSets: [{ id: testSettings.contactDataSetId, kind: 'dataverse', name: 'Customers', files: {}, createdAt: 0, createdBy: 'ann' }], enrichments: numbers.map((number) => testEnrichment(number)), consents: numbers.map((number) => testConsent(number)) };
}
