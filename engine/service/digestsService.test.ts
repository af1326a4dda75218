import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testId } from '../enrichments/testEnrichment.ts';
import type { TestPublication } from '../insights/testPublication.ts';
import type { State } from '../model/state.ts';
import { testObjection } from '../model/testObjection.ts';
import { openTestService, people, type TestService } from './testService.ts';

const { mia, vic, gail } = people;
const id = testId(1);
const isThere = (path: string) => stat(path).then(() => true, () => false);

/** Accounts by their emails, and the days since the last one. */
const emailed = (accounts: Readonly<Record<string, readonly [emails: number, days: number]>>, coverage?: TestPublication['coverage']): TestPublication => ({
  accounts: Object.fromEntries(Object.entries(accounts).map(([name, [emailsTo, daysSinceEmail]]) => [name, { name, figures: [{ emailsTo, daysSinceEmail }] }])),
  ...(coverage && { coverage }),
});
const first = emailed({ Adatum: [9, 1], Bellows: [4, 2], Contoso: [1, 90] });
const second = emailed({ Adatum: [1, 90], Bellows: [4, 2], Contoso: [9, 1], Datum: [2, 70] });

const markOf = ({ folder }: TestService) => join(folder.enrichment(id), 'digest.json');
const namesOf = (customers: readonly { readonly name: string }[]) => customers.map(({ name }) => name);

test('the first digest tells the ranking and who has gone quiet, the best first, and no changes', async () => {
  const given = await openTestService();
  const publication = await given.publish(id, emailed({ Adatum: [9, 70], Bellows: [4, 2], Contoso: [1, 90] }));
  const digest = await given.service.digests.read(vic, id, 2);
  expect(digest).toMatchObject({ since: undefined, up: [], down: [], publication, coverage: publication.coverage, quiet: { total: 2 } });
  expect([namesOf(digest.ranking), namesOf(digest.quiet.items)]).toEqual([['Bellows', 'Adatum'], ['Adatum', 'Contoso']]);
  expect([...digest.ranking, ...digest.quiet.items].map(({ scoreChange }) => scoreChange)).toEqual([undefined, undefined, undefined, undefined]);
});

test('later ones tell what has changed since the results of the digest before, whatever was published in between', async () => {
  const given = await openTestService();
  const marked = await given.publish(id, first);
  const before = new Map((await given.service.digests.read(vic, id, 9)).ranking.map(({ name, score }) => [name, score]));
  await given.service.digests.mark(id);
  await given.publish(id, emailed({ Adatum: [3, 3], Bellows: [3, 3] }));
  await given.publish(id, second);
  await given.restart();
  const { since, ranking, up, down, quiet } = await given.service.digests.read(vic, id, 9);
  expect(since).toBe(marked.publishedAt);
  for (const { name, score, scoreChange } of [...ranking, ...up, ...down, ...quiet.items]) {
    const was = before.get(name);
    expect([name, scoreChange]).toEqual([name, was === undefined ? undefined : score - was]);
  }
  expect([namesOf(up).includes('Contoso'), namesOf(down).includes('Adatum')]).toEqual([true, true]);
  expect([...up, ...down].every(({ scoreChange }, place) => (place < up.length ? scoreChange > 0 : scoreChange < 0))).toBe(true);
  expect(namesOf(quiet.items).sort()).toEqual(['Adatum', 'Datum']);
});

test('those that moved most come first, at most so many', async () => {
  const given = await openTestService();
  await given.publish(id, first);
  await given.service.digests.mark(id);
  const path = markOf(given);
  const mark = JSON.parse(await readFile(path, 'utf8')) as object;
  await given.publish(id, second);
  const scores = new Map((await given.service.digests.read(vic, id, 9)).ranking.map(({ name, score }) => [name, score]));
  const moved = { Adatum: 3, Bellows: 7, Contoso: -2, Datum: -9 };
  await writeFile(path, JSON.stringify({ ...mark, scores: [...Object.entries(moved).map(([name, change]) => [name, (scores.get(name) ?? 0) - change]), ['Gone', 50]] }));
  const all = await given.service.digests.read(vic, id, 9);
  expect([...all.up, ...all.down].map(({ name, scoreChange }) => [name, scoreChange])).toEqual([['Bellows', 7], ['Adatum', 3], ['Datum', -9], ['Contoso', -2]]);
  const one = await given.service.digests.read(vic, id, 1);
  expect([namesOf(one.up), namesOf(one.down)]).toEqual([['Bellows'], ['Datum']]);
});

test('what covers other time is not compared, nor is a mark that cannot be read', async () => {
  const given = await openTestService();
  await given.publish(id, emailed({ Adatum: [1, 1] }, { from: '2026-10-01', days: 53, isComplete: false }));
  await given.service.digests.mark(id);
  await given.publish(id, second);
  expect(await given.service.digests.read(vic, id, 9)).toMatchObject({ since: undefined, up: [], down: [] });
  await Promise.all([given.service.digests.mark(id), given.service.digests.mark(id)]);
  expect((await given.service.digests.read(vic, id, 9)).since).toBeDefined();
  for (const broken of ['{"scores"', '{"scores": 1}']) {
    await writeFile(markOf(given), broken);
    expect(await given.service.digests.read(vic, id, 9)).toMatchObject({ since: undefined, up: [], down: [] });
  }
});

test('after one person was erased, or is read again, nothing is compared with a digest of before, whose scores go with the next results', async () => {
  const given = await openTestService();
  const changes: ((state: State) => void)[] = [(state) => state.objections.push(testObjection(1)), (state) => (state.objections = [])];
  for (const change of changes) {
    await given.publish(id, first);
    await given.service.digests.mark(id);
    await given.restart(change);
    expect((await given.service.digests.read(vic, id, 9)).since).toBeDefined();
    const mark = await readFile(markOf(given));
    await given.publish(id, second);
    expect([await isThere(markOf(given)), await given.service.digests.read(vic, id, 9)]).toMatchObject([false, { since: undefined, up: [], down: [] }]);
    // As though the results had come while a mark was being written.
    await writeFile(markOf(given), mark);
    expect(await given.service.digests.read(vic, id, 9)).toMatchObject({ since: undefined, up: [], down: [] });
  }
});

test('a mark goes with an erasure, and none comes after it', async () => {
  const given = await openTestService();
  const { service } = given;
  await given.publish(id, first);
  await service.digests.mark(id);
  expect(await isThere(markOf(given))).toBe(true);
  const marking = service.digests.mark(id).catch(() => undefined);
  await service.consents.withdraw(gail, id);
  await marking;
  expect(await isThere(given.folder.enrichment(id))).toBe(false);
  await expect(service.digests.mark(id)).rejects.toMatchObject({ code: 'notReady' });
});

test('a mark that cannot be written is told, and the one before stays', async () => {
  const given = await openTestService();
  await given.publish(id, first);
  await given.service.digests.mark(id);
  const before = await readFile(markOf(given), 'utf8');
  await given.publish(id, second);
  await mkdir(`${markOf(given)}.unfinished`);
  await expect(given.service.digests.mark(id)).rejects.toThrow();
  expect(await readFile(markOf(given), 'utf8')).toBe(before);
});

test('whoever may not read results gets no digest', async () => {
  const given = await openTestService();
  await given.publish(id, first);
  await expect(given.service.digests.read(mia, id, 5)).rejects.toMatchObject({ code: 'notAllowed' });
});
