import { randomUUID } from 'node:crypto';

/** An answer, ready to send. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** Thrown by a route: the answer is this error in Graph's form. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

const graphContentType = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

export function jsonReply(body: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): Reply {
  return { status, headers: { 'Content-Type': graphContentType, 'OData-Version': '4.0', ...headers }, body: JSON.stringify(body) };
}

/** A collection of items whose JSON text is already there. `annotations` stand before the items and must not be empty. */
export function collectionReply(
  annotations: Readonly<Record<string, unknown>>,
  items: readonly Buffer[],
  headers: Readonly<Record<string, string>>,
): Reply {
  const body = Buffer.concat([Buffer.from(`${JSON.stringify(annotations).slice(0, -1)},"value":[`), ...items, Buffer.from(']}')]);
  return { status: 200, headers: { 'Content-Type': graphContentType, 'OData-Version': '4.0', ...headers }, body };
}

/** https://learn.microsoft.com/graph/errors */
export function errorReply(error: GraphError, now: number, clientRequestId?: string): Reply {
  const requestId = randomUUID();
  const innerError = { date: new Date(now).toISOString().slice(0, 19), 'request-id': requestId, 'client-request-id': clientRequestId ?? requestId };
  const body = { error: { code: error.code, message: error.message, innerError } };
  return { status: error.status, headers: { 'Content-Type': 'application/json', ...error.headers }, body: JSON.stringify(body) };
}
