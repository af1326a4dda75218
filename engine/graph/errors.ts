import type { SkipReason } from '../model/skipReason.ts';

/** This mailbox cannot be read now or at all; the others can. The message names no person. */
export class MailboxUnreadable extends Error {
  override readonly name = 'MailboxUnreadable';
  readonly reason: SkipReason;

  constructor(reason: SkipReason, options?: ErrorOptions) {
    super(`The mailbox cannot be read: ${reason}.`, options);
    this.reason = reason;
  }
}

/** Whose resources a request reads: one mailbox's, or the tenant's directory. The same code means different things for the two. */
export type Route = 'mailbox' | 'directory';

/** What came back of one attempt, other than a page: an answer with a status, or none. */
export type Refusal =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** The error's codes as sent, the outermost first. */
      readonly codes: readonly string[];
      readonly message: string;
      readonly isEmpty: boolean;
      readonly retryAfterSeconds: number | undefined;
    }
  | { readonly kind: 'timedOut' }
  /** Connection refused or reset, body cut off, or an answer that is not JSON though its status says success. */
  | { readonly kind: 'broken' };

export type GraphAction =
  /** Throttled: no request of this lane may leave before the time is over. Tried again until the waiting budget is spent. */
  | { readonly kind: 'wait'; readonly afterSeconds: number | undefined }
  /** Tried again after a backoff (and not before `afterSeconds`), at most `triesMax` times in all; then the mailbox is skipped with `thenSkip`. */
  | {
      readonly kind: 'retry';
      readonly triesMax: number;
      readonly shrinksPage: boolean;
      readonly afterSeconds: number | undefined;
      readonly thenSkip: SkipReason;
    }
  | { readonly kind: 'refreshToken' }
  /** The one thing that was asked for does not exist; what that means is the reader's to say. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'skipMailbox'; readonly reason: SkipReason }
  /** No request of this tenant can succeed. */
  | { readonly kind: 'tenantFailure'; readonly code: 'consentMissing' | 'credentialsRefused' }
  /** The request itself is wrong: a fault of this program. */
  | { readonly kind: 'fail' };

/** Tries in all. With a backoff of 1, 2, 4 … 60 seconds at most and half of it on average, eight tries bridge about a minute. */
const transientTries = 8;
/** A mailbox that is being moved stays so for hours: a few quick tries, then it is left for the next run. */
const movedTries = 3;
/** Empty 400 and 404 answers to a GET are a gateway's, and mostly gone at the next try (alcionai/corso repeats them too). */
const doubtfulTries = 5;

type Rule =
  | 'throttled'
  | 'transient'
  | 'heavy'
  | 'moved'
  | 'doubtfulRequest'
  | 'doubtfulNotFound'
  | 'absent'
  | 'noMailbox'
  | 'gone'
  | 'denied'
  | 'noPermission'
  | 'badToken'
  | 'authentication'
  | 'ownFault';

/**
 * Codes in lower case, since Graph's own case is not stable: https://learn.microsoft.com/graph/errors, and Exchange's as alcionai/corso has met
 * them (src/pkg/services/m365/api/graph/errors.go). `UnknownError` is left to the status on purpose.
 */
const rules = new Map<string, Rule>([
  ['applicationthrottled', 'throttled'],
  ['toomanyrequests', 'throttled'],
  ['activitylimitreached', 'throttled'],
  ['errorexceededconnectioncount', 'throttled'],
  ['errorserverbusy', 'transient'],
  ['servicenotavailable', 'transient'],
  ['errortimeoutexpired', 'heavy'],
  ['errorconnectionfailed', 'transient'],
  ['errormailboxstoreunavailable', 'transient'],
  ['errorinternalservererror', 'transient'],
  ['errorinternalservertransienterror', 'transient'],
  // A broken item somewhere in the page: a smaller page holds it less often.
  ['errorcorruptdata', 'heavy'],
  ['errorinvalidrecipients', 'heavy'],
  // Sent now and then for requests that are right.
  ['invalidrequest', 'doubtfulRequest'],
  ['errormailboxmoveinprogress', 'moved'],
  ['mailboxinfostale', 'moved'],
  ['erroritemnotfound', 'absent'],
  ['errorfoldernotfound', 'absent'],
  ['errorsyncfoldernotfound', 'absent'],
  ['mailboxnotenabledforrestapi', 'noMailbox'],
  ['resourcenotfound', 'noMailbox'],
  ['errornonexistentmailbox', 'noMailbox'],
  ['errorinvaliduser', 'gone'],
  ['request_resourcenotfound', 'gone'],
  ['erroraccessdenied', 'denied'],
  ['authorization_requestdenied', 'noPermission'],
  ['invalidauthenticationtoken', 'badToken'],
  ['authenticationerror', 'authentication'],
  ['inefficientfilter', 'ownFault'],
  ['errorinvalidurlquery', 'ownFault'],
  ['request_badrequest', 'ownFault'],
  ['request_unsupportedquery', 'ownFault'],
]);

