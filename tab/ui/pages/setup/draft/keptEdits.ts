import type { SetupEdits } from './form.ts';

/**
 * What was entered and is not saved, for as long as the browser's tab is open: fields that are not valid yet survive leaving the page. Never
 * longer: there may be addresses in it.
 */
const keyOf = (enrichmentId: string): string => `engagement.setup.${enrichmentId}`;

export function keptEdits(enrichmentId: string): SetupEdits {
  return JSON.parse(sessionStorage.getItem(keyOf(enrichmentId)) ?? '{}') as SetupEdits;
}

export function keepEdits(enrichmentId: string, edits: SetupEdits): void {
  if (Object.keys(edits).length === 0) sessionStorage.removeItem(keyOf(enrichmentId));
  else sessionStorage.setItem(keyOf(enrichmentId), JSON.stringify(edits));
}
