import { randomUUID } from 'node:crypto';
import { addressKey, Objectors, userKey } from '../contacts/objectors.ts';
import { forgetAddresses } from '../enrichments/editing.ts';
import { ownerOf } from '../graph/directory.ts';
import { countKeptOf } from '../interactions/countKept.ts';
import { Pseudonyms } from '../interactions/pseudonyms.ts';
import { readOrMakeSecret, readSecret } from '../interactions/secret.ts';
import { parseAddress, type Address } from '../model/address.ts';
import { EngagementFailure } from '../model/failure.ts';
import { idSchema } from '../model/identifier.ts';
import type { Objection, ObjectionReason } from '../model/objection.ts';
import { forgetOfficeUsers } from '../output/forgetOfficeUsers.ts';
import { removeUnfinished } from '../output/publication.ts';
import { audit } from '../store/audit.ts';
import { namesIn } from '../store/tenantFolder.ts';
import type { ServiceContext } from './context.ts';
import { eraseInteractions, interactions, pseudonymKey } from './erase.ts';
import type { ErasedPerson, ObjectionReceipt } from './service.ts';

/** One person, as far as addresses tell. */
interface Person {
  /** None where the directory does not know the address: a customer's contact, or somebody who has been deleted there. */
  readonly userIds: readonly string[];
  readonly addresses: readonly Address[];
}

/**
 * Erases all that is kept of one person, and remembers by keys alone that this person is never read again. Nothing is read meanwhile. Who
 * objects, and which enrichments hold something of that person, becomes durable first: an erasure that is interrupted is finished by `finish`.
 */
export function peopleErasure(context: ServiceContext) {
  const { store, folder, runs, options: { clock, onEvent } } = context;
  /** One after the other: each has all enrichments to itself. */
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  }

  async function erase(person: Person, reason: ObjectionReason, by: string): Promise<ErasedPerson> {
    const secret = await objectionSecret(context);
    const keys = [...person.addresses.map((address) => addressKey(secret, address)), ...person.userIds.map((userId) => userKey(secret, userId))];
    const stopped = store.read().runs.filter(({ endedAt }) => endedAt === undefined).map(({ enrichmentId }) => enrichmentId);
    const isOfPerson = (text: string) => person.addresses.some((address) => address === parseAddress(text));

    const { objection, touched } = await holdAll(await knownEnrichments(), async () => {
      const kept = await findKept(person);
      const recorded = await store.update((state) => {
        const choosing = state.enrichments.filter(({ settings, draft }) => [settings, draft].some((holder) => holder?.addresses?.some(isOfPerson)));
        const ids = [...new Set([...kept, ...choosing.map((enrichment) => enrichment.id)])];
        const chosenAddresses = forgetAddresses(state, isOfPerson, clock.now());
        const erased = { addresses: person.addresses.length, enrichments: ids.length, chosenAddresses };
        const id = randomUUID();
        state.objections.push({ id, at: clock.now(), by, reason, keys, erased, toErase: [...kept] });
        return { id, touched: ids };
      });
      return { objection: await finishHeld(recorded.id, secret), touched: recorded.touched };
    });
    return { ...receiptOf(objection), ...(await startRuns(new Set([...touched, ...stopped]), by)) };
  }

  /** What is durable already is carried out, with everything on record; nothing may be reading. */
  async function finishHeld(id: string, secret: Uint8Array): Promise<Objection> {
    const { keys, toErase } = found(store.read().objections, id);
    for (const enrichmentId of toErase) await eraseInteractions(folder.enrichment(enrichmentId));
    const objectors = new Objectors(secret, keys);
    const isForgotten = ({ userId, addresses }: { readonly userId: string; readonly addresses: readonly string[] }) =>
      objectors.hasUser(userId) || addresses.map(parseAddress).some((address) => address !== undefined && objectors.hasAddress(address));
    for (const enrichmentId of await derivedEnrichments()) {
      const publications = folder.publications(enrichmentId);
      if ((await namesIn(publications)).length === 0) continue;
      await removeUnfinished(publications);
      for (const name of await namesIn(publications)) await forgetOfficeUsers(folder.publication(enrichmentId, name), isForgotten);
    }
    const objection = await store.update((state) => {
      const own = found(state.objections, id);
      Object.assign(own, { toErase: [], finishedAt: clock.now() });
      audit(state, { action: 'personErased', by: own.by, details: { objectionId: id, reason: own.reason, ...own.erased } }, clock);
      return { ...own };
    });
    onEvent({ kind: 'personErased', objection: receiptOf(objection) });
    return objection;
  }

  async function finish(): Promise<void> {
    for (const { id } of store.read().objections.filter(({ finishedAt }) => finishedAt === undefined)) {
      const secret = await objectionSecret(context);
      await holdAll(await knownEnrichments(), () => finishHeld(id, secret));
    }
  }

  async function lift(typed: string, by: string): Promise<number> {
    await finish();
    const key = addressKey(await objectionSecret(context), parsed(typed));
    return store.update((state) => {
      const others = state.objections.filter(({ keys }) => !keys.includes(key));
      const count = state.objections.length - others.length;
      if (count === 0) throw new EngagementFailure('notFound', 'Nobody with this address is in the list. Type the address with which the person was erased.');
      state.objections = others;
      audit(state, { action: 'personObjectionLifted', by, details: { objections: count } }, clock);
      return count;
    });
  }

  function holdAll<Result>([enrichmentId, ...others]: readonly string[], work: () => Promise<Result>): Promise<Result> {
    return enrichmentId === undefined ? work() : runs.hold(enrichmentId, 'personErased', () => holdAll(others, work));
  }

  async function knownEnrichments(): Promise<readonly string[]> {
    return [...new Set([...store.read().enrichments.map(({ id }) => id), ...(await derivedEnrichments())])];
  }

  async function derivedEnrichments(): Promise<readonly string[]> {
    return (await namesIn(folder.enrichments)).filter((name) => idSchema.safeParse(name).success);
  }

  /** The enrichments that hold something of the person. */
  async function findKept(person: Person): Promise<ReadonlySet<string>> {
    const kept = new Set<string>();
    for (const enrichmentId of await derivedEnrichments()) {
      const path = folder.enrichment(enrichmentId);
      if ((await namesIn(interactions(path))).length === 0) continue;
      // A store that a crash has damaged is erased unseen rather than not at all.
      if (await holds(path, person).catch(() => true)) kept.add(enrichmentId);
    }
    return kept;
  }

  async function startRuns(enrichmentIds: ReadonlySet<string>, by: string): Promise<Pick<ErasedPerson, 'runsStarted' | 'runsToCome'>> {
    let [runsStarted, runsToCome] = [0, 0];
    for (const { id, isActive, publicationId } of store.read().enrichments.filter((enrichment) => enrichmentIds.has(enrichment.id))) {
      if (isActive && (await isStarted(id, publicationId === undefined ? 'first' : 'manual', by))) runsStarted += 1;
      else if (publicationId !== undefined) runsToCome += 1;
    }
    return { runsStarted, runsToCome };
  }

  async function isStarted(enrichmentId: string, cause: 'first' | 'manual', by: string): Promise<boolean> {
    try {
      await runs.start(enrichmentId, cause, by);
      return true;
    } catch (error) {
      if (!(error instanceof EngagementFailure)) throw error;
      // Somebody was quicker; such a run knows the objection already.
      return error.code === 'runConflict';
    }
  }

  return {
    /** Throws `addressUnknown` for what is no address of a person, and as Graph where the directory cannot tell whose it is; nothing is erased then. */
    async erase(typed: string, reason: ObjectionReason, by: string): Promise<ErasedPerson> {
      // Not in turn: a directory that is slow to answer must not keep others waiting.
      const person = await personOf(context, parsed(typed));
      return inTurn(() => erase(person, reason, by));
    },
    /** Ends the objections of whoever has the address; gives how many. What was erased stays so. Throws `notFound`. */
    lift: (typed: string, by: string) => inTurn(() => lift(typed, by)),
    /** Finishes what a crash or a fault of the disk has interrupted. */
    finish: () => inTurn(finish),
  };
}

