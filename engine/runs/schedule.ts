import { Cron } from 'croner';
import { validConsent } from '../enrichments/enrichmentState.ts';
import type { Enrichment } from '../model/enrichment.ts';
import type { State } from '../model/state.ts';

/**
 * When the enrichment is to be read next, in milliseconds since the Unix epoch; undefined where it is not: it is inactive, lacks consent, or
 * is being read. The first run comes `firstRunDelayMilliseconds` after the consent, the others daily at the chosen local hour. A time that
 * has passed while the service was down is given as it is: the run is due.
 */
export function nextRunAt(state: Readonly<State>, enrichment: Readonly<Enrichment>, firstRunDelayMilliseconds: number): number | undefined {
  const { id, settings, isActive } = enrichment;
  const consent = validConsent(state, enrichment);
  if (settings === undefined || !isActive || consent?.answeredAt === undefined) return undefined;
  const runs = state.runs.filter((run) => run.enrichmentId === id);
  if (runs.some((run) => run.endedAt === undefined)) return undefined;
  const last = runs.at(-1);
  if (last === undefined || last.startedAt < consent.answeredAt) return consent.answeredAt + firstRunDelayMilliseconds;
  const daily = new Cron(`0 0 ${settings.runHour} * * *`, { timezone: settings.timeZone, paused: true });
  return daily.nextRun(new Date(last.startedAt))?.getTime();
}
