import { once } from 'node:events';
import { testId, testProgress } from '../../bot/cards/notices/testRecords.ts';
import { startBot } from '../../bot/index.ts';
import { testConsent, testRun, TestProduct } from '../../bot/notices/testProduct.ts';
import type { Bulletin, Clock, EnrichmentView, Service } from '../../engine/index.ts';
import { systemClock } from '../../infra/systemClock.ts';

/**
 * A bot in a folder (argument 1) of the tenant (argument 2), whose enrichments (argument 3: how many) are all being read. Time has gone fast
 * since argument 4. Begins when its input says so, since loading takes longer than all the rest; says `quiet` when there is nothing to be told.
 */
const [folder = '', tenantId = '', count = '', since = ''] = process.argv.slice(2);
process.stdin.on('end', () => process.exit());
await once(process.stdin, 'data');

const speed = 60;
const clock: Clock = {
  now: () => Number(since) + (systemClock.now() - Number(since)) * speed,
  sleep: (milliseconds, signal) => {
    // Nobody but the desk sleeps for so long.
    if (milliseconds > 50_000) process.stdout.write('quiet\n');
    return systemClock.sleep(milliseconds / speed, signal);
  },
};

const product = new TestProduct();
const numbers = Array.from({ length: Number(count) }, (_, index) => index + 1);
const started = systemClock.now();
const percent = () => Math.floor((systemClock.now() - started) / 1_000) % 100;
const own = (number: number) => ({ id: testId(number), runId: testId(1_000 + number), consentId: testId(2_000 + number) });
const views = numbers.map((number): EnrichmentView => {
  const { settings, ...enrichment } = product.enrichment;
  return { enrichment: { ...enrichment, id: own(number).id, ...(settings && { settings: { ...settings, name: `Sales ${number}` } }) }, state: 'running', consent: undefined, lastRun: undefined, publication: undefined, nextRunAt: undefined };
});
const runs = numbers.map((number) => testRun(number, { id: own(number).runId, enrichmentId: own(number).id, startedAt: Number(since) + number }));
const consents = numbers.map((number) => testConsent(number, { id: own(number).consentId, enrichmentId: own(number).id, answeredAt: 1 }));
const { bulletin } = product.service;
if (bulletin === undefined) throw new Error('the product has no bulletin');
const told: Bulletin = { ...bulletin, enrichments: () => views, runs: () => runs, consents: () => consents, progress: () => testProgress({ percent: percent() }) };

const bot = await startBot({
  services: new Map([[tenantId, { ...product.service, bulletin: told } as Service]]),
  folderOf: () => folder,
  appId: 'c0000000-0000-4000-8000-0000000000bb',
  credentials: { token: () => Promise.resolve('token') },
  inbound: { tokenIssuer: 'https://api.botframework.com', openIdMetadataUrl: 'https://login.example/metadata' },
  tabUrl: undefined,
  teamsAppId: undefined,
  clock,
  random: () => 0.1,
  onFault: () => undefined,
});
process.stdin.on('data', () => bot.wake(tenantId));
