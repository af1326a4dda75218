import { describe, expect, test } from 'vitest';
import type { Address } from '../model/address.ts';
import { addressKey, Objectors, userKey } from './objectors.ts';

const secret = new Uint8Array(32).fill(1);
const [bob, robert, ann] = ['bob@contoso.com', 'robert@contoso.com', 'ann@contoso.com'] as Address[] as [Address, Address, Address];
const objectors = new Objectors(secret, [addressKey(secret, bob), addressKey(secret, robert), userKey(secret, 'BOB-ID')]);

describe('Objectors', () => {
  test('know an address and a user id, and nobody else’s', () => {
    expect([bob, robert, ann].map((address) => objectors.hasAddress(address))).toEqual([true, true, false]);
    expect(['bob-id', 'Bob-ID', 'ann-id', 'bob@contoso.com'].map((userId) => objectors.hasUser(userId))).toEqual([true, true, false, false]);
  });

  test('know a person by the user id alone, or by one address', () => {
    expect(objectors.hasPerson({ userId: 'bob-id', addresses: [ann] })).toBe(true);
    expect(objectors.hasPerson({ userId: 'ann-id', addresses: [ann, robert] })).toBe(true);
    expect(objectors.hasPerson({ userId: 'ann-id', addresses: [ann] })).toBe(false);
  });

  test('with another secret know nobody: keys alone tell nothing', () => {
    expect(new Objectors(new Uint8Array(32), objectors.keys).hasAddress(bob)).toBe(false);
    expect(JSON.stringify(objectors.keys)).not.toMatch(/bob|contoso/i);
  });

  test('come to the same in whatever order they are listed', () => {
    expect(new Objectors(secret, [...objectors.keys, ...objectors.keys].reverse()).keys).toEqual(objectors.keys);
  });
});
