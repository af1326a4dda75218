import { readdir } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { testId } from '../enrichments/testEnrichment.ts';
import type { TestPublication } from '../insights/testPublication.ts';
import type { SegmentDefinition } from '../model/segment.ts';
import { openTestService, people } from './testService.ts';

const { ann, vic, mia } = people;
const id = testId(1);
const all = { offset: 0, limit: 200 };

/** Accounts a, b, c … with so many emails. */
const withEmails = (...emails: readonly number[]): TestPublication => ({
  accounts: Object.fromEntries(emails.map((emailsTo, place) => [String.fromCharCode(97 + place), { name: `Customer ${place}`, figures: [{ emailsTo, daysSinceEmail: 1, daysSinceMeeting: 1 }] }])),
});
const atLeast = (value: number, name = 'Many emails'): SegmentDefinition => ({ name, level: 'Year', condition: { kind: 'comparison', column: 'NoOfEmails_ToAccount', comparison: 'greaterOrEqual', value } });

describe('a segment', () => {
  test('is counted before it is saved, and its history begins with that count', async () => {
    const given = await openTestService();
    const { id: publicationId } = await given.publish(id, withEmails(1, 5, 9));
    const { segments } = given.service;
    expect(await segments.count(vic, id, atLeast(5))).toBe(2);
    const made = await segments.create(vic, id, atLeast(5));
    expect(made).toMatchObject({ name: 'Many emails', revision: 1, isReadyMade: false, createdBy: 'vic', history: [{ publicationId, count: 2 }] });
    expect(await segments.get(vic, id, made.id)).toEqual(made);
    expect((await segments.members(vic, id, made.id, all)).items.map(({ customerId }) => customerId)).toEqual(['c', 'b']);
  });

  test('can be made before the first results; its history begins with them', async () => {
    const given = await openTestService();
    const { segments } = given.service;
    const made = await segments.create(vic, id, atLeast(5));
    expect(made.history).toEqual([]);
    await expect(segments.members(vic, id, made.id, all)).rejects.toMatchObject({ code: 'notReady' });
    await given.publish(id, withEmails(5));
    expect((await segments.get(vic, id, made.id)).history).toMatchObject([{ count: 1 }]);
  });

  test('that is renamed keeps its history; with another condition it begins anew', async () => {
    const given = await openTestService();
    await given.publish(id, withEmails(1, 5, 9));
    const { segments } = given.service;
    const made = await segments.create(vic, id, atLeast(5));
    await given.publish(id, withEmails(1, 2, 9));
    const renamed = await segments.change(vic, id, made.id, atLeast(5, 'Busy'), 1);
    expect([renamed.name, renamed.revision, renamed.history.map(({ count }) => count)]).toEqual(['Busy', 2, [2, 1]]);
    expect((await segments.change(vic, id, made.id, atLeast(1, 'Busy'))).history.map(({ count }) => count)).toEqual([3]);
  });

  test('is changed only by who has seen it as it is', async () => {
    const { service } = await openTestService();
    const made = await service.segments.create(vic, id, atLeast(5));
    await expect(service.segments.change(vic, id, made.id, atLeast(6), 2)).rejects.toMatchObject({ code: 'revisionConflict' });
    expect(await service.segments.get(vic, id, made.id)).toEqual(made);
  });

  test('has a name of its own in its enrichment, whatever the case', async () => {
    const { service: { segments } } = await openTestService({ enrichments: [1, 2] });
    const made = await segments.create(vic, id, atLeast(5));
    const other = await segments.create(vic, id, atLeast(5, 'Other'));
    await expect(segments.create(vic, id, atLeast(6, 'MANY emails'))).rejects.toMatchObject({ code: 'nameTaken' });
    await expect(segments.change(vic, id, other.id, atLeast(6, 'many EMAILS'))).rejects.toMatchObject({ code: 'nameTaken' });
    expect(await segments.change(vic, id, made.id, atLeast(6, 'many emails'))).toMatchObject({ revision: 2 });
    expect(await segments.create(vic, testId(2), atLeast(5))).toMatchObject({ name: 'Many emails' });
  });

  test('of another enrichment is not found', async () => {
    const { service: { segments } } = await openTestService({ enrichments: [1, 2] });
    const made = await segments.create(vic, id, atLeast(5));
    await expect(segments.get(vic, testId(2), made.id)).rejects.toMatchObject({ code: 'notFound' });
    await expect(segments.remove(vic, testId(2), made.id)).rejects.toMatchObject({ code: 'notFound' });
    await segments.remove(vic, id, made.id);
    expect(await segments.list(vic, id)).toEqual([]);
  });

  test('with a condition that cannot be used is refused, before and after there are results', async () => {
    const given = await openTestService();
    const unusable: SegmentDefinition = { name: 'x', level: 'Year', condition: { kind: 'comparison', column: 'EngagementScore', comparison: 'less', value: 'text' } };
    await expect(given.service.segments.create(vic, id, unusable)).rejects.toMatchObject({ code: 'conditionUnusable' });
    await given.publish(id, withEmails(1));
    await expect(given.service.segments.count(vic, id, unusable)).rejects.toMatchObject({ code: 'conditionUnusable' });
    expect(await given.service.segments.list(vic, id)).toHaveLength(1);
  });
});

test('the ready-made segment can be looked at and exported, and neither changed nor deleted', async () => {
  const given = await openTestService();
  await given.publish(id, withEmails(1, 2));
  const { segments } = given.service;
  const [stale] = await segments.list(vic, id);
  expect(stale).toMatchObject({ name: 'Stale accounts', isReadyMade: true, history: [{ count: 0 }] });
  const staleId = stale?.id ?? '';
  await expect(segments.change(ann, id, staleId, atLeast(1))).rejects.toMatchObject({ code: 'notAllowed' });
  await expect(segments.remove(ann, id, staleId)).rejects.toMatchObject({ code: 'notAllowed' });
});

test('an export is a file named like the segment, stands in the audit log without the name, and leaves nothing behind', async () => {
  const given = await openTestService();
  await given.publish(id, withEmails(1, 9));
  const { segments } = given.service;
  const made = await segments.create(vic, id, atLeast(5));
  const file = await segments.exportMembers(vic, id, made.id, 'csv');
  expect([file.fileName, file.mediaType]).toEqual(['Many emails.csv', 'text/csv; charset=utf-8']);
  expect((await text(file.content)).split('\n')[1]).toMatch(/^Customer 1,1,/);
  expect((await given.service.audit(ann, all)).items[0]).toMatchObject({ action: 'exported', by: 'vic', enrichmentId: id, details: { format: 'csv', segmentId: made.id } });
  expect(await readdir(given.folder.temporary)).toEqual([]);
});

test('members of the organisation may look once the results are open to all, and change or export nothing', async () => {
  const given = await openTestService();
  await given.publish(id, withEmails(9));
  const { segments } = given.service;
  const { id: madeId } = await segments.create(vic, id, atLeast(5));
  await expect(segments.list(mia, id)).rejects.toMatchObject({ code: 'notAllowed' });
  await given.service.visibility.write(ann, true);
  expect((await segments.members(mia, id, madeId, all)).total).toBe(1);
  for (const work of [segments.create(mia, id, atLeast(1, 'x')), segments.remove(mia, id, madeId), segments.exportMembers(mia, id, madeId, 'csv')]) {
    await expect(work).rejects.toMatchObject({ code: 'notAllowed' });
  }
});
