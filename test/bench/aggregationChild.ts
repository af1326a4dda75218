import { InteractionStore } from '../../engine/interactions/store.ts';
import { aggregate } from '../../engine/metrics/aggregate.ts';
import { aggregationSchema, plainScan, type AggregationRound } from './aggregation.ts';
import { dimensions, keepEmails } from './keptEmails.ts';
import { startStopwatch } from './stopwatch.ts';
import { timeStatements } from './statementTimes.ts';

/** The process that holds the store: fills it at the first message, and answers each with one plain scan and one aggregation. */
let store: InteractionStore | undefined;

async function filled(folder: string, mails: number): Promise<InteractionStore> {
  const filling = await InteractionStore.open({ folder });
  await keepEmails(filling.connection, mails);
  filling.close();
  // Opened anew, so that what the filling took is given back, and the table lies in its file as after reading.
  return InteractionStore.open({ folder });
}

async function answer(message: unknown): Promise<void> {
  const { folder, mails } = aggregationSchema.parse(message);
  store ??= await filled(folder, mails);
  const scanStopwatch = startStopwatch();
  const counted = await store.connection.runAndReadAll(plainScan);
  const scan = scanStopwatch();
  const { connection, times } = timeStatements(store.connection);
  const stopwatch = startStopwatch();
  await aggregate(connection, dimensions, { placesOf: () => Promise.resolve([]) });
  const round: AggregationRound = { mails: Number(counted.getRows()[0]?.[0]), scan, aggregation: stopwatch(), steps: times, peakKilobytes: process.resourceUsage().maxRSS };
  process.send?.(round);
}

process.on('message', (message) => void answer(message));
process.on('disconnect', () => store?.close());
