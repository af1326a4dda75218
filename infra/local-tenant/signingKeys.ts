import { generateKeyPair, type CryptoKey } from 'jose';

/** A pair of keys for RS256. */
export interface SigningKeys {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

const made = new Map<string, Promise<SigningKeys>>();

/**
 * The keys of this owner, made when first asked for and the same for all tenants of this process, as those of Entra are for all tenants in the
 * world: finding the primes takes up to a second, longer than anything else that a tenant does at its start.
 */
export function signingKeysOf(owner: 'entra' | 'botConnector' | 'stranger'): Promise<SigningKeys> {
  const keys = made.get(owner) ?? generateKeyPair('RS256');
  made.set(owner, keys);
  return keys;
}
