/**
 * The face of the engine: what bot, tab, command line and server may call. Everything else is its own business, and the linter keeps it so.
 */
export { csvContactSource } from './contacts/csv.ts';
export { dataverseContactSource } from './contacts/dataverse.ts';
export type { ContactSource } from './contacts/source.ts';
export { createGraph } from './graph/client.ts';
export { clientCredentialTokens } from './graph/tokens.ts';
export { readOrMakeSecret } from './interactions/secret.ts';
export type { Clock } from './model/clock.ts';
export { EngagementFailure, type FailureCode } from './model/failure.ts';
export type { Progress } from './runs/progress.ts';
export { runEnrichment, type RunResult } from './runs/run.ts';
