import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EngagementFailure, progressSchema, runRecordSchema, type Progress } from '../../engine/index.ts';
import { contactDataSetAnswer, contactDataSetsAnswer } from '../../tab/contract/contactDataSets.ts';
import { enrichmentAnswer, enrichmentsAnswer } from '../../tab/contract/enrichments.ts';
import type { ApiClient } from './apiClient.ts';

/** Of the sample company: the one that is run at once, and one that is left to be consented to in the chat. */
const samples = {
  first: { name: 'Sales engagement', outputTable: 'AccountEngagement', addresses: ['sales-emea@halvorne.example', 'sales-americas@halvorne.example'] },
  second: { name: 'Customer Success', outputTable: 'CustomerSuccessEngagement', addresses: ['customer-success@halvorne.example'] },
};
export const sampleTimeZone = 'Europe/Warsaw';

/** How often a terminal is told of the progress. */
const lookMilliseconds = 500;

export interface Cast {
  readonly admin: ApiClient;
  readonly globalAdministrator: ApiClient;
}

export type EndedRun = z.infer<typeof runRecordSchema>;

/**
 * What an admin and a Global Administrator do by hand, done through the API: an enrichment of the sample company is set up and consented to.
 * Of one that is there already, what is left of this is done. Gives its id.
 */
export async function firstEnrichment({ admin, globalAdministrator }: Cast): Promise<string> {
  const [known] = await admin.call('GET', '/enrichments', enrichmentsAnswer);
  // An earlier start may have been stopped between any two of these steps.
  const { enrichment, state } = known ?? (await createEnrichment(admin, samples.first));
  const { consent } = state === 'draft' ? await admin.call('POST', `/enrichments/${enrichment.id}/finish`, enrichmentAnswer) : { consent: known?.consent };
  if (consent?.status === 'requested') await globalAdministrator.call('POST', `/consents/${consent.id}/approve`, z.unknown());
  return enrichment.id;
}

/** Sets another one up, as far as the request for consent: somebody is to answer that in the chat. One that is there already stays as it is. */
export async function secondEnrichment(admin: ApiClient): Promise<void> {
  const [, known] = await admin.call('GET', '/enrichments', enrichmentsAnswer);
  const { enrichment, state } = known ?? (await createEnrichment(admin, samples.second));
  if (state === 'draft') await admin.call('POST', `/enrichments/${enrichment.id}/finish`, enrichmentAnswer);
}

async function createEnrichment(admin: ApiClient, sample: (typeof samples)['first']): Promise<z.infer<typeof enrichmentAnswer>> {
  const [known] = await admin.call('GET', '/contact-data-sets', contactDataSetsAnswer);
  const { id: contactDataSetId } = known ?? (await admin.call('POST', '/contact-data-sets', contactDataSetAnswer, { kind: 'dataverse', name: 'Dataverse' }));
  return admin.call('POST', '/enrichments', enrichmentAnswer, { ...sample, agreesToTerms: true, contactDataSetId, mapping: {}, timeZone: sampleTimeZone, runHour: 2 });
}

/**
 * Resolves when the newest run of the enrichment has ended; undefined where there is none to wait for (it was withdrawn or deactivated by
 * hand), or `signal` is aborted. Throws the failure of one that failed.
 */
export async function endOfRun(admin: ApiClient, enrichmentId: string, { signal, sleep, onProgress }: { readonly signal: AbortSignal; readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>; readonly onProgress: (progress: Progress) => void }): Promise<EndedRun | undefined> {
  const view = z.object({ run: runRecordSchema, progress: progressSchema.optional() });
  while (!signal.aborted) {
    const { state, lastRun, publication } = await admin.call('GET', `/enrichments/${enrichmentId}`, enrichmentAnswer);
    const { run, progress } = lastRun === undefined ? {} : await admin.call('GET', `/enrichments/${enrichmentId}/runs/${lastRun.id}`, view);
    if (run?.outcome === 'failed') throw new EngagementFailure(run.failure?.code ?? 'serviceFault', run.failure?.message ?? 'The run failed.');
    if (run?.endedAt !== undefined) return publication === undefined ? undefined : run;
    if (run === undefined && state !== 'scheduled' && state !== 'running') return undefined;
    if (progress !== undefined) onProgress(progress);
    await sleep(lookMilliseconds, signal).catch(() => undefined);
  }
  return undefined;
}

/** Fetches the results, for any tool that reads CSV or Parquet; gives their paths. */
export async function downloadResults(admin: ApiClient, enrichmentId: string, folder: string): Promise<{ readonly csv: string; readonly parquet: string }> {
  await mkdir(folder, { recursive: true });
  const paths = { csv: join(folder, 'AccountEngagement.csv'), parquet: join(folder, 'AccountEngagement.parquet') };
  for (const format of ['csv', 'parquet'] as const) await writeFile(paths[format], await admin.download(`/enrichments/${enrichmentId}/results/export?format=${format}`));
  return paths;
}