/** Makes a secret only where nobody objects yet: with another one, those who do would be unknown. Throws `stateUnusable`. */
export function objectionSecret({ store, folder }: Pick<ServiceContext, 'store' | 'folder'>): Promise<Uint8Array> {
  return store.read().objections.length === 0 ? readOrMakeSecret(folder.objectionSecret) : readSecret(folder.objectionSecret);
}

/** What may be shown. */
export function receiptOf({ id, at, by, reason, erased, finishedAt }: Objection): ObjectionReceipt {
  return { id, at, by, reason, erased, finishedAt };
}

/** The address is the caller's, and is repeated nowhere. */
function parsed(typed: string): Address {
  const address = parseAddress(typed);
  if (address === undefined) throw new EngagementFailure('addressUnknown', 'This is no e-mail address. Type one of the person, such as the one in their signature.');
  return address;
}

/** Every address of the person: with some of them left out, what is kept under the others would stay. */
async function personOf({ withGraph }: ServiceContext, address: Address): Promise<Person> {
  try {
    const owner = await withGraph((graph) => ownerOf(graph, address));
    if (owner.kind === 'group') throw new EngagementFailure('addressUnknown', 'This is the address of a group. Type the address of one person.');
    return owner.kind === 'person' ? owner : { userIds: [], addresses: [address] };
  } catch (error) {
    if (!(error instanceof EngagementFailure) || error.code === 'addressUnknown') throw error;
    throw new EngagementFailure(error.code, `Nothing was erased, since the directory did not tell which addresses belong to this person. ${error.message}`, { cause: error });
  }
}

/** Whether anything is kept of the person; how much is told to nobody. */
async function holds(enrichmentFolder: string, { userIds, addresses }: Person): Promise<boolean> {
  const pseudonyms = new Pseudonyms(await readSecret(pseudonymKey(enrichmentFolder)));
  const { mailboxes, emailCopies, meetingCopies } = await countKeptOf(interactions(enrichmentFolder), {
    mailboxes: userIds.map((userId) => pseudonyms.mailbox(userId)),
    addresses: addresses.map((address) => pseudonyms.address(address)),
  });
  return mailboxes + emailCopies + meetingCopies > 0;
}

function found<Record extends { readonly id: string }>(objections: readonly Record[], id: string): Record {
  const objection = objections.find((one) => one.id === id);
  if (objection === undefined) throw new EngagementFailure('serviceFault', 'The record of an erasure is gone while it is carried out.');
  return objection;
}
