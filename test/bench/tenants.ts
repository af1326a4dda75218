import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sampleYearOf, writeSampleTenant } from '../../infra/sample-tenant/index.ts';

const seed = 1;

/** The instant up to which everything here is read; fixed, so that each run of the benchmark reads the same. */
export const asOf = Date.parse('2026-11-23T00:00:00Z');

/** Some seller, some assistant, some engineer: every third has the mix of the company. */
const everyNth = 3;

/** A mailbox that the benchmark reads. */
export interface BenchMailbox {
  readonly userId: string;
  readonly address: string;
}

/** The 59 mailboxes of the sample tenant's people. They are the same at every scale, only fuller. */
export function everyMailbox(): BenchMailbox[] {
  const { employees } = sampleYearOf({ seed, asOf }).company;
  return employees.filter(({ worksUntilAt }) => worksUntilAt === Infinity).map(({ user, address }) => ({ userId: user.id, address }));
}

/** 20 of them. */
export function someMailboxes(): BenchMailbox[] {
  return everyMailbox().filter((_, index) => index % everyNth === 0);
}

/**
 * The folder of the sample tenant with `mailScale` times the mail: one that an earlier run has left in `folder`, or else a new one. Its year
 * ends at `endsAt`.
 */
export async function sampleTenantIn(folder: string, mailScale: number, endsAt = asOf): Promise<string> {
  const path = join(folder, `tenant-${mailScale}${endsAt === asOf ? '' : `-${new Date(endsAt).toISOString().slice(0, 10)}`}`);
  if (!existsSync(path)) await writeSampleTenant(path, { seed, asOf: endsAt, mailScale });
  return path;
}

/** Directory ids of those who set an enrichment up, consent to it, and look at its results. */
export interface BenchCast {
  readonly admin: string;
  readonly globalAdministrator: string;
  readonly seller: string;
}

/** They are the same in every sample tenant of the benchmark whose year ends at `endsAt`. */
export function benchCast(endsAt: number): BenchCast {
  const { users } = sampleYearOf({ seed, asOf: endsAt }).company;
  const idOf = (isWanted: (user: (typeof users)[number]) => boolean): string => users.find(isWanted)?.id.toLowerCase() ?? '';
  return {
    admin: idOf(({ appRoles }) => appRoles.includes('Engagement.Admin')),
    globalAdministrator: idOf(({ directoryRoles }) => directoryRoles.length > 0),
    seller: idOf(({ appRoles }) => appRoles.includes('Engagement.Viewer')),
  };
}
