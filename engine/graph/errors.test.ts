import { describe, expect, test } from 'vitest';
import { classifyGraphError, type GraphAction, type Refusal, type Route } from './errors.ts';

interface Row {
  readonly status: number;
  readonly code?: string | readonly string[];
  readonly message?: string;
  readonly isEmpty?: boolean;
  readonly retryAfterSeconds?: number;
}

function classify(row: Row, route: Route = 'mailbox', tokenWasRefreshed = false): GraphAction {
  const codes = row.code === undefined ? [] : [row.code].flat();
  const refusal: Refusal = { kind: 'answer', status: row.status, codes, message: row.message ?? '', isEmpty: row.isEmpty ?? false, retryAfterSeconds: row.retryAfterSeconds };
  return classifyGraphError(refusal, route, tokenWasRefreshed);
}

const retry = { kind: 'retry', triesMax: 8, shrinksPage: false, afterSeconds: undefined, thenSkip: 'unavailable' };

describe('an answer of a mailbox', () => {
  test.each<[string, Row, object]>([
    ['throttled with a time', { status: 429, code: 'ApplicationThrottled', retryAfterSeconds: 10 }, { kind: 'wait', afterSeconds: 10 }],
    ['throttled without a time', { status: 429, code: 'TooManyRequests' }, { kind: 'wait', afterSeconds: undefined }],
    ['throttled, whatever the code', { status: 429, code: ['UnknownError', 'ErrorItemNotFound'] }, { kind: 'wait', afterSeconds: undefined }],
    ['throttled, code under another status', { status: 503, code: 'activityLimitReached' }, { kind: 'wait', afterSeconds: undefined }],
    ['bandwidth used up', { status: 509, retryAfterSeconds: 60 }, { kind: 'wait', afterSeconds: 60 }],
    ['busy with a time', { status: 503, code: 'ErrorServerBusy', retryAfterSeconds: 5 }, { kind: 'wait', afterSeconds: 5 }],
    ['busy without a time', { status: 503, code: 'serviceNotAvailable' }, retry],
    ['busy, in HTML', { status: 503 }, retry],
    ['page too heavy: empty 503', { status: 503, isEmpty: true }, { ...retry, shrinksPage: true }],
    ['page too heavy: 504', { status: 504, code: 'UnknownError' }, { ...retry, shrinksPage: true }],
    ['empty body under a status that says nothing of weight', { status: 500, isEmpty: true }, retry],
    ['bad gateway', { status: 502 }, retry],
    ['bad gateway with a time', { status: 502, retryAfterSeconds: 7 }, { ...retry, afterSeconds: 7 }],
    ['transient', { status: 500, code: 'ErrorInternalServerTransientError' }, retry],
    ['not enough storage', { status: 507 }, retry],
    ['corrupt item in the page', { status: 500, code: 'ErrorCorruptData' }, { ...retry, shrinksPage: true }],
    ['empty 400', { status: 400, isEmpty: true }, { ...retry, triesMax: 5 }],
    ['invalidRequest', { status: 400, code: 'invalidRequest' }, { ...retry, triesMax: 5 }],
    ['being moved', { status: 503, code: 'ErrorMailboxMoveInProgress' }, { ...retry, triesMax: 3, thenSkip: 'moved' }],
    ['being moved, with a time', { status: 503, code: 'MailboxInfoStale', retryAfterSeconds: 9 }, { ...retry, triesMax: 3, thenSkip: 'moved', afterSeconds: 9 }],
    ['item gone', { status: 404, code: 'ErrorItemNotFound' }, { kind: 'absent' }],
    ['empty 404', { status: 404, isEmpty: true }, { ...retry, triesMax: 5, thenSkip: 'noMailbox' }],
    ['no mailbox', { status: 404, code: 'MailboxNotEnabledForRESTAPI' }, { kind: 'skipMailbox', reason: 'noMailbox' }],
    ['no mailbox, the other code of the same case', { status: 404, code: 'ResourceNotFound' }, { kind: 'skipMailbox', reason: 'noMailbox' }],
    ['no mailbox, under 400', { status: 400, code: 'ErrorNonExistentMailbox' }, { kind: 'skipMailbox', reason: 'noMailbox' }],
    ['user gone', { status: 404, code: 'Request_ResourceNotFound' }, { kind: 'skipMailbox', reason: 'gone' }],
    ['user gone, under 400', { status: 400, code: 'ErrorInvalidUser' }, { kind: 'skipMailbox', reason: 'gone' }],
    ['closed by policy', { status: 403, code: 'ErrorAccessDenied' }, { kind: 'skipMailbox', reason: 'accessDenied' }],
    ['closed, code in other case', { status: 403, code: 'erroraccessDENIED' }, { kind: 'skipMailbox', reason: 'accessDenied' }],
    ['closed, code nested', { status: 403, code: ['Forbidden', 'ErrorAccessDenied'] }, { kind: 'skipMailbox', reason: 'accessDenied' }],
    ['role missing', { status: 403, code: 'Authorization_RequestDenied' }, { kind: 'tenantFailure', code: 'consentMissing' }],
    ['token expired', { status: 401, code: 'InvalidAuthenticationToken' }, { kind: 'refreshToken' }],
    ['token refused, empty', { status: 401, isEmpty: true }, { kind: 'refreshToken' }],
    ['no licence', { status: 401, code: 'AuthenticationError' }, { kind: 'skipMailbox', reason: 'accessDenied' }],
    [
      'subscription lapsed',
      { status: 401, code: 'AuthenticationError', message: 'The service principal for resource X is lapsed, preventing tokens from being issued.' },
      { kind: 'tenantFailure', code: 'credentialsRefused' },
    ],
    ['own bad query', { status: 400, code: 'InefficientFilter' }, { kind: 'fail' }],
    ['own bad link', { status: 400, code: 'ErrorInvalidUrlQuery' }, { kind: 'fail' }],
    ['bad request of any code', { status: 400, code: 'SomethingNew' }, { kind: 'fail' }],
    ['redirect', { status: 302, isEmpty: true }, { kind: 'fail' }],
    ['not implemented', { status: 501, code: 'NotImplemented' }, { kind: 'fail' }],
  ])('%s', (_, row, action) => expect(classify(row)).toEqual(action));
});

