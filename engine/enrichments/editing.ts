import { EngagementFailure } from '../model/failure.ts';
import { enrichmentSettingsSchema, enrichmentStepSchema, type Enrichment, type EnrichmentDraft, type EnrichmentSettings, type EnrichmentStep } from '../model/enrichment.ts';
import type { State } from '../model/state.ts';

/** The enrichment in this state, to be changed or read. Throws `notFound`. */
export function findEnrichment(state: State, id: string): Enrichment;
export function findEnrichment(state: Readonly<State>, id: string): Readonly<Enrichment>;
export function findEnrichment(state: Readonly<State>, id: string): Enrichment {
  const found = state.enrichments.find((enrichment) => enrichment.id === id);
  if (found === undefined) throw noSuchEnrichment();
  return found;
}

export function noSuchEnrichment(): EngagementFailure {
  return new EngagementFailure('notFound', 'There is no such enrichment. It may have been deleted; see the list of enrichments.');
}

/** Throws `revisionConflict` where the caller has seen another revision than the present one. */
export function assertRevision({ revision }: { readonly revision: number }, seen: number | undefined): void {
  if (seen === undefined || seen === revision) return;
  throw new EngagementFailure('revisionConflict', 'Somebody else has changed this meanwhile. Load it again, and make your change to what it is now.');
}

export interface Edit {
  readonly now: number;
  readonly by: string;
  /** What the editor has seen; undefined: whatever it is. */
  readonly revision?: number | undefined;
}

/** Adds an enrichment that is being set up. */
export function addDraft(state: State, id: string, step: EnrichmentStep, edit: Edit): Enrichment {
  const { now, by } = edit;
  const enrichment: Enrichment = { id, revision: 1, createdAt: now, createdBy: by, updatedAt: now, draft: merged({}, step, edit), isActive: true };
  state.enrichments.push(enrichment);
  return enrichment;
}

/** Merges a step of the set-up into what is being edited; an edit of a finished enrichment begins with what holds. */
export function editDraft(state: State, id: string, step: EnrichmentStep, edit: Edit): Enrichment {
  const enrichment = findEnrichment(state, id);
  assertRevision(enrichment, edit.revision);
  enrichment.draft = merged({ ...enrichment.settings, ...enrichment.draft }, step, edit);
  return revised(enrichment, edit);
}

/** Drops what is being edited. Throws `notReady` where nothing was ever finished: such an enrichment is deleted instead. */
export function discardDraft(state: State, id: string, edit: Edit): Enrichment {
  const enrichment = findEnrichment(state, id);
  assertRevision(enrichment, edit.revision);
  if (enrichment.settings === undefined) throw new EngagementFailure('notReady', 'This enrichment has never been finished, so there is nothing to go back to. Delete it, or go on with its set-up.');
  delete enrichment.draft;
  return revised(enrichment, edit);
}

/** Lets the draft hold. Throws `enrichmentIncomplete` naming what is missing, and `nameTaken`. */
export function finishDraft(state: State, id: string, edit: Edit): Enrichment {
  const enrichment = findEnrichment(state, id);
  assertRevision(enrichment, edit.revision);
  const settings = completeSettings(enrichment);
  assertUnique(state, id, settings);
  enrichment.settings = settings;
  delete enrichment.draft;
  return revised(enrichment, edit);
}

export function setActive(state: State, id: string, isActive: boolean, edit: Edit): Enrichment {
  const enrichment = findEnrichment(state, id);
  assertRevision(enrichment, edit.revision);
  enrichment.isActive = isActive;
  return revised(enrichment, edit);
}

/**
 * Takes addresses out of what was chosen and out of what was consented to, wherever they stand; gives how many were chosen, each once for
 * each enrichment. The enrichments stay, also with nobody left: a run of theirs then says that there are too few people.
 */
export function forgetAddresses(state: State, isForgotten: (typed: string) => boolean, now: number): number {
  const kept = (typed: readonly string[]) => typed.filter((one) => !isForgotten(one));
  for (const consent of state.consents) if (consent.addresses.some(isForgotten)) consent.addresses = kept(consent.addresses);
  let count = 0;
  for (const enrichment of state.enrichments) {
    const holders = [enrichment.settings, enrichment.draft].filter((holder) => holder?.addresses?.some(isForgotten));
    if (holders.length === 0) continue;
    count += new Set(holders.flatMap((holder) => (holder?.addresses ?? []).filter(isForgotten))).size;
    for (const holder of holders) if (holder?.addresses !== undefined) holder.addresses = kept(holder.addresses);
    // Who edits it meanwhile must not bring them back with what was loaded before.
    enrichment.revision += 1;
    enrichment.updatedAt = now;
  }
  return count;
}

/** An empty list may be saved on the way, but stands for nobody. */
const finishableSchema = enrichmentSettingsSchema.extend({ addresses: enrichmentSettingsSchema.shape.addresses.min(1) });

/** What would hold if the set-up ended now. Throws `enrichmentIncomplete`. */
export function completeSettings({ settings, draft }: Readonly<Enrichment>): EnrichmentSettings {
  const parsed = finishableSchema.safeParse(draft ?? settings ?? {});
  if (parsed.success) return parsed.data;
  const steps = [...new Set(parsed.error.issues.map(({ path }) => stepNames[String(path[0])] ?? 'the settings'))];
  throw new EngagementFailure('enrichmentIncomplete', `The set-up is not complete: ${steps.join(', ')} ${steps.length === 1 ? 'is' : 'are'} missing or cannot be used. Complete ${steps.length === 1 ? 'it' : 'them'}, then save again.`);
}

const stepNames: Readonly<Record<string, string>> = {
  addresses: 'the e-mail addresses',
  terms: 'the agreement to the terms',
  contactDataSetId: 'the contact data set',
  mapping: 'the field mapping',
  name: 'the name',
  outputTable: 'the name of the output table',
  timeZone: 'the time zone',
  runHour: 'the hour of the daily run',
  writeBack: 'the table to write back to',
};

/** Names are told apart by people and tables by databases, neither of which looks at the case. */
function assertUnique(state: Readonly<State>, id: string, { name, outputTable }: EnrichmentSettings): void {
  const others = state.enrichments.flatMap((other) => (other.id === id || other.settings === undefined ? [] : [other.settings]));
  const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  if (others.some((other) => isSame(other.name, name))) throw new EngagementFailure('nameTaken', `There is another enrichment named "${name}". Choose another name.`);
  if (others.some((other) => isSame(other.outputTable, outputTable))) {
    throw new EngagementFailure('nameTaken', `Another enrichment writes to the output table "${outputTable}". Choose another name for the table.`);
  }
}

/** Who agreed to the terms, and when, is not for the caller to say. */
function merged(earlier: EnrichmentDraft, step: EnrichmentStep, { now, by }: Edit): EnrichmentDraft {
  const { terms, writeBack, ...rest } = enrichmentStepSchema.parse(step);
  const draft: EnrichmentDraft = { ...earlier, ...rest };
  if (terms !== undefined) draft.terms = { agreedAt: now, agreedBy: by };
  if (writeBack === null) delete draft.writeBack;
  else if (writeBack !== undefined) draft.writeBack = writeBack;
  return draft;
}

function revised(enrichment: Enrichment, { now }: Edit): Enrichment {
  enrichment.revision += 1;
  enrichment.updatedAt = now;
  return enrichment;
}
