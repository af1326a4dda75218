import { EngagementFailure } from '../model/failure.ts';
import { parseAddress } from '../model/address.ts';
import type { ChosenAddress } from '../model/people.ts';
import type { Resolution } from '../graph/directory.ts';

/** metrics.md, "listed person": from 2, so that no figure is one person's, to as many as Microsoft's own enrichment took. */
export const listedPeopleMin = 2;
export const listedPeopleMax = 2500;

/** The addresses as typed, each once; blank ones are passed over. Throws `addressUnknown` for a text that is no address. */
export function parseChosen(typed: readonly string[]): ChosenAddress[] {
  const chosen = new Map<string, ChosenAddress>();
  for (const text of typed.map((entry) => entry.trim()).filter((entry) => entry !== '')) {
    const address = parseAddress(text);
    if (address === undefined) throw new EngagementFailure('addressUnknown', `"${text}" is no e-mail address. Give addresses of people or groups, such as sales@contoso.com.`);
    if (!chosen.has(address)) chosen.set(address, { typed: text, address });
  }
  return [...chosen.values()];
}

/** Throws `addressUnknown`, `groupEmpty`, `peopleTooFew` or `peopleTooMany` where the chosen addresses cannot be an enrichment's. */
export function assertUsable({ people, byChosen, guestsCount }: Resolution): void {
  const problems = byChosen.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  const [first] = problems;
  if (first !== undefined) {
    const others = problems.length > 1 ? ` (${problems.length - 1} more of the chosen addresses cannot be used.)` : '';
    throw new EngagementFailure(first.code, `${first.message}${others}`);
  }
  if (people.length < listedPeopleMin) {
    const guests = guestsCount > 0 ? ` ${guestsCount} guests were left out.` : '';
    throw new EngagementFailure('peopleTooFew', `The chosen addresses come to ${people.length} of the organisation's people; at least ${listedPeopleMin} are needed.${guests} Choose more people or a larger group.`);
  }
  if (people.length > listedPeopleMax) {
    throw new EngagementFailure('peopleTooMany', `The chosen addresses come to ${people.length} people; at most ${listedPeopleMax} can be read. Choose fewer people or smaller groups.`);
  }
}
