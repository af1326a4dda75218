import type { Clock } from '../../model/clock.ts';
import { EngagementFailure } from '../../model/failure.ts';
import type { SkipReason } from '../../model/skipReason.ts';
import { MailboxUnreadable } from '../errors.ts';
import type { Exchange, Outcome, Step } from '../exchange.ts';
import { pageSizeOf, withPageSizeAtMost } from '../links.ts';
import { WaitedTooLong } from './limits.ts';

const backoffSecondsFirst = 1;
const backoffSecondsMax = 60;

type Refused = Extract<Outcome, { kind: 'refused' }>;

interface RetryOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Repeats an attempt as its outcome says, and ends in a page, in "absent", or in a failure, which it writes into the exchange. It is the
 * outermost step: each attempt passes the fence and the slots anew.
 */
export function retry(options: RetryOptions): Step {
  return async (exchange, next) => {
    try {
      await attempts(exchange, next, options);
    } catch (error) {
      exchange.failure = options.signal?.aborted ? interrupted(error) : failureOf(error);
    }
  };
}

async function attempts(exchange: Exchange, next: () => Promise<void>, options: RetryOptions): Promise<void> {
  // Counted by the reason: a mailbox that is slow now and then has not been moved.
  const triesByReason = new Map<SkipReason, number>();
  let givenUpAs: SkipReason = 'unavailable';
  for (;;) {
    exchange.url = withPageSizeAtMost(exchange.url, exchange.lane.pages.max);
    try {
      await next();
    } catch (error) {
      if (error instanceof WaitedTooLong) throw gaveUp(exchange, givenUpAs, error);
      throw error;
    }
    const { outcome } = exchange;
    if (outcome?.kind !== 'refused') return;
    const { action } = outcome;
    exchange.refusedToken = action.kind === 'refreshToken' ? exchange.token : undefined;
    switch (action.kind) {
      case 'wait':
      case 'refreshToken':
        break;
      case 'retry': {
        givenUpAs = action.thenSkip;
        const tries = (triesByReason.get(action.thenSkip) ?? 0) + 1;
        if (tries >= action.triesMax) throw gaveUp(exchange, action.thenSkip, outcome.cause);
        triesByReason.set(action.thenSkip, tries);
        if (action.shrinksPage) exchange.lane.pages.halve(pageSizeOf(exchange.url) ?? Infinity);
        // Full jitter: anything up to the doubled bound, so that requests that failed together come back spread out.
        const boundSeconds = Math.min(backoffSecondsMax, backoffSecondsFirst * 2 ** (tries - 1));
        await options.clock.sleep(options.random() * boundSeconds * 1000, options.signal);
        break;
      }
      case 'absent':
        return;
      case 'skipMailbox':
        throw new MailboxUnreadable(action.reason);
      case 'tenantFailure':
      case 'fail':
        throw finalFailure(exchange, outcome);
    }
  }
}

/** For work that a signal has ended. */
export function interrupted(cause: unknown): EngagementFailure {
  return new EngagementFailure('interrupted', 'The reading was interrupted; the next run goes on from there.', { cause });
}

function failureOf(error: unknown): Error {
  return error instanceof Error ? error : new Error('A step of the request failed.', { cause: error });
}

function gaveUp(exchange: Exchange, reason: SkipReason, cause: unknown): Error {
  if (exchange.route === 'mailbox') return new MailboxUnreadable(reason, { cause });
  const message = `Microsoft Graph could not be read after repeated tries (${lastOf(exchange)}). Run again later.`;
  return new EngagementFailure('graphUnavailable', message, { cause });
}

function finalFailure(exchange: Exchange, { action }: Refused): EngagementFailure {
  const last = lastOf(exchange);
  switch (action.kind === 'tenantFailure' ? action.code : 'graphRefused') {
    case 'consentMissing':
      return new EngagementFailure(
        'consentMissing',
        `Microsoft Graph refused access (${last}): the application permission ${exchange.permission} has not been granted. ` +
          'A Global Administrator must consent to it for the tenant.',
      );
    case 'credentialsRefused':
      return new EngagementFailure(
        'credentialsRefused',
        `Microsoft Graph refused the app's token, also a fresh one (${last}). ` +
          "Check that the app still exists in the tenant, and that the tenant's subscription has not ended.",
      );
    case 'graphRefused':
      return new EngagementFailure(
        'graphRefused',
        `Microsoft Graph refused a request as wrong (${last}). This is a fault of this program, not of your input: please report it.`,
      );
  }
}

function lastOf({ outcome }: Exchange): string {
  return outcome?.kind === 'refused' ? outcome.description : 'throttled without end';
}
