import type { Clock } from '../../engine/index.ts';
import { ConversationGone, DeliveryFailed } from '../port/messenger.ts';
import { connectorErrorOf, type ConnectorError } from './connectorError.ts';
import { Pace } from './pace.ts';

const attemptsMax = 5;
const backoffSecondsFirst = 1;

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit: these pass by themselves. */
const busyStatuses = new Set([412, 429, 502, 503, 504]);
/** Of these, the request may have been carried out all the same. */
const uncertainStatuses = new Set([500, 502, 504]);
/** The codes of a 403 that say that the bot has no place in the conversation any more. */
const codesOfGone = new Set(['BotNotInConversationRoster', 'BotDisabledByAdmin', 'MessageWritesBlocked', 'ConversationBlockedByUser', 'ForbiddenOperationException']);

/** Below what Teams allows: 7 messages at once, 1,800 an hour in a conversation; 50 requests a second in a tenant. */
const conversationPace = { intervalMilliseconds: 1_000, burst: 5 };
const tenantPace = { intervalMilliseconds: 20, burst: 50 };

/** A 404; what is not there depends on what was asked for. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  readonly code: string | undefined;

  constructor(code: string | undefined) {
    super(`The Bot Connector answered 404${code === undefined ? '' : ` (${code})`}.`);
    this.code = code;
  }
}

export interface DeliveryRequest {
  readonly tenantId: string;
  readonly conversationId: string;
  /** A message is written or changed, which a conversation takes only so often. */
  readonly isWriting: boolean;
  /** It does the same when it is done twice, so that it is repeated also where nobody knows whether it was carried out. */
  readonly isRepeatable: boolean;
  /** For how long it may be repeated. */
  readonly patienceMilliseconds: number;
}

/** Makes requests to the Bot Connector at the pace that Teams allows, and again where Teams is busy. Once `stopping` is aborted, it waits no longer: what would have to, fails. */
export class Delivery {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #stopping: AbortSignal;
  readonly #conversations: Pace;
  readonly #tenants: Pace;

  constructor(clock: Clock, random: () => number, stopping: AbortSignal) {
    this.#clock = clock;
    this.#random = random;
    this.#stopping = stopping;
    this.#conversations = new Pace(clock, conversationPace, stopping);
    this.#tenants = new Pace(clock, tenantPace, stopping);
  }

  /** @throws ConversationGone, DeliveryFailed, NotFound; and whatever `call` throws that is no failure of a request */
  async deliver<Result>(request: DeliveryRequest, call: () => Promise<Result>): Promise<Result> {
    const giveUpAt = this.#clock.now() + request.patienceMilliseconds;
    let isUncertain = false;
    /** Rejects at once when the service stops. */
    const waited = async (wait: () => Promise<void>): Promise<void> => {
      try {
        this.#stopping.throwIfAborted();
        await wait();
      } catch (error) {
        throw new DeliveryFailed('The service stopped before the Bot Connector had taken a request.', isUncertain, { cause: error });
      }
    };
    for (let attempt = 1; ; attempt += 1) {
      await waited(async () => {
        if (request.isWriting) await this.#conversations.pass(request.conversationId);
        await this.#tenants.pass(request.tenantId);
      });
      try {
        return await call();
      } catch (error) {
        const failure = connectorErrorOf(error);
        if (failure === undefined) throw error;
        throwIfFinal(failure);
        isUncertain ||= failure.kind === 'unanswered' || (failure.kind === 'refused' && uncertainStatuses.has(failure.status));
        const waitMilliseconds = this.#wait(failure, attempt);
        if (!mayRepeat(failure, request) || attempt === attemptsMax || this.#clock.now() + waitMilliseconds > giveUpAt) {
          throw new DeliveryFailed(`The Bot Connector did not take a request: ${described(failure)}, after ${attempt} of at most ${attemptsMax} attempts.`, isUncertain);
        }
        await waited(() => this.#clock.sleep(waitMilliseconds, this.#stopping));
      }
    }
  }

  #wait(failure: ConnectorError, attempt: number): number {
    // Full jitter: anything up to the doubled bound, so that requests that failed together come back spread out.
    const backoffMilliseconds = this.#random() * backoffSecondsFirst * 2 ** attempt * 1000;
    const asked = failure.kind === 'refused' ? retryAfterMilliseconds(failure.retryAfter, this.#clock.now()) : 0;
    return Math.max(asked, backoffMilliseconds);
  }
}

function throwIfFinal(failure: ConnectorError): void {
  if (failure.kind !== 'refused') return;
  if (failure.status === 403 && codesOfGone.has(failure.code ?? '')) throw new ConversationGone(`The bot may not write there any more (${failure.code ?? ''}).`);
  if (failure.status === 404) throw new NotFound(failure.code);
}

function mayRepeat(failure: ConnectorError, { isRepeatable }: DeliveryRequest): boolean {
  switch (failure.kind) {
    case 'unsent':
      return true;
    case 'unanswered':
      return isRepeatable;
    case 'refused':
      return busyStatuses.has(failure.status);
  }
}

function described(failure: ConnectorError): string {
  switch (failure.kind) {
    case 'unsent':
      return `no connection (${failure.code})`;
    case 'unanswered':
      return 'no answer';
    case 'refused':
      return `status ${failure.status}${failure.code === undefined ? '' : ` (${failure.code})`}`;
  }
}

/** RFC 9110, 10.2.3: whole seconds or an HTTP date; 0 where it is absent or neither. */
function retryAfterMilliseconds(header: string | undefined, now: number): number {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const moment = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(moment) ? 0 : Math.max(0, moment - now);
}