/**
 * What to do after an attempt that brought no page. The first code that is known decides, from the outermost inwards;
 * the status decides where none is. The message is looked at in one case only, where one code stands for two things.
 * `tokenWasRefreshed`: the attempt before this one was refused for its token as well.
 */
export function classifyGraphError(refusal: Refusal, route: Route, tokenWasRefreshed: boolean): GraphAction {
  if (refusal.kind === 'timedOut') return retry({ shrinksPage: true });
  if (refusal.kind === 'broken') return retry({});
  const afterSeconds = refusal.retryAfterSeconds;
  if (refusal.status === 429 || refusal.status === 509) return { kind: 'wait', afterSeconds };
  const rule = refusal.codes.map((code) => rules.get(code.toLowerCase())).find((known) => known !== undefined) ?? ruleByStatus(refusal);
  switch (rule) {
    case 'throttled':
      return { kind: 'wait', afterSeconds };
    case 'transient':
      // Busy, and the server says for how long: as good as throttled.
      return refusal.status === 503 && afterSeconds !== undefined ? { kind: 'wait', afterSeconds } : retry({ afterSeconds });
    case 'heavy':
      return retry({ shrinksPage: true, afterSeconds });
    case 'moved':
      return retry({ triesMax: movedTries, thenSkip: 'moved', afterSeconds });
    case 'doubtfulRequest':
      return retry({ triesMax: doubtfulTries, afterSeconds });
    case 'doubtfulNotFound':
      return retry({ triesMax: doubtfulTries, thenSkip: 'noMailbox', afterSeconds });
    case 'absent':
      return { kind: 'absent' };
    case 'noMailbox':
    case 'gone':
      return route === 'mailbox' ? { kind: 'skipMailbox', reason: rule } : { kind: 'absent' };
    case 'denied':
      return route === 'mailbox' ? { kind: 'skipMailbox', reason: 'accessDenied' } : { kind: 'tenantFailure', code: 'consentMissing' };
    case 'noPermission':
      return { kind: 'tenantFailure', code: 'consentMissing' };
    case 'badToken':
      return tokenWasRefreshed ? { kind: 'tenantFailure', code: 'credentialsRefused' } : { kind: 'refreshToken' };
    case 'authentication':
      return authenticationError(refusal.message, route, tokenWasRefreshed);
    case 'ownFault':
      return { kind: 'fail' };
  }
}

function ruleByStatus({ status, isEmpty }: { readonly status: number; readonly isEmpty: boolean }): Rule {
  switch (status) {
    case 400:
      return isEmpty ? 'doubtfulRequest' : 'ownFault';
    case 401:
      return 'badToken';
    case 403:
      return 'denied';
    case 404:
      return isEmpty ? 'doubtfulNotFound' : 'noMailbox';
    case 503:
      // An empty 503 is how Exchange answers for a page that is too heavy.
      return isEmpty ? 'heavy' : 'transient';
    case 504:
      return 'heavy';
    case 408:
    case 409:
    case 423:
    case 424:
    case 500:
    case 502:
      return 'transient';
    default:
      return status >= 500 && status !== 501 ? 'transient' : 'ownFault';
  }
}

/**
 * `AuthenticationError` is a catch-all: on a mailbox mostly a missing licence or permission of that mailbox; but where the text says that the
 * service principal has lapsed, the subscription of the whole tenant has ended.
 */
function authenticationError(message: string, route: Route, tokenWasRefreshed: boolean): GraphAction {
  if (/\blapsed\b/i.test(message) && /preventing tokens/i.test(message)) return { kind: 'tenantFailure', code: 'credentialsRefused' };
  if (route === 'mailbox') return { kind: 'skipMailbox', reason: 'accessDenied' };
  return tokenWasRefreshed ? { kind: 'tenantFailure', code: 'credentialsRefused' } : { kind: 'refreshToken' };
}

function retry(options: Partial<Extract<GraphAction, { kind: 'retry' }>>): GraphAction {
  return { kind: 'retry', triesMax: transientTries, shrinksPage: false, afterSeconds: undefined, thenSkip: 'unavailable', ...options };
}
