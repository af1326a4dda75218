import type { z } from 'zod';
import { EngagementFailure, type FailureCode } from '../../engine/index.ts';
import type { Problem } from '../contract/problem.ts';

/** HTTP status and title of each failure. Whoever adds a failure code decides here, too, what a caller over HTTP is told. */
const problems = {
  addressUnknown: [422, 'Address unknown'],
  asOfUnusable: [422, 'Instant unusable'],
  callUnusable: [400, 'Call unusable'],
  columnMissing: [422, 'Column missing'],
  csvBroken: [422, 'CSV file broken'],
  fileUnreadable: [422, 'File unreadable'],
  groupEmpty: [422, 'Group empty'],
  outputNotWritable: [500, 'Results cannot be written'],
  peopleTooFew: [422, 'Too few people'],
  peopleTooMany: [422, 'Too many people'],
  regionUnsupported: [422, 'Region not supported'],
  tenantFolderUnusable: [500, 'Tenant folder unusable'],
  timeZoneUnknown: [422, 'Time zone unknown'],
  consentRequestEnded: [410, 'Consent request ended'],
  conditionUnusable: [422, 'Condition unusable'],
  enrichmentIncomplete: [422, 'Enrichment incomplete'],
  fileTooLarge: [413, 'Too large'],
  nameTaken: [409, 'Name taken'],
  notAllowed: [403, 'Not allowed'],
  notFound: [404, 'Not found'],
  notReady: [409, 'Not ready yet'],
  requestUnusable: [400, 'Request unusable'],
  revisionConflict: [412, 'Changed in the meantime'],
  runConflict: [409, 'Run in conflict'],
  signInRequired: [401, 'Sign-in required'],
  tooManyRequests: [429, 'Too many requests'],
  consentMissing: [409, 'Consent missing'],
  contactsUnreadable: [502, 'Contacts unreadable'],
  credentialsRefused: [502, 'Credentials refused'],
  dataFolderInUse: [503, 'Data folder in use'],
  graphUnavailable: [503, 'Microsoft Graph unavailable'],
  graphRefused: [502, 'Microsoft Graph refused'],
  everyMailboxDenied: [502, 'Every mailbox denied'],
  interrupted: [503, 'Interrupted'],
  serviceFault: [500, 'Fault of the service'],
  signInUnavailable: [503, 'Sign-in unavailable'],
  stateUnusable: [500, 'State unusable'],
  writeBackRefused: [502, 'Write-back refused'],
} as const satisfies Record<FailureCode, readonly [status: number, title: string]>;

/** Where the page of failures is served. */
export const failuresPath = '/failures.md';

export function statusOf(code: FailureCode): number {
  return problems[code][0];
}

/** RFC 9457, section 3.1. */
export function problemOf(failure: EngagementFailure, requestId: string): Problem {
  const [status, title] = problems[failure.code];
  return {
    type: `${failuresPath}#${failure.code}`,
    title,
    status,
    code: failure.code,
    detail: failure.message,
    requestId,
    ...(failure instanceof UnusableRequest ? { errors: failure.errors } : {}),
  };
}

/** A request that is not as the contract says: `requestUnusable` with each place that is wrong. */
export class UnusableRequest extends EngagementFailure {
  readonly errors: { readonly path: string; readonly message: string }[];

  constructor(part: 'body' | 'query', error: z.ZodError) {
    super('requestUnusable', `The ${part} of the request is not as the contract says. Correct what the list of errors names.`);
    this.errors = error.issues.map(({ path, message }) => ({ path: [part, ...path].map(String).join('.'), message }));
  }
}
