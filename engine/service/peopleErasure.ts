import { randomUUID } from 'node:crypto';
import { addressKey, Objectors, userKey } from '../contacts/objectors.ts';
import { forgetAddresses } from '../enrichments/editing.ts';
import { readOrMakeSecret, readSecret } from '../interactions/secret.ts';
import { parseAddress } from '../model/address.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { Objection, ObjectionReason } from '../model/objection.ts';
import type { State } from '../model/state.ts';
import { forgetOfficeUsers } from '../output/forgetOfficeUsers.ts';
import { removeUnfinished } from '../output/publication.ts';
import { audit } from '../store/audit.ts';
import { namesIn } from '../store/tenantFolder.ts';
import { BackOff } from './backOff.ts';
import type { ServiceContext } from './context.ts';
import { derivedEnrichments, publicationFolders } from './derived.ts';
import { eraseInteractions } from './erase.ts';
import { heldOf } from './heldOf.ts';
import { personOf, personsAddress, type Person } from './personOf.ts';
import type { ErasedPerson, ObjectionReceipt } from './service.ts';

type Started = Pick<ErasedPerson, 'runsStarted' | 'runsToCome'>;

/**
 * Erases all that is kept of one person, and remembers by keys alone that this person is never read again. Nothing is read meanwhile. Who
 * objects, which enrichments hold something of that person, and which are to be read anew, becomes durable first: an erasure that is
 * interrupted is finished by `finish`, and `startOwed` starts what is still to run.
 */
export function peopleErasure(context: ServiceContext) {
  const { store, folder, runs, options: { clock, onEvent } } = context;
  /** Each attempt to finish stops whatever is being read. */
  const backOff = new BackOff(clock);
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
    const isOfPerson = (text: string) => person.addresses.some((address) => address === parseAddress(text));
    const ended = endedRuns(store.read());

    const objection = await holdAll(async () => {
      const held = await heldOf(context, person);
      const id = await store.update((state) => {
        const choosing = state.enrichments.filter(({ settings, draft }) => [settings, draft].some((holder) => holder?.addresses?.some(isOfPerson)));
        const touched = new Set([...held.touched, ...choosing.map((enrichment) => enrichment.id)]);
        const erased = { addresses: person.addresses.length, enrichments: touched.size, chosenAddresses: forgetAddresses(state, isOfPerson, clock.now()) };
        const added: Objection = { id: randomUUID(), at: clock.now(), by, reason, keys, isInDirectory: person.isInDirectory, erased, toErase: [...held.toErase], toRun: [...touched] };
        oweStopped(state, added, ended);
        state.objections.push(added);
        return added.id;
      });
      await tryToFinish(id, secret);
      return found(store.read().objections, id);
    });
    return { ...receiptOf(objection), ...(await startOwedBy(objection)) };
  }

  /** Nothing may be reading. What fails is told, and tried again later: whoever objects is known by then, so that runs are safe. */
  async function tryToFinish(id: string, secret: Uint8Array): Promise<void> {
    try {
      await finishHeld(id, secret);
      backOff.succeeded(id);
    } catch (error) {
      backOff.failed(id);
      onEvent({ kind: 'fault', error });
    }
  }

  /** What is durable already is carried out, with everything on record. */
  async function finishHeld(id: string, secret: Uint8Array): Promise<void> {
    const { keys, toErase } = found(store.read().objections, id);
    for (const enrichmentId of toErase) await eraseInteractions(folder.enrichment(enrichmentId));
    const objectors = new Objectors(secret, keys);
    const isForgotten = ({ userId, addresses }: { readonly userId: string; readonly addresses: readonly string[] }) =>
      objectors.hasUser(userId) || addresses.map(parseAddress).some((address) => address !== undefined && objectors.hasAddress(address));
    for (const enrichmentId of await derivedEnrichments(folder)) {
      const publications = folder.publications(enrichmentId);
      if ((await namesIn(publications)).length > 0) await removeUnfinished(publications);
      for (const publication of await publicationFolders(folder, enrichmentId)) await forgetOfficeUsers(publication, isForgotten);
    }
    const objection = await store.update((state) => {
      const own = found(state.objections, id);
      Object.assign(own, { toErase: [], finishedAt: clock.now() });
      audit(state, { action: 'personErased', by: own.by, details: { objectionId: id, reason: own.reason, ...own.erased } }, clock);
      return { ...own };
    });
    onEvent({ kind: 'personErased', objection: receiptOf(objection) });
  }

  async function finish(isAsked: boolean): Promise<void> {
    for (const { id } of store.read().objections.filter(({ finishedAt }) => finishedAt === undefined)) {
      if (!isAsked && !backOff.isDue(id)) continue;
      const ended = endedRuns(store.read());
      try {
        const secret = await objectionSecret(context);
        await holdAll(async () => {
          await store.update((state) => oweStopped(state, found(state.objections, id), ended));
          await tryToFinish(id, secret);
        });
      } catch (error) {
        backOff.failed(id);
        onEvent({ kind: 'fault', error });
      }
    }
  }

  async function startOwed(): Promise<void> {
    for (const objection of store.read().objections) if (objection.toRun.length > 0) await startOwedBy(objection);
  }

  /** Once they are started, or cannot be now, they are owed no more: where an enrichment is switched off or not consented to, the run comes with that. */
  async function startOwedBy({ id, toRun, by }: Readonly<Objection>): Promise<Started> {
    const started = await startRuns(toRun, by);
    if (toRun.length > 0) await store.update((state) => void (found(state.objections, id).toRun = []));
    return started;
  }

  async function lift(typed: string, by: string): Promise<number> {
    await finish(true);
    const key = addressKey(await objectionSecret(context), personsAddress(typed));
    const lifted = await store.update((state) => {
      const own = state.objections.filter(({ keys }) => keys.includes(key));
      if (own.some(({ finishedAt }) => finishedAt === undefined)) {
        throw new EngagementFailure('notReady', 'The erasure of this person has not ended yet: something could not be erased. The service tries again; have its operator look for a fault in the log, then try again.');
      }
      state.objections = state.objections.filter(({ keys }) => !keys.includes(key));
      // Also where it is nobody: whoever tries one address after the other to learn who was erased is seen here.
      audit(state, { action: 'personObjectionLifted', by, details: { objections: own.length } }, clock);
      return own;
    });
    if (lifted.length === 0) throw new EngagementFailure('notFound', 'Nobody with this address is in the list. Type the address with which the person was erased.');
    // Not before: a run that knows the objection would leave the person out, and the next one would read the year once more.
    await startRuns(lifted.flatMap(({ toRun }) => toRun), by);
    return lifted.length;
  }

  async function holdAll<Result>(work: () => Promise<Result>): Promise<Result> {
    const known = new Set([...store.read().enrichments.map(({ id }) => id), ...(await derivedEnrichments(folder))]);
    const held = ([enrichmentId, ...others]: readonly string[]): Promise<Result> =>
      enrichmentId === undefined ? work() : runs.hold(enrichmentId, 'personErased', () => held(others));
    return held([...known]);
  }

  async function startRuns(enrichmentIds: readonly string[], by: string): Promise<Started> {
    let [runsStarted, runsToCome] = [0, 0];
    for (const { id, isActive, publicationId } of store.read().enrichments.filter((enrichment) => enrichmentIds.includes(enrichment.id))) {
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
      if (!(error instanceof EngagementFailure) || error.code === 'stateUnusable') throw error;
      // Somebody was quicker; such a run knows the objection already.
      return error.code === 'runConflict';
    }
  }

  return {
    /**
     * Throws `addressUnknown` for what is no address of a person, and as Graph where the directory cannot tell whose it is; nothing is erased
     * then. Without `finishedAt`, something could not be erased yet, and is tried again.
     */
    async erase(typed: string, reason: ObjectionReason, by: string): Promise<ErasedPerson> {
      // Not in turn: a directory that is slow to answer must not keep others waiting.
      const person = await personOf(context, personsAddress(typed));
      return inTurn(() => erase(person, reason, by));
    },
    /** Ends the objections of whoever has the address; gives how many. What was erased stays so. Throws `notFound`, and `notReady` where something is still to be erased. */
    lift: (typed: string, by: string) => inTurn(() => lift(typed, by)),
    /** Finishes what a crash or a fault of the disk has interrupted. What fails again is a fault, and is tried again later. */
    finish: () => inTurn(() => finish(false)),
    /** Starts the runs that were to follow an erasure and could not. Runs of the last process must go on already. */
    startOwed: () => inTurn(startOwed),
  };
}

