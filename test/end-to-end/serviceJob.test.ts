import { createReadStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sealTo } from '../../engine/contacts/sealedFile.ts';
import { readOrMakeSecret } from '../../engine/interactions/secret.ts';
import { progressSchema, type Progress } from '../../engine/runs/progress.ts';
import type { Published } from '../../engine/runs/runOptions.ts';
import { runInWorker } from '../../infra/worker/runInWorker.ts';
import { writeAwkwardTenant } from '../awkward/awkwardTenant.ts';
import { withTenant } from './inProcess.ts';
import { expectAsTheOracle, readResults } from './results.ts';
import { scratchFolder } from './scratchFolder.ts';

const scratch = await scratchFolder();
const at = (...names: string[]): string => join(scratch, ...names);

test('a job as the service gives it, with sealed contacts and publications, tells all stages and publishes the oracle’s table', async () => {
  const report = await writeAwkwardTenant(at('tenant'), 44, { people: 3 });
  await mkdir(at('sealed'));
  const keyPath = at('sealed', 'key');
  for (const name of ['accounts', 'contacts']) await sealTo(at('sealed', name), createReadStream(at('tenant', `${name}.csv`)), await readOrMakeSecret(keyPath));

  const published: Published[] = [];
  const progress: Progress[] = [];
  const result = await withTenant(at('tenant'), ({ graphUrl, authorityUrl, tenantId, clientId, clientSecret }) =>
    runInWorker(
      {
        graph: { baseUrl: graphUrl, authorityUrl, tenantId, clientId, clientSecret },
        contacts: { kind: 'sealed', accountsPath: at('sealed', 'accounts'), contactsPath: at('sealed', 'contacts'), keyPath, columns: {} },
        ...report,
        members: [...report.members],
        dataFolder: at('data'),
        output: { kind: 'publications', folder: at('publications'), publishesMonthly: false },
      },
      { signal: new AbortController().signal, onProgress: (one) => progress.push(progressSchema.parse(one)), onPublished: (one) => published.push(one) },
    ),
  );

  expect([...new Set(progress.map(({ stage }) => stage))]).toEqual(['resolve', 'read', 'aggregate', 'score', 'publish']);
  expect(progress.at(-1)).toMatchObject({ percent: 100, mail: { percent: 100 }, meetings: { percent: 100 }, daysOfData: 365 });
  expect(published).toEqual([{ id: expect.any(String) as string, asOf: report.asOf, coverage: { from: expect.any(String) as string, days: 365, isComplete: true }, overview: result.overview }]);
  expect(await readdir(at('publications'))).toEqual([published[0]?.id]);
  await expectAsTheOracle(await readResults(at('publications', published[0]?.id ?? '')), at('tenant'), report);
});
