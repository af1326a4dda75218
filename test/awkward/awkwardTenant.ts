import { companyOf } from './company.ts';
import { mailboxesOf } from './mail.ts';
import { calendarsOf } from './meetings.ts';
import { momentsOf } from './moments.ts';
import { randomOf } from './random.ts';
import { scenes } from './scenes.ts';
import type { Scene } from './scenes.ts';
import { writeTenantFolder } from './tenantFiles.ts';

export interface AwkwardOptions {
  /** Listed persons, 6 to 16 by default. */
  readonly people?: number;
  readonly threads?: number;
  /** Single meetings and series. */
  readonly meetings?: number;
  /** The time zone and moment of the report; by default one of {@link scenes}, in turn by seed. */
  readonly scene?: Scene;
}

/** How to run the enrichment over an awkward tenant. */
export interface AwkwardRun {
  readonly members: readonly string[];
  /** Milliseconds since the Unix epoch. */
  readonly asOf: number;
  readonly timeZone: string;
}

/**
 * Writes a small made-up tenant in which nothing is plain: copies that disagree, edges of the window hit to the second, addresses in every
 * spelling. The same seed and options give the same bytes.
 */
export async function writeAwkwardTenant(folder: string, seed: number, options: AwkwardOptions = {}): Promise<AwkwardRun> {
  const random = randomOf(seed);
  const scene = options.scene ?? scenes[seed % scenes.length];
  if (scene === undefined) throw new RangeError('The seed is a whole number from 0.');
  const company = companyOf(random, options.people ?? random.integer(6, 16));
  const moments = momentsOf(random, scene);
  await writeTenantFolder(folder, {
    organization: company.organization,
    users: company.users,
    groups: company.groups,
    accounts: company.accounts,
    contacts: company.contacts,
    messages: mailboxesOf(random, company, moments, options.threads ?? random.integer(30, 60)),
    events: calendarsOf(random, company, moments, scene.timeZone, options.meetings ?? random.integer(20, 40)),
    csv: { bom: random.chance(0.5), lineEnd: random.pick(['\n', '\r\n']) },
  });
  return { members: company.members, ...scene };
}
