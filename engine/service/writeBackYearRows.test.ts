import { describe, expect, onTestFinished, test } from 'vitest';
import { testId } from '../enrichments/testEnrichment.ts';
import { countingTokens, leapingClock, startServer, type SeenRequest } from '../graph/testServer.ts';
import type { TestPublication } from '../insights/testPublication.ts';
import { openTestService, people, type TestService } from './testService.ts';

const { ann, vic, gail } = people;
const id = testId(1);
const writeBack = { tableSetName: 'contoso_engagements', keyColumn: 'contoso_customerid' };

/** So many accounts: a1000, a1001, … */
const accounts = (count: number): TestPublication => ({
  accounts: Object.fromEntries(Array.from({ length: count }, (_, place) => [`a${1000 + place}`, { name: `Customer ${place}`, figures: [{ emailsTo: place + 1 }] }])),
});

const customersIn = ({ body }: SeenRequest) => [...body.matchAll(/contoso_customerid='([^']+)'/g)].map(([, customer]) => customer);

/** A service whose Dataverse takes everything, unless `refuses`; `onBatch` is called before each answer. */
async function withDataverse() {
  const world = { refuses: false, onBatch: () => Promise.resolve() };
  const server = await startServer(leapingClock(), async (request) => {
    await world.onBatch();
    if (world.refuses) return { status: 404, json: { error: { code: '0x80060888', message: 'Resource not found for the segment.' } } };
    const success = '--x\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\nOData-Version: 4.0\r\n\r\n\r\n';
    return { headers: { 'content-type': 'multipart/mixed; boundary=x' }, text: `${success.repeat(customersIn(request).length)}--x--\r\n` };
  });
  onTestFinished(() => server.close());
  const dataverse = { baseUrl: `${server.url}/api/data/v9.2`, tokens: countingTokens(), contacts: () => ({ accounts: nothing, contacts: nothing }) };
  const given = await openTestService({ dataverse });
  return { given, world, written: () => server.seen.flatMap(customersIn) };
}

async function setTarget({ service }: TestService): Promise<void> {
  await service.enrichments.saveDraft(ann, id, { writeBack });
  await service.enrichments.finish(ann, id);
}

const lastRun = async ({ service }: TestService) => (await service.enrichments.get(ann, id)).lastRun;

describe('complete results', () => {
  test('are written back behind each run where the settings say so, and stand in the audit log', async () => {
    const { given, written } = await withDataverse();
    await setTarget(given);
    await given.publish(id, accounts(3));
    expect(written()).toEqual(['a1000', 'a1001', 'a1002']);
    expect((await given.service.audit(ann, { offset: 0, limit: 1 })).items[0]).toMatchObject({ action: 'exported', enrichmentId: id, details: { format: 'dataverse', rows: 3 } });
    expect(await lastRun(given)).toMatchObject({ outcome: 'succeeded' });
  });

  test('stand where Dataverse refuses them: the run has a warning', async () => {
    const { given, world } = await withDataverse();
    world.refuses = true;
    await setTarget(given);
    await given.publish(id, accounts(3));
    expect(await lastRun(given)).toMatchObject({ outcome: 'succeededWithWarnings', failure: { code: 'writeBackRefused' } });
    expect((await given.service.insights.ranking(vic, id, { offset: 0, limit: 9 })).total).toBe(3);
  });

  test('of more accounts than one query gives are written each once', async () => {
    const { given, written } = await withDataverse();
    await setTarget(given);
    await given.publish(id, accounts(1_001));
    expect(written()).toHaveLength(1_001);
    expect(new Set(written()).size).toBe(1_001);
  });
});

test('results of part of the year are not written back', async () => {
  const { given, written } = await withDataverse();
  await setTarget(given);
  await given.publish(id, { ...accounts(3), coverage: { from: '2026-10-01', days: 53, isComplete: false } });
  expect(written()).toEqual([]);
});

describe('by hand', () => {
  test('they can be written again, by an admin', async () => {
    const { given, written } = await withDataverse();
    await given.publish(id, accounts(2));
    await setTarget(given);
    expect(await given.service.insights.writeBack(ann, id)).toEqual({ rowsWritten: 2 });
    expect(written()).toEqual(['a1000', 'a1001']);
    await expect(given.service.insights.writeBack(vic, id)).rejects.toMatchObject({ code: 'notAllowed' });
  });

  test('a table must be set, and results must be there', async () => {
    const { given } = await withDataverse();
    await expect(given.service.insights.writeBack(ann, id)).rejects.toMatchObject({ code: 'notReady', message: expect.stringContaining('No table') as string });
    await setTarget(given);
    await expect(given.service.insights.writeBack(ann, id)).rejects.toMatchObject({ code: 'notReady', message: expect.stringContaining('no results') as string });
  });

  test('what was begun is written to its end, where new results come meanwhile', async () => {
    const { given, world, written } = await withDataverse();
    await given.publish(id, accounts(1_200));
    await setTarget(given);
    world.onBatch = async () => {
      world.onBatch = () => Promise.resolve();
      await given.publish(id, accounts(1));
    };
    expect(await given.service.insights.writeBack(ann, id)).toEqual({ rowsWritten: 1_200 });
    expect(new Set(written()).size).toBe(1_200);
  });

  test('nothing more is written once the results are erased', async () => {
    const { given, world, written } = await withDataverse();
    await given.publish(id, accounts(1_200));
    await setTarget(given);
    world.onBatch = async () => {
      await given.service.consents.withdraw(gail, id);
    };
    await expect(given.service.insights.writeBack(ann, id)).rejects.toMatchObject({ code: 'notReady', message: expect.stringContaining('were erased') as string });
    expect(written().length).toBeLessThan(1_200);
  });
});

function nothing(): AsyncIterable<never> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }) };
}
