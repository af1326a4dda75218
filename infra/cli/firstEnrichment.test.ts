import { expect, test } from 'vitest';
import { startTestServer } from '../server/testServer.ts';
import { enrichmentId, enrichmentView } from '../server/testService.ts';
import { ApiClient } from './apiClient.ts';
import { endOfRun, firstEnrichment } from './firstEnrichment.ts';

test('a set-up that an earlier start left half done is brought to its end: finished, and consented to', async () => {
  const view = enrichmentView();
  const consent = { id: enrichmentId, enrichmentId, status: 'requested' as const, requestedAt: 0, requestedBy: 'a', expiresAt: 0, addresses: [] };
  const done: string[] = [];
  const server = await startTestServer({
    enrichments: {
      list: () => Promise.resolve([{ ...view, state: 'draft', consent: undefined }]),
      create: () => Promise.reject(new Error('There is one already.')),
      finish: (_actor, id) => {
        done.push(`finished ${id}`);
        return Promise.resolve({ ...view, state: 'awaitingConsent', consent });
      },
    },
    consents: {
      approve: (_actor, id) => {
        done.push(`approved ${id}`);
        return Promise.resolve({ kind: 'granted', consent });
      },
    },
  });
  const person = new ApiClient(server.url, await server.token());
  expect(await firstEnrichment({ admin: person, globalAdministrator: person })).toBe(enrichmentId);
  expect(done).toEqual([`finished ${enrichmentId}`, `approved ${enrichmentId}`]);
  await server.stop();
});

test('nobody waits for a run of an enrichment that has none and will not be run', async () => {
  const server = await startTestServer({ enrichments: { get: () => Promise.resolve({ ...enrichmentView(), state: 'awaitingConsent', lastRun: undefined, publication: undefined }) } });
  const options = { signal: new AbortController().signal, sleep: () => Promise.reject(new Error('It waits.')), onProgress: () => undefined };
  expect(await endOfRun(new ApiClient(server.url, await server.token()), enrichmentId, options)).toBeUndefined();
  await server.stop();
});
