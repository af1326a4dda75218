import { randomUUID } from 'node:crypto';
import type { Reply } from './reply.ts';

/** Where Entra's documentation sends the reader of an error. */
const errorPage = 'https://login.microsoftonline.com/error?code=';

/** A refusal of the sign-in service. Codes: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export class EntraError extends Error {
  override readonly name = 'EntraError';
  readonly status: number;
  /** The error code of OAuth 2.0, such as `invalid_grant`. */
  readonly error: string;
  /** The number behind `AADSTS`. */
  readonly code: number;

  constructor(status: number, error: string, code: number, description: string) {
    super(description);
    this.status = status;
    this.error = error;
    this.code = code;
  }
}

/** `error_description` as Entra writes it, on one line. */
export function descriptionOf({ code, message }: EntraError, now: number, [traceId, correlationId] = [randomUUID(), randomUUID()]): string {
  return `AADSTS${code}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${new Date(now).toISOString()}`;
}

/** The answer of an endpoint that speaks JSON (RFC 6749 section 5.2, with Entra's own fields). */
export function entraErrorReply(error: EntraError, now: number): Reply {
  const [trace_id, correlation_id] = [randomUUID(), randomUUID()];
  const body = {
    error: error.error,
    error_description: descriptionOf(error, now, [trace_id, correlation_id]),
    error_codes: [error.code],
    timestamp: new Date(now).toISOString(),
    trace_id,
    correlation_id,
    error_uri: `${errorPage}${error.code}`,
  };
  return entraJson(body, error.status);
}

export function entraJson(body: unknown, status = 200): Reply {
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };
  return { status, headers, body: JSON.stringify(body) };
}
