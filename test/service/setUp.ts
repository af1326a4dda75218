import { expect } from 'vitest';
import type { z } from 'zod';
import { openPage, submitForm, type BrowserPage } from '../../infra/local-tenant/testBrowser.ts';
import { consentApprovalAnswer } from '../../tab/contract/consents.ts';
import { contactDataSetAnswer } from '../../tab/contract/contactDataSets.ts';
import { enrichmentAnswer } from '../../tab/contract/enrichments.ts';
import type { runRecordAnswer } from '../../tab/contract/runs.ts';
import { addressOf, type SmallTenant } from '../end-to-end/smallTenant.ts';
import type { Person, ProgressView } from './person.ts';

export type EnrichmentView = z.infer<typeof enrichmentAnswer>;
export type RunRecord = z.infer<typeof runRecordAnswer>;

export const timeZone = 'Europe/Warsaw';

/** The files that an admin would export from another CRM, with that one's names of columns. */
export function csvFiles({ accounts, contacts }: SmallTenant): Record<'accounts' | 'contacts', string> {
  const lines = (rows: readonly (readonly string[])[]) => rows.map((row) => `${row.join(',')}\r\n`).join('');
  return {
    accounts: lines([['Company ID', 'Company name'], ...accounts.map(({ AccountId, Name }) => [AccountId, Name])]),
    contacts: lines([['Contact ID', 'Full name', 'E-mail', 'Company ID'], ...contacts.map(({ ContactId, AccountId, FullName, Email }) => [ContactId, FullName, Email, AccountId])]),
  };
}

/** What those columns hold. */
export const csvMapping = { account: 'Company ID', contact: 'Contact ID', email: 'E-mail', name: 'Company name' };

export async function uploadDataSet(admin: Person, company: SmallTenant): Promise<string> {
  const { id } = await admin.post('/contact-data-sets', contactDataSetAnswer, { kind: 'csv', name: 'Customers' });
  for (const [name, content] of Object.entries(csvFiles(company)) as ['accounts' | 'contacts', string][]) await admin.upload(id, name, content);
  return id;
}

/** Sets an enrichment of the group "sales" up, as far as the request for consent. */
export async function setUpEnrichment(admin: Person, name: string, settings: Readonly<Record<string, unknown>> = {}): Promise<EnrichmentView> {
  const contacts = settings['contactDataSetId'] === undefined ? { contactDataSetId: (await admin.post('/contact-data-sets', contactDataSetAnswer, { kind: 'dataverse', name })).id, mapping: {} } : {};
  const { enrichment } = await admin.post('/enrichments', enrichmentAnswer, { addresses: [addressOf('sales')], agreesToTerms: true, ...contacts, name, outputTable: name, timeZone, runHour: 2, ...settings });
  return admin.post(`/enrichments/${enrichment.id}/finish`, enrichmentAnswer);
}

export function consentIdOf({ consent }: EnrichmentView): string {
  if (consent === undefined) throw new TypeError('Nobody has been asked for consent.');
  return consent.id;
}

/** Consents where Entra has granted everything already. */
export async function consentTo(administrator: Person, view: EnrichmentView): Promise<void> {
  const approval = await administrator.post(`/consents/${consentIdOf(view)}/approve`, consentApprovalAnswer);
  expect(approval.kind).toBe('granted');
}

/** Approves where Entra lacks something, and gives the consent page of the local tenant. */
export async function openConsentPage(administrator: Person, consentId: string): Promise<BrowserPage> {
  const approval = await administrator.post(`/consents/${consentId}/approve`, consentApprovalAnswer);
  if (approval.kind !== 'entraConsentNeeded') throw new Error('Entra has granted everything already.');
  return openPage(approval.url);
}

/** Presses a button of the consent page; gives the address that the browser is sent back to, with the state. */
export async function press(page: BrowserPage, decision: 'accept' | 'cancel', personId: string): Promise<URL> {
  const { location, status, text } = await submitForm(page, { decision, person: personId });
  if (location === undefined) throw new Error(`The consent page leads nowhere: ${status} ${text}`);
  return location;
}

/** Resolves when a run that began after the run `after` has ended. */
export async function endOfRun(person: Person, enrichmentId: string, after?: string): Promise<RunRecord> {
  const { run } = await person.progressUntil(enrichmentId, (view) => isOf(view, after) && view.run?.run.endedAt !== undefined);
  if (run === undefined) throw new TypeError('A run that has ended is there.');
  return run.run;
}

/** Resolves when a run that began after the run `after` reads mailboxes, and `isWanted` holds. */
export async function whileReading(person: Person, enrichmentId: string, isWanted: (run: NonNullable<ProgressView['run']>) => boolean = () => true, after?: string): Promise<RunRecord> {
  const { run } = await person.progressUntil(enrichmentId, (view) => {
    if (isOf(view, after) && view.run?.run.endedAt !== undefined) throw new Error(`The run ended before (${view.run.run.outcome}, ${view.run.run.failure?.message}).`);
    return isOf(view, after) && view.run?.progress?.stage === 'read' && isWanted(view.run);
  });
  if (run === undefined) throw new TypeError('A run that is read is there.');
  return run.run;
}

function isOf({ run }: ProgressView, after: string | undefined): boolean {
  return run !== undefined && run.run.id !== after;
}
