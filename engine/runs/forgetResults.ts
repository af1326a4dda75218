import type { State } from '../model/state.ts';

/** Figures are derived too, wherever they stand. The records of runs stay, without them. */
export function forgetResults(state: State, enrichmentId: string): void {
  const isOther = (one: { readonly enrichmentId: string }) => one.enrichmentId !== enrichmentId;
  state.publications = state.publications.filter(isOther);
  state.leftOut = state.leftOut.filter(isOther);
  for (const enrichment of state.enrichments) if (enrichment.id === enrichmentId) delete enrichment.publicationId;
  for (const run of state.runs) if (run.enrichmentId === enrichmentId) delete run.overview;
  for (const segment of state.segments) if (segment.enrichmentId === enrichmentId) segment.history = [];
}
