import { z } from 'zod';
import { ApiClient } from '../../infra/cli/apiClient.ts';
import { endOfRun, firstEnrichment } from '../../infra/cli/firstEnrichment.ts';
import { spawnLocalTenant } from '../../infra/local-tenant/process.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { rankingAnswer } from '../../tab/contract/insights.ts';
import { runAnswer, runRecordAnswer } from '../../tab/contract/runs.ts';
import { openChatAsker, type ChatAsker } from './chatAsker.ts';
import { Child } from './child.ts';
import { median } from './median.ts';
import { percentile95 } from './percentile.ts';
import { decimal, ratio, table, whole } from './table.ts';
import type { BenchCast } from './tenants.ts';

/** What sellers wait for at most, 95 times of 100, while a run reads. */
const aimMilliseconds = 100;

/** What they wait for in the chat. */
const chatAimMilliseconds = 1_000;

/** All mail as it is served, so that the local tenant only copies and takes as little as it can of the cores that it shares with the service. */
const cacheMegabytes = 2_000;

const manyAtOnce = 8;

/** Of the reads of a batch, questions in the chat: Teams takes 50 messages a second of a bot, and so the bot waits rather than send more. */
const chatShare = 0.2;

/** Each run after the first has another, so that nothing that was read before can be used. */
const timeZones = ['Europe/Lisbon', 'Europe/Helsinki', 'Europe/London', 'Europe/Athens', 'Europe/Berlin'];

/** Of the process that serves. */
export const serviceState = z.object({ url: z.string(), heldUpMilliseconds: z.number(), cpuMilliseconds: z.number() });
export type ServiceState = z.infer<typeof serviceState>;

/** What the service does while cards are read. */
const activities = ['idle', 'reading', 'aggregating and publishing'] as const;
type Activity = (typeof activities)[number];

/** Times of card reads in milliseconds: questions in the chat, reads over the API one after the other and `manyAtOnce` at a time. */
interface Times {
  readonly chat: number[];
  readonly alone: number[];
  readonly together: number[];
  /** Of each batch: the longest that it found the service's event loop held up, and what the whole process of the service spent for a card. */
  readonly heldUp: number[];
  readonly cpu: number[];
}

/** Card reads through the real service over HTTP and in the chat, while it is idle and while a run reads at full speed, in turns. */
export async function cards(options: { readonly tenantFolder: string; readonly cast: BenchCast; readonly scratchFolder: string; readonly rounds: number; readonly readsInBatch: number }): Promise<string> {
  const tenant = await spawnLocalTenant(options.tenantFolder, { cacheMegabytes });
  const child = new Child('serviceChild.ts');
  let asker: ChatAsker | undefined;
  const ask = async () => serviceState.parse(await child.ask({ tenant, scratchFolder: options.scratchFolder }));
  try {
    const { url } = await ask();
    const clientOf = async (userId: string) => new ApiClient(url, await tenant.userToken(userId));
    const admin = await clientOf(options.cast.admin);
    const enrichmentId = await firstEnrichment({ admin, globalAdministrator: await clientOf(options.cast.globalAdministrator) });
    const waiting = { signal: new AbortController().signal, sleep: (milliseconds: number) => systemClock.sleep(milliseconds), onProgress: () => undefined };
    const first = await endOfRun(admin, enrichmentId, waiting);
    if (first?.overview === undefined || first.endedAt === undefined) throw new Error(`The first run ended as ${first?.outcome ?? 'nothing'}.`);

    asker = await openChatAsker(tenant, { url, userId: options.cast.seller });
    const reader = await cardReader({ url, asker, token: await tenant.userToken(options.cast.seller), client: admin, enrichmentId });
    const times = new Map<Activity, Times>(activities.map((activity) => [activity, { chat: [], alone: [], together: [], heldUp: [], cpu: [] }]));
    /** Reads some cards; they count if the service was doing the same before and after. */
    const batch = async (activityOf: () => Promise<Activity | undefined>): Promise<void> => {
      const before = await activityOf();
      if (before === undefined) return;
      const { cpuMilliseconds: cpuBefore } = await ask();
      const chat = await reader.ask(Math.ceil(chatShare * options.readsInBatch));
      const alone = await reader.read(options.readsInBatch, 1);
      const together = await reader.read(2 * options.readsInBatch, manyAtOnce);
      const { heldUpMilliseconds, cpuMilliseconds } = await ask();
      if ((await activityOf()) !== before) return;
      const kept = times.get(before);
      kept?.chat.push(...chat);
      kept?.alone.push(...alone);
      kept?.together.push(...together);
      kept?.heldUp.push(heldUpMilliseconds);
      kept?.cpu.push((cpuMilliseconds - cpuBefore) / (chat.length + alone.length + together.length));
    };

    // Cards are read first for nothing: everybody's code is warm then.
    await reader.read(2 * options.readsInBatch, manyAtOnce);
    await reader.ask(options.readsInBatch);
    const rates: number[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      for (let number = 0; number < 5; number += 1) await batch(() => Promise.resolve('idle'));
      const run = await readAgain(admin, enrichmentId, timeZones[round % timeZones.length] ?? 'UTC');
      const end = { isReached: false };
      const activityOf = async (): Promise<Activity | undefined> => {
        const { run: record, progress } = await admin.call('GET', `/enrichments/${enrichmentId}/runs/${run.id}`, runAnswer);
        end.isReached = record.endedAt !== undefined;
        if (progress?.stage === 'read' && progress.itemsRead > 0) {
          rates.push(progress.itemsPerSecond);
          return 'reading';
        }
        return progress === undefined || progress.stage === 'resolve' || progress.stage === 'read' ? undefined : 'aggregating and publishing';
      };
      while (!end.isReached) {
        await batch(activityOf);
        await systemClock.sleep(1);
      }
    }
    const items = first.overview.emailsProcessed + first.overview.meetingsProcessed;
    return report(times, { items, firstSeconds: (first.endedAt - first.startedAt) / 1000, itemsPerSecond: median(rates), customers: reader.customers, rounds: options.rounds });
  } finally {
    await asker?.close();
    await child.close();
    await tenant.close();
  }
}