/** Makes a secret only where nobody objects yet: with another one, those who do would be unknown. Throws `stateUnusable`. */
export function objectionSecret({ store, folder }: Pick<ServiceContext, 'store' | 'folder'>): Promise<Uint8Array> {
  return store.read().objections.length === 0 ? readOrMakeSecret(folder.objectionSecret) : readSecret(folder.objectionSecret);
}

/** What may be shown. */
export function receiptOf({ id, at, by, reason, isInDirectory, erased, finishedAt }: Objection): ObjectionReceipt {
  return { id, at, by, reason, isInDirectory, erased, finishedAt };
}

function endedRuns({ runs }: Readonly<State>): ReadonlySet<string> {
  return new Set(runs.filter(({ endedAt }) => endedAt !== undefined).map(({ id }) => id));
}

/** Whoever was stopped for the erasure, also while others were being stopped, was promised another run. */
function oweStopped(state: State, objection: Objection, ended: ReadonlySet<string>): void {
  const stopped = state.runs.filter(({ id, outcome, failure }) => !ended.has(id) && outcome === 'cancelled' && failure?.code === 'interrupted');
  objection.toRun = [...new Set([...objection.toRun, ...stopped.map(({ enrichmentId }) => enrichmentId)])];
}

function found<Record extends { readonly id: string }>(objections: readonly Record[], id: string): Record {
  const objection = objections.find((one) => one.id === id);
  if (objection === undefined) throw new EngagementFailure('serviceFault', 'The record of an erasure is gone while it is carried out.');
  return objection;
}
