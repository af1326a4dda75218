import type { AddressIndex } from '../contacts/addressIndex.ts';
import type { Aggregated } from '../metrics/aggregate.ts';
import { emailLeftOutReasons, meetingLeftOutReasons, type Overview } from '../model/overview.ts';
import type { ListedPerson } from '../model/people.ts';
import { skipReasons, type SkipReason } from '../model/skipReason.ts';
import { localDay, zoneOffsets, type ReportWindow } from '../model/window.ts';

/** The overview of results for this window (metrics.md, "The overview of a run"). `skipped`: by directory id. */
export function overviewOf(window: ReportWindow, people: readonly ListedPerson[], skipped: ReadonlyMap<string, SkipReason>, aggregated: Aggregated, index: AddressIndex): Overview {
  const reasons = [...skipped.values()];
  const items = (kind: string, isWanted: (outcome: string) => boolean) =>
    aggregated.outcomes.filter((entry) => entry.kind === kind && isWanted(entry.outcome)).reduce((total, entry) => total + entry.items, 0);
  const byReason = <Reason extends string>(kind: string, known: readonly Reason[]) =>
    Object.fromEntries(known.map((reason) => [reason, items(kind, (outcome) => outcome === reason)])) as Record<Reason, number>;
  const offsets = zoneOffsets(window);
  return {
    addressesSelected: people.length,
    addressesProcessed: people.length - reasons.length,
    addressesSkipped: skipReasons
      .map((reason) => ({ reason, count: reasons.filter((given) => given === reason).length }))
      .filter(({ count }) => count > 0),
    emailsProcessed: items('mail', () => true),
    meetingsProcessed: items('meetings', () => true),
    daysOfData: reasons.length === people.length ? 0 : localDay(window.asOf, offsets) - localDay(window.startAt, offsets),
    customersEnriched: aggregated.customerIds.filter((id) => index.accounts.has(id)).length,
    customersTotal: index.accounts.size,
    leftOut: { emails: byReason('mail', emailLeftOutReasons), meetings: byReason('meetings', meetingLeftOutReasons), replies: aggregated.replies },
    dataQuality: index.dataQuality,
    asOf: new Date(window.asOf).toISOString(),
    windowStart: new Date(window.startAt).toISOString(),
    timeZone: window.timeZone,
  };
}
