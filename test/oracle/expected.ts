import { daysBetween, windowOf } from './calendar.ts';
import { emailsOf } from './emails.ts';
import type { Ledger } from './ledger.ts';
import { meetingsOf } from './meetings.ts';
import { waitsOf } from './replies.ts';
import type { ExpectedRow } from './row.ts';
import { sidesOf } from './sides.ts';
import { tableOf } from './table.ts';
import { readTenantFolder } from './tenantFolder.ts';

/** The figures of overview.json for an undisturbed, complete run. */
export interface ExpectedOverview {
  readonly addressesSelected: number;
  readonly addressesProcessed: number;
  readonly addressesSkipped: readonly { readonly reason: string; readonly count: number }[];
  readonly emailsProcessed: number;
  readonly meetingsProcessed: number;
  readonly daysOfData: number;
  readonly customersEnriched: number;
  readonly customersTotal: number;
  readonly leftOut: { readonly emails: Ledger; readonly meetings: Ledger; readonly replies: Ledger };
  readonly dataQuality: {
    readonly contactsWithoutAddress: number;
    readonly addressesInSeveralAccounts: number;
    readonly contactsOnOwnSide: number;
  };
  /** ISO 8601, UTC. */
  readonly asOf: string;
  readonly windowStart: string;
  readonly timeZone: string;
}

/**
 * What a run over the tenant folder must give: the naive reading of metrics.md, with arrays and loops. It shares no code with the engine,
 * so that the two can only agree by both being right.
 */
export async function expectedOf(
  folder: string,
  options: {
    /** Addresses of users and groups. */
    readonly members: readonly string[];
    /** Milliseconds since the Unix epoch. */
    readonly asOf: number;
    readonly timeZone: string;
    /** YYYY-MM-DD; where the results do not cover the whole year. */
    readonly laterFirstDay?: string;
  },
): Promise<{ rows: ExpectedRow[]; overview: ExpectedOverview }> {
  const tenant = await readTenantFolder(folder);
  const window = windowOf(options.asOf, options.timeZone, options.laterFirstDay);
  const sides = sidesOf(tenant, options.members);
  const emails = emailsOf(tenant, sides, window);
  const meetings = meetingsOf(tenant, sides, window);
  const { waits, leftOut: leftOutReplies } = waitsOf(emails.counted);
  const rows = tableOf(emails.counted, meetings.counted, waits, window);

  const withoutMailbox = sides.listedPersons.filter(({ hasMailbox }) => !hasMailbox).length;
  const enriched = new Set(rows.map((row) => row.CustomerId));
  const accountIds = new Set(tenant.accountIds);
  return {
    rows,
    overview: {
      addressesSelected: sides.listedPersons.length,
      addressesProcessed: sides.listedPersons.length - withoutMailbox,
      addressesSkipped: withoutMailbox === 0 ? [] : [{ reason: 'noMailbox', count: withoutMailbox }],
      emailsProcessed: emails.processed,
      meetingsProcessed: meetings.processed,
      daysOfData: daysBetween(window.firstDay, window.asOfDay),
      customersEnriched: [...accountIds].filter((accountId) => enriched.has(accountId)).length,
      customersTotal: accountIds.size,
      leftOut: { emails: emails.leftOut, meetings: meetings.leftOut, replies: leftOutReplies },
      dataQuality: {
        contactsWithoutAddress: sides.contactsWithoutAddress,
        addressesInSeveralAccounts: sides.addressesInSeveralAccounts,
        contactsOnOwnSide: sides.contactsOnOwnSide,
      },
      asOf: new Date(window.asOf).toISOString(),
      windowStart: new Date(window.start).toISOString(),
      timeZone: window.timeZone,
    },
  };
}
