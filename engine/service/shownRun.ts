import type { FailureCode } from '../model/failure.ts';
import type { RunRecord } from '../model/runRecord.ts';

/** Their sentences repeat a chosen address as it was typed. */
const namesAddress: ReadonlySet<FailureCode> = new Set(['addressUnknown', 'groupEmpty']);

/** The record of a run for those who may not know whose mailboxes are read. */
export function withoutAddresses(run: Readonly<RunRecord>): Readonly<RunRecord> {
  const { failure } = run;
  if (failure === undefined || !namesAddress.has(failure.code)) return run;
  return { ...run, failure: { code: failure.code, message: 'A chosen address of this enrichment cannot be used. Ask its owner to edit the enrichment.' } };
}
