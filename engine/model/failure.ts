/**
 * Everything that can go wrong for a whole run or call, as a closed set. `input`: the call or its input is unusable, and nothing was
 * written; `failed`: the run could not be done.
 */
const failureKinds = {
  addressUnknown: 'input',
  asOfUnusable: 'input',
  callUnusable: 'input',
  columnMissing: 'input',
  csvBroken: 'input',
  fileUnreadable: 'input',
  groupEmpty: 'input',
  outputNotWritable: 'input',
  peopleTooFew: 'input',
  peopleTooMany: 'input',
  regionUnsupported: 'input',
  tenantFolderUnusable: 'input',
  timeZoneUnknown: 'input',
  consentRequestEnded: 'input',
  conditionUnusable: 'input',
  enrichmentIncomplete: 'input',
  fileTooLarge: 'input',
  nameTaken: 'input',
  notAllowed: 'input',
  notFound: 'input',
  notReady: 'input',
  requestUnusable: 'input',
  revisionConflict: 'input',
  runConflict: 'input',
  signInRequired: 'input',
  tooManyRequests: 'input',
  consentMissing: 'failed',
  contactsUnreadable: 'failed',
  credentialsRefused: 'failed',
  dataFolderInUse: 'failed',
  graphUnavailable: 'failed',
  graphRefused: 'failed',
  everyMailboxDenied: 'failed',
  interrupted: 'failed',
  serviceFault: 'failed',
  signInUnavailable: 'failed',
  stateUnusable: 'failed',
  writeBackRefused: 'failed',
} as const satisfies Record<string, 'input' | 'failed'>;

export type FailureCode = keyof typeof failureKinds;

export const failureCodes = Object.keys(failureKinds) as [FailureCode, ...FailureCode[]];

/**
 * A failure that a person is told about. The message says what happened and what to do, in one sentence or two; it never holds a token, a
 * subject or anybody's name, and an address only where the caller typed it.
 */
export class EngagementFailure extends Error {
  override readonly name = 'EngagementFailure';
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** True where the caller's input is at fault: mend it and call again. */
  get isInput(): boolean {
    return failureKinds[this.code] === 'input';
  }
}
