/** The face of the engine for one run without the service around it: what a worker thread loads, and no more. */
export { csvContactSource, sealedCsvContactSource } from './contacts/csv.ts';
export { dataverseContactSource } from './contacts/dataverse.ts';
export { Objectors } from './contacts/objectors.ts';
export type { ContactSource } from './contacts/source.ts';
export { createGraph } from './graph/client.ts';
export { mailboxPermissionPlaces } from './graph/permissions.ts';
export { clientCredentialTokens } from './graph/tokens.ts';
export { readOrMakeSecret, readSecret } from './interactions/secret.ts';
export { runEnrichment, type RunResult } from './runs/run.ts';
export type { RunOutput } from './runs/runOptions.ts';
