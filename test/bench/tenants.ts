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

/** The folder of the sample tenant with `mailScale` times the mail: one that an earlier run has left in `folder`, or else a new one. */
export async function sampleTenantIn(folder: string, mailScale: number): Promise<string> {
  const path = join(folder, `tenant-${mailScale}`);
  if (!existsSync(path)) await writeSampleTenant(path, { seed, asOf, mailScale });
  return path;
}