describe('look-alikes are not taken for what they resemble', () => {
  test.each<[string, Row, string]>([
    ['a code that only begins like a known one', { status: 400, code: 'InefficientFilterHint' }, 'fail'],
    ['a code within a longer one', { status: 500, code: 'NotErrorAccessDenied' }, 'retry'],
    ['a known code in the message alone', { status: 500, message: 'ErrorAccessDenied: Access to OData is disabled.' }, 'retry'],
    ['throttling in the message alone, under 503', { status: 503, code: 'UnknownError', message: 'MailboxConcurrency' }, 'retry'],
    ['"429" as inner code of another status', { status: 500, code: ['ErrorInternalServerError', '429'] }, 'retry'],
    ['a lapsed something that says nothing of tokens', { status: 401, code: 'AuthenticationError', message: 'The licence has lapsed.' }, 'skipMailbox'],
    ['"collapsed"', { status: 401, code: 'AuthenticationError', message: 'collapsed, preventing tokens' }, 'skipMailbox'],
    ['a known code beneath another known one', { status: 503, code: ['ErrorServerBusy', 'ErrorMailboxMoveInProgress'] }, 'retry'],
    ['a time on an answer that is no refusal to serve', { status: 404, code: 'ErrorItemNotFound', retryAfterSeconds: 5 }, 'absent'],
  ])('%s', (_, row, kind) => expect(classify(row).kind).toBe(kind));

  test('the outermost known code decides', () => {
    expect(classify({ status: 503, code: ['ErrorServerBusy', 'ErrorMailboxMoveInProgress'] })).toMatchObject({ thenSkip: 'unavailable' });
    expect(classify({ status: 503, code: ['UnknownError', 'ErrorMailboxMoveInProgress'] })).toMatchObject({ thenSkip: 'moved' });
  });
});

describe('an answer of the directory', () => {
  test.each<[string, Row, object]>([
    ['group gone', { status: 404, code: 'Request_ResourceNotFound' }, { kind: 'absent' }],
    ['role missing', { status: 403, code: 'Authorization_RequestDenied' }, { kind: 'tenantFailure', code: 'consentMissing' }],
    ['forbidden without a code', { status: 403 }, { kind: 'tenantFailure', code: 'consentMissing' }],
    ['catch-all for tokens', { status: 401, code: 'AuthenticationError' }, { kind: 'refreshToken' }],
    ['header missing', { status: 400, code: 'Request_UnsupportedQuery' }, { kind: 'fail' }],
    ['throttled', { status: 429, retryAfterSeconds: 2 }, { kind: 'wait', afterSeconds: 2 }],
  ])('%s', (_, row, action) => expect(classify(row, 'directory')).toEqual(action));
});

test('a token that is refused again after a renewal ends the run', () => {
  for (const code of ['InvalidAuthenticationToken', 'AuthenticationError']) {
    expect(classify({ status: 401, code }, 'directory', true)).toEqual({ kind: 'tenantFailure', code: 'credentialsRefused' });
  }
});

test('a request without an answer is tried again, after a time-out with a smaller page', () => {
  expect(classifyGraphError({ kind: 'timedOut' }, 'mailbox', false)).toEqual({ ...retry, shrinksPage: true });
  expect(classifyGraphError({ kind: 'broken' }, 'directory', false)).toEqual(retry);
});
