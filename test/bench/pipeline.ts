import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../../infra/worker/job.ts';
import { runJob } from '../../infra/worker/runJob.ts';
import type { Contender, Round } from './contender.ts';
import { startStopwatch } from './stopwatch.ts';

/**
 * The product itself: requests, pages, matching, pseudonyms, and the store with its checkpoints. A round is what a run spends from the moment
 * at which it begins to read until all of it is durable; the calendars, which it reads too, are in the time but not in the count.
 */
export const pipeline: Contender = ({ tenant, mailboxes, asOf, scratchFolder }) => {
  const { graphUrl, dataverseUrl, authorityUrl, tenantId, clientId, clientSecret } = tenant;
  const round = async (): Promise<Round> => {
    const folder = await mkdtemp(join(scratchFolder, 'pipeline-'));
    let stopwatch: (() => Omit<Round, 'messages'>) | undefined;
    let cost: Omit<Round, 'messages'> | undefined;
    const job: Job = {
      graph: { baseUrl: graphUrl, authorityUrl, tenantId, clientId, clientSecret },
      contacts: { kind: 'open', dataverseUrl, columns: {} },
      members: mailboxes.map(({ address }) => address),
      asOf,
      timeZone: 'Europe/Warsaw',
      dataFolder: folder,
      output: { kind: 'folder', folder: join(folder, 'output') },
    };
    const { overview } = await runJob(job, new AbortController().signal, {
      onProgress: ({ stage }) => {
        if (stage === 'read') stopwatch ??= startStopwatch();
        else if (stage === 'aggregate') cost = stopwatch?.();
      },
    });
    await rm(folder, { recursive: true });
    if (cost === undefined) throw new Error('The run did not tell when it read.');
    return { messages: overview.emailsProcessed, ...cost };
  };
  return Promise.resolve(round);
};
