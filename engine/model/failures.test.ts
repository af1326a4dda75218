import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { EngagementFailure, failureCodes, type FailureCode } from './failure.ts';
import { isClosedToUs, skipReasons } from './skipReason.ts';

const page = await readFile(new URL('failures.md', import.meta.url), 'utf8');

/** The first two cells of the rows that begin with a word of the code. */
const rows = [...page.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map(([, word = '', second = '']) => ({ word, second }));
const ofCodes = rows.filter(({ second }) => /^\d+$/.test(second));
const ofReasons = rows.filter(({ second }) => !/^\d+$/.test(second));

test('the page of failures has a row for every code, and no other', () => {
  expect(ofCodes.map(({ word }) => word).sort()).toEqual([...failureCodes].sort());
});

test.each(ofCodes)('the page gives $word the exit status that the command line gives it: $second', ({ word, second }) => {
  const failure = new EngagementFailure(word as FailureCode, '');
  expect(Number(second)).toBe(word === 'interrupted' ? 130 : failure.isInput ? 2 : 1);
});

test('the page of failures has a row for every reason to skip a mailbox, in the order of the code', () => {
  expect(ofReasons.map(({ word }) => word)).toEqual([...skipReasons]);
});

test('the page says for each reason whether what was kept of the mailbox is erased', () => {
  for (const reason of skipReasons) {
    const [, kept] = new RegExp(`^\\| \`${reason}\` \\| [^|]+ \\| (\\w+) \\|`, 'm').exec(page) ?? [];
    expect(`${reason}: ${kept ?? ''}`).toBe(`${reason}: ${isClosedToUs(reason) ? 'erased' : 'stays'}`);
  }
});
