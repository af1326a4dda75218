import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { EntraError } from './entraError.ts';

const sealMilliseconds = 3_600_000;

/**
 * Anti-forgery values: a form can be sent only by who has read the page that it stands on, and only to the address that the page was for. No
 * other site can read the page, so none can send the form.
 */
export class FormSeals {
  readonly #key = randomBytes(32);

  seal(url: URL, now: number): string {
    const expiresAtMs = String(now + sealMilliseconds);
    return `${expiresAtMs}.${this.#mark(url, expiresAtMs)}`;
  }

  /** @throws EntraError */
  check(value: string | null, url: URL, now: number): void {
    const [expiresAtMs = '', mark = ''] = (value ?? '').split('.');
    const expected = Buffer.from(this.#mark(url, expiresAtMs));
    const given = Buffer.from(mark);
    if (given.length === expected.length && timingSafeEqual(given, expected) && Number(expiresAtMs) > now) return;
    const description = 'Invalid Request: The request tokens do not match the user context. Do not copy the user context values (cookies; form fields; headers) between different requests.';
    throw new EntraError(403, 'invalid_request', 165000, description);
  }

  #mark(url: URL, expiresAtMs: string): string {
    return createHmac('sha256', this.#key).update(`${expiresAtMs} ${url.pathname}${url.search}`).digest('base64url');
  }
}