/** Reads cards of different customers as a seller, and tells how long each took until its last byte was there. */
async function cardReader(options: { readonly url: string; readonly asker: ChatAsker; readonly token: string; readonly client: ApiClient; readonly enrichmentId: string }) {
  const base = `/enrichments/${options.enrichmentId}`;
  const { items } = await options.client.call('GET', `${base}/ranking?limit=200`, rankingAnswer);
  let next = 0;
  const nextCustomer = () => items[(next += 1) % items.length];
  const readOne = async (): Promise<number> => {
    const customerId = nextCustomer()?.customerId ?? '';
    const start = performance.now();
    const response = await fetch(`${options.url}/api/v1${base}/customers/${encodeURIComponent(customerId)}`, { headers: { Authorization: `Bearer ${options.token}` } });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`A card was answered with status ${response.status}.`);
    return performance.now() - start;
  };
  return {
    customers: items.length,
    ask: async (count: number): Promise<number[]> => {
      const times: number[] = [];
      while (times.length < count) times.push(await options.asker.ask(nextCustomer()?.name ?? ''));
      return times;
    },
    read: async (count: number, atOnce: number): Promise<number[]> => {
      const times: number[] = [];
      let left = count;
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          while (left > 0) {
            left -= 1;
            times.push(await readOne());
          }
        }),
      );
      return times;
    },
  };
}

/** Starts a run that must read everything again: the days of another time zone begin at other moments. */
async function readAgain(admin: ApiClient, enrichmentId: string, timeZone: string): Promise<{ readonly id: string }> {
  await admin.call('PATCH', `/enrichments/${enrichmentId}/draft`, z.unknown(), { timeZone });
  await admin.call('POST', `/enrichments/${enrichmentId}/finish`, z.unknown());
  return admin.call('POST', `/enrichments/${enrichmentId}/runs`, runRecordAnswer);
}

const ways = { chat: 'question in the chat', alone: 'one after the other', together: `${manyAtOnce} at a time` };

function report(times: ReadonlyMap<Activity, Times>, facts: { readonly items: number; readonly firstSeconds: number; readonly itemsPerSecond: number; readonly customers: number; readonly rounds: number }): string {
  const rows = (['chat', 'alone', 'together'] as const).flatMap((way) => {
    const idle = times.get('idle')?.[way] ?? [];
    return activities.flatMap((activity) => {
      const values = times.get(activity)?.[way] ?? [];
      if (values.length === 0) return [];
      const ratios = activity === 'idle' ? ['', ''] : [ratio(median(values) / median(idle)), ratio(percentile95(values) / percentile95(idle))];
      return [[`${ways[way]}, ${activity}`, whole(values.length), decimal(median(values)), decimal(percentile95(values)), decimal(Math.max(...values)), ...ratios]];
    });
  });
  const whileReading = times.get('reading');
  if (whileReading === undefined || whileReading.alone.length === 0) throw new Error('The run was over before a card was read beside it: take a larger tenant.');
  const verdict = (name: string, values: readonly number[], aim = aimMilliseconds) => `${name}: 95 % below ${decimal(percentile95(values))} ms, ${percentile95(values) < aim ? 'reached' : 'MISSED'}`;
  const perSecond = (1000 * manyAtOnce) / median(whileReading.together);
  const heldUp = activities.flatMap((activity) => {
    const longest = times.get(activity)?.heldUp ?? [];
    return longest.length === 0 ? [] : [[activity, decimal(median(longest)), decimal(Math.max(...longest))]];
  });
  return [
    table(
      `Cards of ${facts.customers} customers through the service, while it is idle and while a run reads, in turns (${facts.rounds} runs). Aim while a run reads: 95 % below ${aimMilliseconds} ms, in the chat ${chatAimMilliseconds} ms`,
      ['', 'reads', 'median ms', '95 % below ms', 'longest ms', 'median to idle', '95 % to idle'],
      rows,
    ),
    `While a run reads. ${verdict('A question in the chat, until its card is posted', whileReading.chat, chatAimMilliseconds)}. ${verdict('One after the other', whileReading.alone)}. ${verdict(`${manyAtOnce} at a time without a pause, some ${whole(perSecond)} a second`, whileReading.together)}.\n`,
    table("The longest that the service's event loop was held up while a batch was read", ['', 'median of batches ms', 'longest ms'], heldUp),
    `The first run read ${whole(facts.items)} items in ${decimal(facts.firstSeconds, 0)} s; those beside the cards read ${whole(facts.itemsPerSecond)} items/s. A card takes ${decimal(median(times.get('idle')?.cpu ?? []))} ms of CPU time in the service.\n`,
  ].join('\n');
}
