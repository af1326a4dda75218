import { createHmac } from 'node:crypto';
import type { Address } from '../model/address.ts';

/** What an address, a mailbox, a mail, a thread or a meeting is called in the store: 64 bits that mean nothing without the secret. */
export type Pseudonym = bigint;

/**
 * Keyed pseudonyms: HMAC-SHA-256 under the installation's secret, cut to 64 bits. The kind of thing goes into the hash, so that the same
 * text as an address and as a mail key has two unrelated pseudonyms. Among 10 million addresses the odds of any two meeting are 1 in 300,000.
 */
export class Pseudonyms {
  readonly #secret: Uint8Array;

  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  address(address: Address): Pseudonym {
    return this.#of('address', address);
  }

  mailbox(userId: string): Pseudonym {
    return this.#of('mailbox', userId);
  }

  mail(key: string): Pseudonym {
    return this.#of('mail', key);
  }

  thread(key: string): Pseudonym {
    return this.#of('thread', key);
  }

  meeting(key: string): Pseudonym {
    return this.#of('meeting', key);
  }

  /** Tells whether two lists of words are the same without keeping the words. */
  fingerprint(words: Iterable<string>): string {
    const hmac = createHmac('sha256', this.#secret).update('fingerprint\0');
    for (const word of words) hmac.update(word).update('\0');
    return hmac.digest('hex');
  }

  #of(kind: string, text: string): Pseudonym {
    return createHmac('sha256', this.#secret).update(`${kind}\0${text}`).digest().readBigInt64LE(0);
  }
}
