import { randomBytes } from 'node:crypto';
import { EntraError } from './entraError.ts';

/** Microsoft recommends that codes are redeemed at once; they live about this long. */
const codeMilliseconds = 300_000;

/** What was agreed when somebody signed in, to be proven when the code is redeemed. */
export interface Authorization {
  readonly userId: string;
  /** As it was written: the client must repeat it. */
  readonly redirectUri: string;
  readonly scope: string;
  /** RFC 7636, method S256; undefined for a client with a secret that uses none. */
  readonly codeChallenge: string | undefined;
}

interface Entry {
  readonly authorization: Authorization;
  readonly expiresAtMs: number;
  isRedeemed: boolean;
}

/** Authorization codes: each opens once, within five minutes. */
export class AuthorizationCodes {
  readonly #entries = new Map<string, Entry>();

  issue(authorization: Authorization, now: number): string {
    for (const [code, { expiresAtMs }] of this.#entries) if (expiresAtMs <= now - codeMilliseconds) this.#entries.delete(code);
    const code = randomBytes(32).toString('base64url');
    this.#entries.set(code, { authorization, expiresAtMs: now + codeMilliseconds, isRedeemed: false });
    return code;
  }

  /** A code is used up by the attempt, also where the rest of the request is wrong. @throws EntraError */
  redeem(code: string, now: number): Authorization {
    const entry = this.#entries.get(code);
    if (entry === undefined) throw new EntraError(400, 'invalid_grant', 70000, "The provided value for the 'code' parameter is not valid.");
    if (entry.isRedeemed) {
      throw new EntraError(400, 'invalid_grant', 54005, 'OAuth2 Authorization code was already redeemed, please retry with a new valid code.');
    }
    entry.isRedeemed = true;
    if (entry.expiresAtMs <= now) throw new EntraError(400, 'invalid_grant', 70008, 'The provided authorization code has expired.');
    return entry.authorization;
  }
}
