import type { Graph } from '../graph/client.ts';
import { resolvePeople } from '../graph/directory.ts';
import type { Resolution, ResolvedAddress } from '../graph/directory.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { ChosenAddress } from '../model/people.ts';
import { numberProblem, parseTyped } from './chosen.ts';
import type { ChoiceProblem } from './chosen.ts';

/** What the chosen addresses come to. */
export interface AddressCheck {
  /** False where the directory cannot be read yet: addresses are then stored as typed. */
  readonly isResolved: boolean;
  /** Distinct people over all addresses; undefined where not resolved. */
  readonly people: number | undefined;
  /** Distinct; they are left out. */
  readonly guests: number | undefined;
  /** Distinct people who evidently have no mailbox: a warning, for they count as chosen, and there is nothing to read. */
  readonly withoutMailbox: number | undefined;
  /** One for each line that is not blank, in their order. */
  readonly addresses: readonly CheckedAddress[];
  /** Why the set as a whole cannot be used (too few, too many people), if it cannot. */
  readonly problem?: ChoiceProblem;
}

export interface CheckedAddress {
  /** Without the blanks around it. */
  readonly typed: string;
  readonly kind: 'person' | 'group' | 'unknown' | 'unresolved';
  readonly people: number;
  readonly guests: number;
  readonly withoutMailbox: number;
  readonly problem?: ChoiceProblem;
}

/**
 * Judges each typed line by itself, and all of them together. Lines that mean the same address have the same result, and count once.
 * `graph`: undefined where there is none yet. Without access to the directory lines that are no addresses are told, all others are unresolved.
 * @throws EngagementFailure as `resolvePeople`, but for missing access
 */
export async function checkAddresses(graph: Graph | undefined, typed: readonly string[]): Promise<AddressCheck> {
  const lines = typed.filter((text) => text.trim() !== '').map((text) => ({ typed: text.trim(), parsed: parseTyped(text) }));
  const chosen = lines.flatMap(({ parsed }) => ('code' in parsed ? [] : [parsed]));
  const resolution = await resolveIfReadable(graph, chosen);
  const byAddress = new Map(resolution?.byChosen.map((resolved) => [resolved.chosen.address, resolved]));
  const addresses = lines.map(({ typed: text, parsed }): CheckedAddress => {
    if ('code' in parsed) return { typed: text, kind: 'unknown', people: 0, guests: 0, withoutMailbox: 0, problem: parsed };
    return { typed: text, ...countsOf(byAddress.get(parsed.address)) };
  });
  const problem = resolution && numberProblem(resolution);
  return {
    isResolved: resolution !== undefined,
    people: resolution?.people.length,
    guests: resolution?.guestsCount,
    withoutMailbox: resolution?.withoutMailboxCount,
    addresses,
    ...(problem && { problem }),
  };
}

function countsOf(resolved: ResolvedAddress | undefined): Omit<CheckedAddress, 'typed'> {
  if (resolved === undefined) return { kind: 'unresolved', people: 0, guests: 0, withoutMailbox: 0 };
  const { kind, peopleCount, guestsCount, withoutMailboxCount, problem } = resolved;
  return { kind, people: peopleCount, guests: guestsCount, withoutMailbox: withoutMailboxCount, ...(problem && { problem }) };
}

async function resolveIfReadable(graph: Graph | undefined, chosen: readonly ChosenAddress[]): Promise<Resolution | undefined> {
  try {
    return graph && (await resolvePeople(graph, chosen));
  } catch (error) {
    // An app to which the tenant has not consented at all gets no token (AADSTS700016), and one without the permission is refused.
    const isAccessMissing = error instanceof EngagementFailure && (error.code === 'consentMissing' || error.code === 'credentialsRefused');
    if (isAccessMissing) return undefined;
    throw error;
  }
}
