import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testId } from '../enrichments/testEnrichment.ts';
import { bob, contact, isThere, keep, officeUserPath, results, serviceWithBob } from './testErasure.ts';
import { people, type TestService } from './testService.ts';

const { ann } = people;
const id = testId(1);
const all = { offset: 0, limit: 200 };
const header = 'EmailAddress,UserId,ResolvedFrom\n';

const runsOf = async ({ service }: TestService, enrichmentId = id) => (await service.runs.list(ann, enrichmentId, all)).items;
const isFinished = async ({ service }: TestService) => (await service.objections.list(ann)).objections.map(({ finishedAt }) => finishedAt !== undefined);
const faults = ({ events }: TestService) => events.filter(({ kind }) => kind === 'fault').length;

/** Whatever is active wakes the schedule, so that it looks whether or not it sleeps already. */
async function later({ clock, service }: TestService, minutes: number): Promise<void> {
  clock.advance(minutes * 60_000);
  await service.enrichments.setActive(ann, id, true);
}

/** Where the list of people belongs stands a folder, so that nobody can be taken out of it. */
async function serviceThatFails(): Promise<{ readonly given: TestService; readonly path: string }> {
  const given = await serviceWithBob();
  await given.publish(id, results);
  const path = await officeUserPath(given, ann);
  await mkdir(path);
  return { given, path };
}

describe('an erasure that fails half way', () => {
  test('is on record, says that it is not finished, and is a fault for the operator; its run starts all the same', async () => {
    const { given } = await serviceThatFails();
    const erased = await given.service.objections.erase(ann, bob.mail, 'left');
    expect([erased.finishedAt, erased.runsStarted, faults(given), await isFinished(given)]).toEqual([undefined, 1, 1, [false]]);
    expect(given.runs.at(-1)?.job.objectionKeys).toHaveLength(4);
  });

  test('does not keep the service from starting, and is tried again then', async () => {
    const { given } = await serviceThatFails();
    await given.service.objections.erase(ann, bob.mail, 'left');
    await given.restart();
    expect([faults(given), await isFinished(given)]).toEqual([2, [false]]);
  });

  test('is tried again after a minute, not at each look at the schedule, since runs are stopped for it; another one follows', async () => {
    const { given, path } = await serviceThatFails();
    await given.service.objections.erase(ann, bob.mail, 'left');
    for (const isActive of [false, true]) await given.service.enrichments.setActive(ann, id, isActive);
    await later(given, 1);
    await given.told('fault', 2);
    await rm(path, { recursive: true });
    await writeFile(path, `${header}bob@contoso.com,bob-id,bob@contoso.com\n`);
    await later(given, 2);
    await given.told('personErased', 1);
    expect([await readFile(path, 'utf8'), await isFinished(given), faults(given)]).toEqual([header, [true], 2]);
    await given.told('runStarted', 4);
    expect((await runsOf(given)).map(({ outcome, failure }) => [outcome, failure?.code])).toEqual([[undefined, undefined], ...[1, 2].map(() => ['cancelled', 'interrupted']), ['succeeded', undefined]]);
  });

  test('is not forgotten by taking the person off the list, which finishes it, or is refused', async () => {
    const { given, path } = await serviceThatFails();
    await given.service.objections.erase(ann, bob.mail, 'left');
    await expect(given.service.objections.lift(ann, bob.mail)).rejects.toMatchObject({ code: 'notReady', message: expect.not.stringContaining('bob') as string });
    await rm(path, { recursive: true });
    await writeFile(path, `${header}bob@contoso.com,bob-id,bob@contoso.com\n`);
    expect(await given.service.objections.lift(ann, bob.mail)).toEqual({ objectionsLifted: 1 });
    expect([await readFile(path, 'utf8'), await isFinished(given)]).toEqual([header, []]);
    // It was stopped for that, and the one that follows reads the person again.
    expect((await runsOf(given)).map(({ outcome }) => outcome).slice(0, 2)).toEqual([undefined, 'cancelled']);
    await given.when(id, (run) => run?.run.id === given.runs.at(-1)?.job.runId);
    expect(given.runs.at(-1)?.job.objectionKeys).toEqual([]);
  });
});

describe('a list of people that is cut off', () => {
  test('goes as a whole, and nothing fails', async () => {
    const given = await serviceWithBob();
    await given.publish(id, results);
    const path = await officeUserPath(given, ann);
    await writeFile(path, `${header}sales@contoso.com,bob`);
    await given.service.objections.erase(ann, bob.mail, 'left');
    expect([await isThere(path), await isFinished(given), faults(given)]).toEqual([false, [true], 0]);
  });
});

describe('a run that was stopped', () => {
  test('is followed by another one also where it began while others were being stopped', async () => {
    const given = await serviceWithBob({ enrichments: [1, 2] });
    const first = await given.run(testId(1));
    const started = new Promise((resolve) => first.signal.addEventListener('abort', () => resolve(given.service.runs.start(ann, testId(2)))));
    await given.service.objections.erase(ann, bob.mail, 'left');
    await started;
    for (const number of [1, 2]) expect((await runsOf(given, testId(number))).map(({ outcome }) => outcome)[0]).toBeUndefined();
  });

  test('is followed by another one also where the service ended in between', async () => {
    const given = await serviceWithBob();
    await given.service.objections.erase(ann, contact, 'left');
    await given.restart((state) => state.objections.forEach((objection) => (objection.toRun = [id])));
    await given.told('runStarted', 1);
    expect((await runsOf(given)).map(({ cause, requestedBy }) => [cause, requestedBy])).toEqual([['first', 'ann']]);
    expect((await given.state()).objections.map(({ toRun }) => toRun)).toEqual([[]]);
  });

  test('needs none where the one that the service had to leave goes on', async () => {
    const given = await serviceWithBob();
    await given.service.objections.erase(ann, contact, 'left');
    await given.run(id);
    await given.restart((state) => state.objections.forEach((objection) => (objection.toRun = [id])));
    const { runs, objections } = await given.state();
    expect([runs.map(({ endedAt, resumptions }) => [endedAt, resumptions]), objections.map(({ toRun }) => toRun)]).toEqual([[[undefined, 1]], [[]]]);
  });
});

test('results that a crash has left half written go, since nobody looks into them', async () => {
  const given = await serviceWithBob();
  await keep(given, 'bob-id', 'zoe@contoso.com');
  const unfinished = join(given.folder.publications(id), '.half.partial', 'Office_User.csv');
  await mkdir(dirname(unfinished), { recursive: true });
  await writeFile(unfinished, `${header}bob@contoso.com,bob-id,bob@contoso.com\n`);
  await given.service.objections.erase(ann, bob.mail, 'left');
  expect(await isThere(dirname(unfinished))).toBe(false);
});

test('the first two who are erased at the same time are both known afterwards: there is one secret', async () => {
  const given = await serviceWithBob({ enrichments: [] });
  const carl = { id: 'carl-id', mail: 'carl@contoso.com' };
  given.directory.users = [bob, carl];
  await Promise.all([bob, carl].map(({ mail }) => given.service.objections.erase(ann, mail, 'left')));
  const erased = await given.service.bulletin.erasedPeople();
  expect(['bob-id', 'carl-id'].map((userId) => erased.filter(({ isPerson }) => isPerson(userId)).length)).toEqual([1, 1]);
});
