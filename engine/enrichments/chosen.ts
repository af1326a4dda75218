import { Objectors } from '../contacts/objectors.ts';
import { EngagementFailure } from '../model/failure.ts';
import { parseAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import type { ChoiceProblemReason, ChosenAddress } from '../model/people.ts';
import type { Resolution } from '../graph/directory.ts';

/** metrics.md, "listed person": from 2, so that no figure is one person's, to as many as Microsoft's own enrichment took. */
export const listedPeopleMin = 2;
export const listedPeopleMax = 2500;

/** Why a chosen address, or all of them together, cannot be an enrichment's; a sentence for the person who typed them. */
export interface ChoiceProblem {
  readonly code: 'addressUnknown' | 'groupEmpty' | 'peopleTooFew' | 'peopleTooMany';
  readonly reason: ChoiceProblemReason;
  readonly message: string;
}

/** What a typed text means, blanks around it aside. */
export function parseTyped(text: string): ChosenAddress | ChoiceProblem {
  const typed = text.trim();
  const address = parseAddress(typed);
  return address === undefined ? { code: 'addressUnknown', reason: 'notAnAddress', message: `"${typed}" is no e-mail address. Give addresses of people or groups, such as sales@contoso.com.` } : { typed, address };
}

/** The addresses as typed, each once; blank ones are passed over. Throws `addressUnknown` for a text that is no address. */
export function parseChosen(typed: readonly string[]): ChosenAddress[] {
  const chosen = new Map<Address, ChosenAddress>();
  for (const text of typed.filter((entry) => entry.trim() !== '')) {
    const one = parseTyped(text);
    if ('code' in one) throw new EngagementFailure(one.code, one.message);
    if (!chosen.has(one.address)) chosen.set(one.address, one);
  }
  return [...chosen.values()];
}

/**
 * Throws `addressUnknown`, `groupEmpty`, `peopleTooFew` or `peopleTooMany` where the chosen addresses cannot be an enrichment's. With fewer
 * than two who do not object, figures would be one person's.
 */
export function assertUsable(resolution: Resolution, objectors = Objectors.none): void {
  const problems = resolution.byChosen.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  const [first] = problems;
  if (first !== undefined) {
    const others = problems.length > 1 ? ` (${problems.length - 1} more of the chosen addresses cannot be used.)` : '';
    throw new EngagementFailure(first.code, `${first.message}${others}`);
  }
  const people = resolution.people.filter((person) => !objectors.hasPerson(person));
  const problem = numberProblem({ ...resolution, people, objectedCount: resolution.people.length - people.length });
  if (problem !== undefined) throw new EngagementFailure(problem.code, problem.message);
}

/** What is wrong with the number of people that the chosen addresses come to. */
export function numberProblem({ people, guestsCount, objectedCount = 0 }: Pick<Resolution, 'people' | 'guestsCount'> & { readonly objectedCount?: number }): ChoiceProblem | undefined {
  if (people.length < listedPeopleMin) {
    const guests = guestsCount > 0 ? ` ${guestsCount} guests were left out.` : '';
    const objected = objectedCount > 0 ? ` ${objectedCount} more ${objectedCount === 1 ? 'was' : 'were'} erased on request and ${objectedCount === 1 ? 'is' : 'are'} not read.` : '';
    return { code: 'peopleTooFew', reason: 'tooFewPeople', message: `The chosen addresses come to ${people.length} of the organisation's people; at least ${listedPeopleMin} are needed.${guests}${objected} Choose more people or a larger group.` };
  }
  if (people.length > listedPeopleMax) {
    return { code: 'peopleTooMany', reason: 'tooManyPeople', message: `The chosen addresses come to ${people.length} people; at most ${listedPeopleMax} can be read. Choose fewer people or smaller groups.` };
  }
  return undefined;
}
