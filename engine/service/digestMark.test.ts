import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testId } from '../enrichments/testEnrichment.ts';
import type { Publication } from '../model/runRecord.ts';
import { storeFolder } from '../store/testStore.ts';
import { readMark, writeMark } from './digestMark.ts';

const coverage = { from: '2025-11-23', days: 365, isComplete: true };
const publication: Publication = { id: testId(1), enrichmentId: testId(2), runId: testId(3), publishedAt: 5, asOf: 4, coverage, customersEnriched: 1, customersTotal: 1 };

test('a mark is read as it was written, whatever accounts are called by', async () => {
  const path = join(await storeFolder(), 'digest.json');
  expect(await readMark(path)).toBeUndefined();
  await writeMark(path, publication, [['__proto__', 7], ['é "1"', 0]], () => true);
  expect(await readMark(path)).toEqual({ publicationId: testId(1), publishedAt: 5, coverage, scores: new Map([['__proto__', 7], ['é "1"', 0]]) });
});

test('no mark of results that are gone is left, whether the erasure came before its writing, or meanwhile', async () => {
  const folder = await storeFolder();
  await writeMark(join(folder, 'digest.json'), publication, [], () => false);
  expect(await readdir(folder)).toEqual([]);
  const erased = join(folder, 'erased');
  await writeMark(join(erased, 'digest.json'), publication, [], () => false);
  expect(await readdir(folder)).toEqual([]);
  await expect(writeMark(join(erased, 'digest.json'), publication, [], () => true)).rejects.toMatchObject({ code: 'ENOENT' });
});
