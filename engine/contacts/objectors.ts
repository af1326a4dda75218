import { createHmac } from 'node:crypto';
import type { Address } from '../model/address.ts';
import type { ListedPerson } from '../model/people.ts';

/**
 * Those who are never read and count nowhere, because they have left or have asked for it. They are known by keys alone (HMAC-SHA-256 of
 * address and user id under a secret of the tenant): whether somebody is among them can be told only of an address that is at hand.
 */
export class Objectors {
  static readonly none = new Objectors(new Uint8Array(), []);

  readonly keys: readonly string[];
  readonly #known: ReadonlySet<string>;
  readonly #secret: Uint8Array;

  constructor(secret: Uint8Array, keys: readonly string[]) {
    this.#secret = secret;
    this.#known = new Set(keys);
    this.keys = [...this.#known].sort();
  }

  hasAddress(address: Address): boolean {
    return this.#known.size > 0 && this.#known.has(addressKey(this.#secret, address));
  }

  hasUser(userId: string): boolean {
    return this.#known.size > 0 && this.#known.has(userKey(this.#secret, userId));
  }

  /** By the user id or by any of the addresses that the directory gives the person now. */
  hasPerson({ userId, addresses }: Pick<ListedPerson, 'userId' | 'addresses'>): boolean {
    return this.hasUser(userId) || addresses.some((address) => this.hasAddress(address));
  }
}

export function addressKey(secret: Uint8Array, address: Address): string {
  return keyOf(secret, 'address', address);
}

export function userKey(secret: Uint8Array, userId: string): string {
  return keyOf(secret, 'user', userId.toLowerCase());
}

function keyOf(secret: Uint8Array, kind: string, text: string): string {
  return createHmac('sha256', secret).update(`${kind}\0${text}`).digest('hex');
}
