import { describe, expect, test } from 'vitest';
import type { Resolution, ResolvedAddress } from '../graph/directory.ts';
import { addressOf } from '../interactions/testItems.ts';
import type { ChosenAddress, ListedPerson } from '../model/people.ts';
import { assertUsable, parseChosen } from './chosen.ts';

describe('chosen addresses', () => {
  test('stand as they were typed, without the blanks around, each once by what it means', () => {
    const chosen = parseChosen([' Ann@contoso.com', 'sales@contoso.com ', 'ann@CONTOSO.com', '<sales@contoso.com>']);
    expect(chosen).toEqual([
      { typed: 'Ann@contoso.com', address: 'ann@contoso.com' },
      { typed: 'sales@contoso.com', address: 'sales@contoso.com' },
    ]);
  });

  test('may have blank ones among them, which are passed over', () => {
    expect(parseChosen(['', '  ', '\n'])).toEqual([]);
  });

  test.each(['ann', 'Ann Lee', 'ann@contoso.com; bob@contoso.com'])('cannot be %j, which is refused by name', (typed) => {
    const refusal = expect.objectContaining({ code: 'addressUnknown', message: expect.stringContaining(`"${typed}"`) as string }) as Error;
    expect(() => parseChosen(['bob@contoso.com', typed])).toThrow(refusal);
  });
});

describe('the chosen people', () => {
  const chosen: ChosenAddress = { typed: 'sales@contoso.com', address: addressOf('sales@contoso.com') };
  const peopleOf = (count: number) => Array.from({ length: count }, (_, index): ListedPerson => ({ userId: `user ${index}`, addresses: [], chosen: [chosen] }));
  const resolved = (problem?: ResolvedAddress['problem']): ResolvedAddress => ({ chosen, kind: 'group', peopleCount: 2, guestsCount: 0, withoutMailboxCount: 0, ...(problem && { problem }) });
  const resolution = (count: number, changes: Partial<Resolution> = {}): Resolution => ({ people: peopleOf(count), byChosen: [resolved()], guestsCount: 0, withoutMailboxCount: 0, ...changes });

  const refusal = (code: string, ...parts: string[]) =>
    expect.objectContaining({ code, message: expect.stringMatching(new RegExp(parts.join('.*'))) as string }) as Error;

  test.each([2, 3, 2500])('may be %i', (count) => {
    expect(() => assertUsable(resolution(count))).not.toThrow();
  });

  test.each([0, 1])('may not be %i: no figure must be one person’s', (count) => {
    expect(() => assertUsable(resolution(count))).toThrow(refusal('peopleTooFew', `come to ${count}`, 'at least 2'));
  });

  test('may not be 2501', () => {
    expect(() => assertUsable(resolution(2501))).toThrow(refusal('peopleTooMany', '2501', 'at most 2500'));
  });

  test('are too few where the others were guests, which is told by number', () => {
    expect(() => assertUsable(resolution(1, { guestsCount: 7 }))).toThrow(refusal('peopleTooFew', '7 guests were left out'));
  });

  test('are refused for the first address that cannot be used, whatever their number; how many more there are is told', () => {
    const problems = [resolved({ code: 'groupEmpty', reason: 'noMembers', message: 'The group is empty.' }), resolved(), resolved({ code: 'addressUnknown', reason: 'unknown', message: 'Nobody.' })];
    expect(() => assertUsable(resolution(3, { byChosen: problems.slice(0, 2) }))).toThrow(refusal('groupEmpty', '^The group is empty\\.$'));
    expect(() => assertUsable(resolution(0, { byChosen: problems }))).toThrow(refusal('groupEmpty', '^The group is empty\\.', '1 more'));
  });
});
