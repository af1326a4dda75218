import type { Clock } from '../../model/clock.ts';
import { classifyGraphError, type Refusal } from '../errors.ts';
import { parseErrorBody } from '../errorBody.ts';
import type { Exchange, Outcome, Step } from '../exchange.ts';
import { parseJson } from '../json.ts';
import { parseRetryAfter } from '../retryAfter.ts';
import { RequestTimedOut } from './timeout.ts';

/**
 * Turns what an attempt brought into its outcome. A body that is no JSON under a success status (a proxy's page, an answer cut off) counts as
 * a broken answer, so it is parsed here, within the reach of the retries.
 */
export function judge(options: { readonly clock: Clock; readonly signal: AbortSignal | undefined }): Step {
  return async (exchange, next) => {
    exchange.answer = undefined;
    try {
      await next();
      exchange.outcome = outcomeOf(exchange, options.clock.now());
    } catch (error) {
      options.signal?.throwIfAborted();
      const refusal: Refusal = error instanceof RequestTimedOut ? { kind: 'timedOut' } : { kind: 'broken' };
      exchange.outcome = refused(exchange, refusal, refusal.kind === 'timedOut' ? 'no answer in time' : 'connection or answer broken', error);
    }
  };
}

function outcomeOf(exchange: Exchange, now: number): Outcome {
  const { answer, body } = exchange;
  if (!answer) throw new Error('The transport ended without an answer.');
  // What a POST has made is told by its status alone; many answer without a body.
  if (answer.status >= 200 && answer.status < 300) return { kind: 'done', json: body === undefined ? parseJson(answer.text) : undefined };
  if (answer.status === 409 && body !== undefined) return { kind: 'exists' };
  const { codes, message } = parseErrorBody(answer.text);
  const refusal: Refusal = {
    kind: 'answer',
    status: answer.status,
    codes,
    message,
    isEmpty: answer.text.trim() === '',
    retryAfterSeconds: parseRetryAfter(answer.retryAfter, now),
  };
  return refused(exchange, refusal, describe(answer.status, codes, answer.requestId), undefined);
}

function refused(exchange: Exchange, refusal: Refusal, description: string, cause: unknown): Outcome {
  return { kind: 'refused', action: classifyGraphError(refusal, exchange.route, exchange.refusedToken !== undefined), description, cause };
}

/** Status, code and request id only: the server's texts may name people. */
function describe(status: number, codes: readonly string[], requestId: string | undefined): string {
  const code = codes.find((text) => /^[\w.]{1,80}$/.test(text));
  const id = requestId && /^[\w-]{1,80}$/.test(requestId) ? `request-id ${requestId}` : undefined;
  return [`status ${status}`, code, id].filter((part) => part !== undefined).join(', ');
}
