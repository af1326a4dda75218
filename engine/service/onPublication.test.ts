import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testId } from '../enrichments/testEnrichment.ts';
import type { TestPublication } from '../insights/testPublication.ts';
import { testObjection } from '../model/testObjection.ts';
import { openTestService, people } from './testService.ts';

const { ann, vic } = people;
const id = testId(1);
const page = { offset: 0, limit: 200 };

/** Accounts that were last met and written to so many days ago. */
const lastSeen = (...days: readonly number[]): TestPublication => ({
  accounts: Object.fromEntries(days.map((day, place) => [`a${place}`, { name: `Customer ${place}`, figures: [{ emailsTo: 1, daysSinceEmail: day, daysSinceMeeting: day }] }])),
});
const month: TestPublication['coverage'] = { from: '2026-10-01', days: 53, isComplete: false };

test('the first results bring the ready-made segment, once; each later run adds a count to its history', async () => {
  const given = await openTestService();
  const first = await given.publish(id, lastSeen(1, 90, 100));
  given.clock.advance(1_000);
  const second = await given.publish(id, lastSeen(1, 2, 100));
  expect(await given.service.segments.list(vic, id)).toMatchObject([
    { name: 'Stale accounts', isReadyMade: true, history: [{ publicationId: first.id, count: 2 }, { publicationId: second.id, count: 1, at: given.clock.now() }] },
  ]);
});

test('results are shown as they come, of part of the year too, and a run has one count: its last', async () => {
  const given = await openTestService();
  const run = await given.run(id);
  await run.publish({ ...lastSeen(90, 100), coverage: month });
  await given.told('published', 1);
  expect(await given.service.insights.ranking(vic, id, page)).toMatchObject({ total: 2, coverage: month, publication: { runId: run.record.id } });
  await run.publish(lastSeen(1, 100, 110, 120));
  run.finish();
  await given.when(id, (view) => view?.run.endedAt !== undefined);
  expect(await given.service.insights.ranking(vic, id, page)).toMatchObject({ total: 4, coverage: { isComplete: true } });
  expect((await given.service.segments.list(vic, id))[0]?.history.map(({ count }) => count)).toEqual([3]);
});

test('counts of results with other people in them go when the next results leave somebody out, and come to be compared again from there', async () => {
  const given = await openTestService();
  const historyOf = async () => (await given.service.segments.list(vic, id))[0]?.history.map(({ count }) => count);
  await given.publish(id, lastSeen(1, 90));
  await given.publish(id, lastSeen(1, 90, 100));
  await given.restart((state) => state.objections.push(testObjection(1)));
  expect(await historyOf()).toEqual([1, 2]);
  const publication = await given.publish(id, lastSeen(1));
  expect([await historyOf(), await given.service.runs.publications(vic, id)]).toEqual([[0], [publication]]);
  expect((await given.service.runs.list(vic, id, page)).items.map(({ overview }) => overview !== undefined)).toEqual([true, false, false]);
  await given.publish(id, lastSeen(90));
  expect(await historyOf()).toEqual([0, 1]);
});

test('the results that are replaced go from the disk; what a run may be writing stays', async () => {
  const given = await openTestService();
  await given.publish(id, lastSeen(1));
  await mkdir(join(given.folder.publications(id), '.next.partial'));
  const { id: publicationId } = await given.publish(id, lastSeen(2));
  expect(await readdir(given.folder.publications(id))).toEqual(['.next.partial', publicationId]);
});

test('who runs the service is told of each publication, and of the run’s end behind it', async () => {
  const given = await openTestService();
  const publication = await given.publish(id, lastSeen(1));
  const told = given.events.filter(({ kind }) => kind !== 'changed');
  expect(told.map(({ kind }) => kind)).toEqual(['runStarted', 'published', 'runEnded']);
  expect(told[1]).toEqual({ kind: 'published', publication });
});

test('where there are no results yet, whoever asks is told so', async () => {
  const { service } = await openTestService();
  await expect(service.insights.search(vic, id, 'a', 5)).rejects.toMatchObject({ code: 'notReady' });
  await expect(service.insights.card(vic, testId(7), 'a')).rejects.toMatchObject({ code: 'notFound' });
  await expect(service.insights.exportTable(ann, id, 'csv')).rejects.toMatchObject({ code: 'notReady' });
});

test('a card that is nobody’s is not found, and one that is says of which results it is', async () => {
  const given = await openTestService();
  const publication = await given.publish(id, lastSeen(1));
  expect(await given.service.insights.card(vic, id, 'a0')).toMatchObject({ card: { customerId: 'a0', name: 'Customer 0' }, publication, coverage: publication.coverage });
  await expect(given.service.insights.card(vic, id, 'nobody')).rejects.toMatchObject({ code: 'notFound' });
});

test('the publications of an enrichment come in their order, to whoever may read enrichments', async () => {
  const given = await openTestService({ enrichments: [1, 2] });
  const first = await given.publish(id, lastSeen(1));
  await given.publish(testId(2), lastSeen(1, 2));
  const second = await given.publish(id, lastSeen(3));
  expect(await given.service.runs.publications(vic, id)).toEqual([first, second]);
  await expect(given.service.runs.publications(vic, testId(7))).rejects.toMatchObject({ code: 'notFound' });
  await expect(given.service.runs.publications(people.mia, id)).rejects.toMatchObject({ code: 'notAllowed' });
});

test('table and customers are narrowed by a condition on rows of the level; one that cannot be is refused', async () => {
  const given = await openTestService();
  await given.publish(id, lastSeen(1, 90, 100));
  const condition = { kind: 'comparison', column: 'DaysSinceLastEmail', comparison: 'greater', value: 60 } as const;
  const query = { level: 'Year', page, condition } as const;
  const { items: rows } = await given.service.insights.table(vic, id, { ...query, sorting: { column: 'DaysSinceLastEmail', direction: 'descending' } });
  expect(rows.map(({ CustomerId }) => CustomerId)).toEqual(['a2', 'a1']);
  const { items: customers, publication } = await given.service.insights.customers(vic, id, { ...query, text: 'customer 1', sorting: { column: 'name', direction: 'ascending' } });
  expect([customers.map(({ customerId }) => customerId), publication.enrichmentId]).toEqual([['a1'], id]);
  const unusable = { ...query, condition: { ...condition, value: 'x' } };
  await expect(given.service.insights.table(vic, id, { ...unusable, sorting: { column: 'Name', direction: 'ascending' } })).rejects.toMatchObject({ code: 'conditionUnusable' });
  await expect(given.service.insights.customers(vic, id, { ...unusable, sorting: { column: 'name', direction: 'ascending' } })).rejects.toMatchObject({ code: 'conditionUnusable' });
});
