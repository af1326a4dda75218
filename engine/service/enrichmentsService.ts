import { randomUUID } from 'node:crypto';
import { checkAddresses } from '../enrichments/addressCheck.ts';
import { addDraft, assertRevision, completeSettings, discardDraft, editDraft, findEnrichment, finishDraft, noSuchEnrichment, setActive } from '../enrichments/editing.ts';
import { addressesToRead } from '../enrichments/enrichmentState.ts';
import { isConsentValid, requestConsent } from '../consent/consents.ts';
import { searchDirectory } from '../graph/directorySearch.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { Enrichment, EnrichmentSettings } from '../model/enrichment.ts';
import type { State } from '../model/state.ts';
import { audit } from '../store/audit.ts';
import type { Actor } from './actions.ts';
import type { ServiceContext } from './context.ts';
import { whereAllowed } from './directoryProof.ts';
import { viewOf } from './enrichmentView.ts';
import { readPrerequisites } from './prerequisites.ts';
import type { Enrichments, EnrichmentView } from './service.ts';

export function enrichmentsService(context: ServiceContext): Enrichments {
  const { store, rights, runs, options } = context;
  const { clock } = options;

  async function edit(actor: Actor, revision: number | undefined, change: (state: State, edit: { now: number; by: string; revision?: number | undefined }) => Enrichment): Promise<EnrichmentView> {
    await rights.assert(actor, 'editEnrichments');
    const { id } = await store.update((state) => change(state, { now: clock.now(), by: actor.userId, revision }));
    context.wakeScheduler();
    runs.notify(id);
    return viewOf(context, findEnrichment(store.read(), id));
  }

  /** Whose mailboxes are read is for those to see who set it up, or have to consent to it. */
  async function shownTo(actor: Actor, view: EnrichmentView): Promise<EnrichmentView> {
    if (await rights.has(actor, 'readConsent')) return view;
    const enrichment = structuredClone(view.enrichment);
    delete enrichment.draft;
    if (enrichment.settings !== undefined) enrichment.settings.addresses = [];
    return { ...view, enrichment, consent: undefined };
  }

  return {
    async list(actor) {
      await rights.assert(actor, 'readEnrichments');
      const isEditor = await rights.has(actor, 'readConsent');
      const visible = store.read().enrichments.filter(({ settings }) => isEditor || settings !== undefined);
      return Promise.all(visible.map((enrichment) => shownTo(actor, viewOf(context, enrichment))));
    },
    async get(actor, id) {
      await rights.assert(actor, 'readEnrichments');
      const enrichment = findEnrichment(store.read(), id);
      if (enrichment.settings === undefined && !(await rights.has(actor, 'readConsent'))) throw noSuchEnrichment();
      return shownTo(actor, viewOf(context, enrichment));
    },
    create: (actor, draft) =>
      edit(actor, undefined, (state, given) => {
        const added = addDraft(state, randomUUID(), draft, given);
        audit(state, { action: 'enrichmentCreated', by: actor.userId, enrichmentId: added.id }, clock);
        return added;
      }),
    saveDraft: (actor, id, draft, revision) => edit(actor, revision, (state, given) => editDraft(state, id, draft, given)),
    discardDraft: (actor, id, revision) => edit(actor, revision, (state, given) => discardDraft(state, id, given)),
    async finish(actor, id, revision) {
      await rights.assert(actor, 'editEnrichments');
      const enrichment = findEnrichment(store.read(), id);
      assertRevision(enrichment, revision);
      await assertUsable(context, completeSettings(enrichment));
      // What holds is what was checked, also where the caller does not say what it has seen.
      return edit(actor, enrichment.revision, (state, given) => {
        const finished = finishDraft(state, id, given);
        const addresses = addressesToRead(finished.settings?.addresses ?? []);
        audit(state, { action: 'enrichmentSaved', by: actor.userId, enrichmentId: id }, clock);
        if (!isConsentValid(state, id, addresses)) requestConsent(state, { enrichmentId: id, addresses, by: actor.userId }, clock);
        return finished;
      });
    },
    setActive: (actor, id, isActive, revision) =>
      edit(actor, revision, (state, given) => {
        audit(state, { action: isActive ? 'enrichmentActivated' : 'enrichmentDeactivated', by: actor.userId, enrichmentId: id }, clock);
        return setActive(state, id, isActive, given);
      }),
    async remove(actor, id) {
      await rights.assert(actor, 'editEnrichments');
      findEnrichment(store.read(), id);
      return context.erase(id, 'enrichmentDeleted', actor.userId);
    },
    async resolveAddresses(actor, typed) {
      await rights.assert(actor, 'readDirectory');
      return checkAddressesNow(context, typed);
    },
    async searchDirectory(actor, text, limit) {
      await rights.assert(actor, 'readDirectory');
      const hits = await whereAllowed(context.withGraph((graph) => searchDirectory(graph, text, limit)));
      return { isSearchable: hits !== undefined, hits: hits ?? [] };
    },
    async prerequisites(actor) {
      await rights.assert(actor, 'readDirectory');
      return readPrerequisites(context);
    },
  };
}

/** What the addresses come to in the directory as it is now; unresolved where it cannot be read yet. */
export function checkAddressesNow(context: ServiceContext, typed: readonly string[]) {
  return context.withGraph((graph) => checkAddresses(graph, typed));
}

/** Before the settings hold: addresses that stand for 2 to 2,500 people, as far as the directory can be read, and a data set with content. */
async function assertUsable(context: ServiceContext, { addresses, contactDataSetId }: EnrichmentSettings): Promise<void> {
  const dataSet = context.store.read().contactDataSets.find(({ id }) => id === contactDataSetId);
  if (dataSet === undefined) throw new EngagementFailure('enrichmentIncomplete', 'The contact data set of this enrichment does not exist any more. Choose another one.');
  if (dataSet.kind === 'csv' && dataSet.files.contacts === undefined) {
    throw new EngagementFailure('enrichmentIncomplete', 'The contact data set has no file of contacts yet. Upload one.');
  }
  const check = await checkAddressesNow(context, addresses);
  const problem = check.problem ?? check.addresses.find((one) => one.problem !== undefined)?.problem;
  if (problem !== undefined) throw new EngagementFailure(problem.code, problem.message);
}
