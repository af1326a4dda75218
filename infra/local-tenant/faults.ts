import { chance } from './chance.ts';
import { GraphError } from './reply.ts';

/** Something that goes wrong, and for whom. */
export interface Fault {
  /** Matched against the path of the address, such as `/v1.0/users/…/messages`; default every request. */
  readonly route?: RegExp;
  /** Requests of this user's mailbox alone; by user id. */
  readonly mailbox?: string;
  /** How often it strikes before it is over; default without end. */
  readonly times?: number;
  /** How likely it strikes at each request that it matches, 0 to 1; default 1. Drawn from `seed`. */
  readonly probability?: number;
  readonly seed?: number;
  /** The status of the answer; without it, and without `resetSocket`, the answer stands and is only slow. */
  readonly status?: number;
  /** Error code and message in place of those that are usual for the status. */
  readonly error?: { readonly code: string; readonly message: string };
  /** Default `json`. */
  readonly body?: 'json' | 'empty' | 'html';
  /** Retry-After in this many seconds; absent where it is not given. */
  readonly retryAfterSeconds?: number;
  /** Default `seconds`. */
  readonly retryAfterForm?: 'seconds' | 'date';
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection breaks: before an answer, or in the middle of the right one. */
  readonly resetSocket?: 'atOnce' | 'midBody';
  /** The answer, right or wrong, is held back as long by the tenant's clock. */
  readonly slowMilliseconds?: number;
}

/** Error codes as Graph sends them with a status. */
const usualErrors: Readonly<Record<number, { readonly code: string; readonly message: string }>> = {
  400: { code: 'ErrorInvalidUrlQuery', message: 'The query is not supported.' },
  401: { code: 'InvalidAuthenticationToken', message: 'Access token has expired or is not yet valid.' },
  403: { code: 'ErrorAccessDenied', message: 'Access to OData is disabled.' },
  404: { code: 'ResourceNotFound', message: 'Resource could not be discovered.' },
  410: { code: 'SyncStateNotFound', message: 'The sync state generation is not found.' },
  429: { code: 'ApplicationThrottled', message: 'Application is over its MailboxConcurrency limit.' },
  500: { code: 'ErrorInternalServerError', message: 'An internal server error occurred. The operation failed.' },
  502: { code: 'UnknownError', message: '' },
  503: { code: 'ErrorServerBusy', message: 'The server cannot service this request right now. Try again later.' },
  504: { code: 'UnknownError', message: '' },
};

interface Programmed {
  readonly fault: Fault;
  strikesLeft: number;
  draws: number;
}

/** The faults that a test has programmed. */
export class Faults {
  #programmed: Programmed[] = [];

  /** Adds a fault. Where several match a request, the one that was added first strikes. */
  fail(fault: Fault): void {
    this.#programmed.push({ fault, strikesLeft: fault.times ?? Infinity, draws: 0 });
  }

  /** Ends all faults. */
  clear(): void {
    this.#programmed = [];
  }

  /** The fault that strikes this request, if any. */
  strike(path: string, mailbox: string | undefined): Fault | undefined {
    return this.#programmed.find((programmed) => strikes(programmed, path, mailbox))?.fault;
  }
}

function strikes(programmed: Programmed, path: string, mailbox: string | undefined): boolean {
  const { route, mailbox: wanted, probability = 1, seed = 1 } = programmed.fault;
  if (programmed.strikesLeft <= 0) return false;
  if (wanted !== undefined && wanted.toLowerCase() !== mailbox) return false;
  // `search` ignores a global expression's memory of its last match.
  if (route !== undefined && path.search(route) < 0) return false;
  if (probability < 1 && chance(seed, programmed.draws++) >= probability) return false;
  programmed.strikesLeft--;
  return true;
}

/** When the client may come back after this fault; undefined where it is not told. */
export function retryAfterOf({ retryAfterSeconds, retryAfterForm }: Fault, now: number): { readonly header: string; readonly untilMs: number } | undefined {
  if (retryAfterSeconds === undefined) return undefined;
  if (retryAfterForm !== 'date') return { header: String(retryAfterSeconds), untilMs: now + retryAfterSeconds * 1000 };
  const untilMs = Math.ceil(now / 1000 + retryAfterSeconds) * 1000;
  return { header: new Date(untilMs).toUTCString(), untilMs };
}

/** The usual error of a status, or the fault's own. */
export function faultError({ status = 500, error }: Fault, headers: Readonly<Record<string, string>>): GraphError {
  const { code, message } = error ?? usualErrors[status] ?? { code: 'UnknownError', message: '' };
  return new GraphError(status, code, message, headers);
}
