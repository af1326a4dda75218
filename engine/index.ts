/**
 * The face of the engine: what bot, tab, command line and server may call. Everything else is its own business, and the linter keeps it so.
 */
export { reminderDays, requestDays } from './consent/consents.ts';
export { csvContactSource } from './contacts/csv.ts';
export { dataverseContactSource } from './contacts/dataverse.ts';
export { createGraph } from './graph/client.ts';
export { mailboxPermissionPlaces, type MailboxPermissionPlace } from './graph/permissions.ts';
export { clientCredentialTokens, type TokenSource } from './graph/tokens.ts';
export { customerColumns } from './insights/customers.ts';
export type { CustomerCard, CustomerHit, Mover, PeriodFigures, RankedCustomer, ScorePart } from './insights/customers.ts';
export { nameWords } from './insights/nameWords.ts';
export { auditEntrySchema } from './model/auditEntry.ts';
export type { Clock } from './model/clock.ts';
export { consentSchema, declineReasonLengthMax, erasureReceiptSchema, type Consent, type ErasureReceipt } from './model/consent.ts';
export { columnMappingSchema, contactDataSetKinds, contactDataSetSchema, contactFileNames } from './model/contactDataSet.ts';
export { enrichmentDraftSchema, enrichmentSchema, enrichmentStates, enrichmentStepSchema, type EnrichmentStep } from './model/enrichment.ts';
export { EngagementFailure, failureCodes, type FailureCode } from './model/failure.ts';
export { idSchema, userIdSchema } from './model/identifier.ts';
export { aggregationLevels, outputColumns, type OutputColumnName } from './model/outputColumns.ts';
export { choiceProblemReasons } from './model/people.ts';
export { prerequisiteCodes } from './model/prerequisite.ts';
export { publicationSchema, runRecordSchema, type Coverage, type Publication, type RunRecord } from './model/runRecord.ts';
export { segmentConditionSchema, segmentDefinitionSchema, segmentSchema, type Segment } from './model/segment.ts';
export { skipReasons } from './model/skipReason.ts';
export { dayMilliseconds } from './model/window.ts';
export { progressSchema, type Progress } from './runs/progress.ts';
export type { RunResult } from './runs/run.ts';
export type { ExecuteRun } from './runs/runManager.ts';
export type { Published } from './runs/runOptions.ts';
export { actions, roles, type Action, type Actor } from './service/actions.ts';
export type { ServiceEvent } from './service/context.ts';
export { createService } from './service/createService.ts';
export type { Bulletin, ConsentReview, Digest, EnrichmentView, ExportedFile, Freshness, RunView, Service } from './service/service.ts';
export { DurableJsonFile } from './store/durableFile.ts';
export { GroupCommit } from './store/groupCommit.ts';
export { TenantFolder } from './store/tenantFolder.ts';
