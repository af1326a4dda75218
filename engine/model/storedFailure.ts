import type { FailureCode } from './failure.ts';

/** Their sentences repeat a chosen address as it was typed. */
const namesAddress: ReadonlySet<string> = new Set<FailureCode>(['addressUnknown', 'groupEmpty']);

/**
 * The sentence of a run's failure without a chosen address. Records outlive the choice: whoever leaves the organisation ends the daily run
 * with their address, and would stand in its records after they were erased.
 */
export function storedMessage({ code, message }: { readonly code: string; readonly message: string }): string {
  if (!namesAddress.has(code)) return message;
  return 'A chosen address of this enrichment cannot be used any more. Edit the enrichment: the check of its addresses says which one, and why.';
}
