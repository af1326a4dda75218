import type { Problem } from '../../contract/problem.ts';
import type { FailureCode } from './contract.ts';

/** `offline`: no answer came at all. `unreadable`: what came was no answer of our API (a proxy's page, say). */
export type ApiFailureCode = FailureCode | 'offline' | 'unreadable';

/** An answer that is not the one that was asked for. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly code: ApiFailureCode;
  readonly status: number;
  /** For whoever looks it up in the log. */
  readonly requestId: string | undefined;
  /** Where a request is not as the contract says: the place in it, such as `body.addresses.0`. */
  readonly places: readonly { readonly path: string; readonly message: string }[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ApiFailureCode, { status = 0, problem, retryAfterSeconds, cause }: { readonly status?: number; readonly problem?: Problem; readonly retryAfterSeconds?: number; readonly cause?: unknown } = {}) {
    super(problem?.detail ?? code, { cause });
    this.code = code;
    this.status = status;
    this.requestId = problem?.requestId;
    this.places = problem?.errors ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
