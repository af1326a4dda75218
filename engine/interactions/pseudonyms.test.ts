import { expect, test } from 'vitest';
import { Pseudonyms } from './pseudonyms.ts';
import { addressOf } from './testItems.ts';

const pseudonyms = new Pseudonyms(Buffer.alloc(32, 1));
const kinds = ['address', 'mailbox', 'mail', 'thread', 'meeting'] as const;
const ofEveryKind = (made: Pseudonyms) => kinds.map((kind) => made[kind](addressOf('eve@fabrikam.example')));

test('the same text has the same name under the same secret, also in another process', () => {
  expect(ofEveryKind(new Pseudonyms(Buffer.alloc(32, 1)))).toEqual(ofEveryKind(pseudonyms));
});

test('one text is called differently as an address, a mailbox, a mail, a thread and a meeting', () => {
  expect(new Set(ofEveryKind(pseudonyms)).size).toBe(kinds.length);
});

test('under another secret nothing keeps its name', () => {
  const others = ofEveryKind(new Pseudonyms(Buffer.alloc(32, 2)));
  expect(ofEveryKind(pseudonyms).filter((name) => others.includes(name))).toEqual([]);
});

test('a name is a signed 64-bit integer, as the store keeps it, and uses all its bits', () => {
  const names = Array.from({ length: 1000 }, (_, index) => pseudonyms.mail(`mail ${index}`));
  expect(names.every((name) => BigInt.asIntN(64, name) === name)).toBe(true);
  expect(new Set(names).size).toBe(names.length);
  expect(names.reduce((bits, name) => bits | BigInt.asUintN(64, name), 0n)).toBe(2n ** 64n - 1n);
});

test('a fingerprint tells lists apart by their words, their order and where the words end', () => {
  const fingerprint = pseudonyms.fingerprint(['ann', 'bob']);
  expect(pseudonyms.fingerprint(new Set(['ann', 'bob']))).toBe(fingerprint);
  const others = [['bob', 'ann'], ['annbob'], ['an', 'nbob'], ['ann', 'bob', ''], ['ann']].map((words) => pseudonyms.fingerprint(words));
  expect(new Set([fingerprint, ...others]).size).toBe(6);
  expect(new Pseudonyms(Buffer.alloc(32, 2)).fingerprint(['ann', 'bob'])).not.toBe(fingerprint);
});
