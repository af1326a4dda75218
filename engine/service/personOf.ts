import { ownerOf } from '../graph/directory.ts';
import { parseAddress, type Address } from '../model/address.ts';
import { EngagementFailure } from '../model/failure.ts';
import { officeUsersIn } from '../output/officeUsersIn.ts';
import type { ServiceContext } from './context.ts';
import { derivedEnrichments, publicationFolders } from './derived.ts';

/** One person, as far as addresses tell. */
export interface Person {
  readonly userIds: readonly string[];
  readonly addresses: readonly Address[];
  /** False: a customer's contact, or somebody whose account is gone for good. What other addresses they have nobody knows. */
  readonly isInDirectory: boolean;
}

/** The address is the caller's, and is repeated nowhere. Throws `addressUnknown`. */
export function personsAddress(typed: string): Address {
  const address = parseAddress(typed);
  if (address === undefined) throw new EngagementFailure('addressUnknown', 'This is no e-mail address. Type one of the person, such as the one in their signature.');
  return address;
}

/**
 * Every address of the person: with some of them left out, what is kept under the others would stay. Where the directory knows nobody, the
 * user id is that with which the address stands in published results. Throws `addressUnknown` for a group, and as Graph.
 */
export async function personOf(context: Pick<ServiceContext, 'withGraph' | 'folder'>, address: Address): Promise<Person> {
  try {
    const owner = await context.withGraph((graph) => ownerOf(graph, address));
    if (owner.kind === 'group') throw new EngagementFailure('addressUnknown', 'This is the address of a group. Type the address of one person.');
    if (owner.kind === 'person') return { ...owner, isInDirectory: true };
    return { userIds: await publishedUserIds(context, address), addresses: [address], isInDirectory: false };
  } catch (error) {
    if (!(error instanceof EngagementFailure) || error.code === 'addressUnknown') throw error;
    throw new EngagementFailure(error.code, `Nothing was erased, since the directory did not tell which addresses belong to this person. ${error.message}`, { cause: error });
  }
}

/** None where there are several: they were the members of a group that is no more. */
async function publishedUserIds({ folder }: Pick<ServiceContext, 'folder'>, address: Address): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const enrichmentId of await derivedEnrichments(folder)) {
    for (const publication of await publicationFolders(folder, enrichmentId)) {
      // What cannot be read is told where rows are to be taken out.
      for (const { userId, addresses } of (await officeUsersIn(publication).catch(() => undefined)) ?? []) if (addresses.some((one) => parseAddress(one) === address)) found.add(userId.toLowerCase());
    }
  }
  return found.size === 1 ? [...found] : [];
}
