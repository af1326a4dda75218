import type { Clock } from '../model/clock.ts';
import type { Actor } from './actions.ts';

type AppRoles = Actor['appRoles'];

/** As long as a proof of a Global Administrator serves (`proofs.ts`). */
const validMilliseconds = 60_000;

const roleOf: Readonly<Record<string, AppRoles[number]>> = { 'Engagement.Admin': 'admin', 'Engagement.Viewer': 'viewer' };

interface Reading {
  readonly at: number;
  readonly holders: Promise<ReadonlyMap<string, ReadonlySet<string>>>;
}

/** The app roles of people by the directory, whose list is read at most once a minute for all of them. */
export class AppRoleHolders {
  readonly #clock: Clock;
  readonly #read: () => Reading['holders'];
  #reading: Reading | undefined;

  /** `read`: values of roles by user id, lower case. */
  constructor(clock: Clock, read: () => Reading['holders']) {
    this.#clock = clock;
    this.#read = read;
  }

  /** Throws what reading the list fails with: of that nothing is remembered. */
  async rolesOf(userId: string): Promise<AppRoles> {
    const values = (await this.#holders()).get(userId.toLowerCase()) ?? [];
    return [...values].flatMap((value) => roleOf[value] ?? []).sort();
  }

  #holders(): Reading['holders'] {
    const known = this.#reading;
    if (known !== undefined && this.#clock.now() - known.at < validMilliseconds) return known.holders;
    const reading: Reading = { at: this.#clock.now(), holders: this.#read() };
    this.#reading = reading;
    reading.holders.catch(() => {
      if (this.#reading === reading) this.#reading = undefined;
    });
    return reading.holders;
  }
}
