import { leaksIn, type Leak } from '../privacy/leaks.ts';
import { needlesOf, type Needle } from '../privacy/needles.ts';
import { Searcher } from '../privacy/search.ts';
import { addressOf, idOf } from '../end-to-end/smallTenant.ts';
import type { RunningService } from './runningService.ts';
import { people } from './salesYear.ts';

/** Who set an enrichment up and who consented is on record, by directory id, and so are the addresses that were typed. */
const onRecord = [idOf(people.admin), idOf(people.globalAdministrator), addressOf('sales')];

/** Looks for addresses, names, subjects and ids of everybody and everything in the tenant folder, and for secrets. */
export class TraceSearch {
  readonly #searcher: Searcher;
  readonly #service: RunningService;

  private constructor(service: RunningService, needles: readonly Needle[]) {
    // The head of every signed token there can be.
    const token = Buffer.from('{"alg":"RS256","typ":"JWT"').toString('base64url');
    this.#searcher = new Searcher([...needles, { kind: 'secret', text: service.tenant.clientSecret }, { kind: 'secret', text: token }]);
    this.#service = service;
  }

  static async of(service: RunningService): Promise<TraceSearch> {
    const needles = await needlesOf(service.tenantFolder);
    if (needles.length < 1000) throw new RangeError('The tenant folder holds too little to be found.');
    return new TraceSearch(service, needles);
  }

  /** What is found in all files under the service's data folder, in their names, in what it has logged so far, and in the texts; but for what is meant to be on record. */
  async traces(texts: Readonly<Record<string, string>> = {}): Promise<Leak[]> {
    const found = await leaksIn(this.#searcher, [this.#service.dataFolder], { log: this.#service.logged(), ...texts });
    return found.filter(({ text }) => !onRecord.includes(text));
  }
}
