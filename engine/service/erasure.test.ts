import { existsSync } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testConsent, testId } from '../enrichments/testEnrichment.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { State } from '../model/state.ts';
import { testObjection } from '../model/testObjection.ts';
import { openTestService, people, type TestRun, type TestService } from './testService.ts';

const { ann, gail, vic } = people;
const id = testId(1);
const all = { offset: 0, limit: 200 };
const results = { accounts: { a: { name: 'Adatum', figures: [{ emailsTo: 3, daysSinceEmail: 1 }] } } };

const isThere = (path: string) => stat(path).then(() => true, () => false);
const actionsOf = async ({ service }: TestService) => (await service.audit(ann, all)).items.map(({ action }) => action).reverse();
const receiptsOf = async ({ service }: TestService, enrichmentId = id) => (await service.consents.list(ann, enrichmentId)).receipts;

/** What a run leaves, and no state names. */
async function writeDerived({ folder }: TestService, enrichmentId = id): Promise<void> {
  await mkdir(folder.enrichment(enrichmentId), { recursive: true });
  await writeFile(join(folder.enrichment(enrichmentId), 'pseudonyms.secret'), 'x'.repeat(32));
}

describe('a withdrawal', () => {
  test('ends the consent, stops the run, erases all that was derived, and leaves a receipt', async () => {
    const given = await openTestService();
    await given.publish(id, results);
    await writeDerived(given);
    const run = await given.run(id);
    const receipt = await given.service.consents.withdraw(gail, id);
    expect(receipt).toMatchObject({ enrichmentId: id, cause: 'consentWithdrawn', causedBy: 'gail', publications: 1, files: 3, isPseudonymKeyErased: true });
    expect([run.signal.aborted, await isThere(given.folder.enrichment(id))]).toEqual([true, false]);
    expect(await receiptsOf(given)).toEqual([receipt]);
    expect((await actionsOf(given)).slice(-2)).toEqual(['consentWithdrawn', 'erased']);
    expect(given.events.at(-1)).toEqual({ kind: 'erased', receipt });
  });

  test('keeps the enrichment, its segments and the records of its runs, without any figure', async () => {
    const given = await openTestService();
    await given.publish(id, results);
    await given.service.consents.withdraw(gail, id);
    const { enrichments, publications, runs, segments, consents } = await given.state();
    expect([enrichments[0]?.settings?.name, enrichments[0]?.publicationId, publications]).toEqual(['Sales 1', undefined, []]);
    expect(runs.map(({ outcome, overview }) => [outcome, overview])).toEqual([['succeeded', undefined]]);
    expect(segments.map(({ name, history }) => [name, history])).toEqual([['Stale accounts', []]]);
    expect(consents).toMatchObject([{ status: 'withdrawn', withdrawnBy: 'gail' }]);
  });

  test('is durable, and shows nothing any more, before the run has stopped and anything is erased', async () => {
    const given = await openTestService();
    await given.publish(id, results);
    const run = await given.run(id);
    const seen: unknown[] = [];
    run.signal.addEventListener('abort', () => {
      const shown = given.service.insights.ranking(vic, id, all);
      seen.push(shown.then(() => 'results', (error: unknown) => error));
      seen.push(given.service.enrichments.get(ann, id).then(({ state, publication }) => [state, publication]));
    });
    await given.service.consents.withdraw(gail, id);
    expect(await Promise.all(seen)).toEqual([expect.objectContaining({ code: 'notReady' }), ['awaitingConsent', undefined]]);
  });

  test('of results that a run is publishing leaves none of them', async () => {
    const given = await openTestService();
    const run = await given.run(id);
    await run.publish(results);
    await given.service.consents.withdraw(gail, id);
    const { publications, segments, enrichments } = await given.state();
    expect([publications, enrichments[0]?.publicationId, segments.flatMap(({ history }) => history)]).toEqual([[], undefined, []]);
    expect(await isThere(given.folder.enrichment(id))).toBe(false);
  });

  test('leaves other enrichments alone', async () => {
    const given = await openTestService({ enrichments: [1, 2] });
    await given.publish(testId(2), results);
    await given.service.consents.withdraw(gail, id);
    expect((await given.service.insights.ranking(vic, testId(2), all)).total).toBe(1);
  });
});

describe('two calls at once', () => {
  test('to withdraw are one erasure, with one receipt', async () => {
    const given = await openTestService();
    await writeDerived(given);
    const receipts = await Promise.all([given.service.consents.withdraw(gail, id), given.service.consents.withdraw(gail, id)]);
    expect(receipts[0]).toEqual(receipts[1]);
    expect(await receiptsOf(given)).toHaveLength(1);
  });

  test('to withdraw and to delete end with the enrichment deleted', async () => {
    const given = await openTestService();
    const run = await given.run(id);
    const withdrawing = given.service.consents.withdraw(gail, id);
    const deleting = new Promise((resolve, reject) => run.signal.addEventListener('abort', () => void given.service.enrichments.remove(ann, id).then(resolve, reject)));
    expect([await withdrawing, await deleting]).toMatchObject([{ cause: 'consentWithdrawn' }, { cause: 'enrichmentDeleted' }]);
    expect((await given.state()).enrichments).toEqual([]);
  });

  test('one after the other are two erasures', async () => {
    const given = await openTestService();
    await given.service.consents.withdraw(gail, id);
    await given.service.consents.withdraw(gail, id);
    expect(await receiptsOf(given)).toHaveLength(2);
  });
});

test('a deletion takes the enrichment, its runs and segments, and leaves consents, receipts and the audit log', async () => {
  const given = await openTestService({ enrichments: [1, 2] });
  await given.publish(id, results);
  await given.publish(testId(2), results);
  const receipt = await given.service.enrichments.remove(ann, id);
  expect(receipt).toMatchObject({ cause: 'enrichmentDeleted', causedBy: 'ann', publications: 1 });
  expect(await receiptsOf(given)).toEqual([receipt]);
  expect((await actionsOf(given)).slice(-3)).toEqual(['consentWithdrawn', 'enrichmentDeleted', 'erased']);
  const { enrichments, runs, segments, publications, consents } = await given.state();
  for (const left of [runs, segments, publications]) expect(left.map(({ enrichmentId }) => enrichmentId)).toEqual([testId(2)]);
  expect(enrichments.map((one) => one.id)).toEqual([testId(2)]);
  expect(consents.map(({ enrichmentId, status }) => [enrichmentId, status])).toEqual([[id, 'withdrawn'], [testId(2), 'granted']]);
});

describe('an erasure that a crash has interrupted', () => {
  const withdrawn = (state: State) => Object.assign(state.consents[0] ?? {}, { status: 'withdrawn', withdrawnAt: 7, withdrawnBy: 'gail' });

  test('is finished at the next start, in the name of who withdrew', async () => {
    const given = await openTestService();
    await writeDerived(given);
    await given.restart(withdrawn);
    expect(await isThere(given.folder.enrichment(id))).toBe(false);
    expect(await receiptsOf(given)).toMatchObject([{ cause: 'consentWithdrawn', causedBy: 'gail', files: 1, isPseudonymKeyErased: true }]);
    expect(await actionsOf(given)).toEqual(['erased']);
  });

  test('is finished also where consent has been asked for again meanwhile; that request stays open', async () => {
    const given = await openTestService();
    await writeDerived(given);
    await given.restart((state) => {
      withdrawn(state);
      state.consents.push(testConsent(2, { enrichmentId: id, status: 'requested', expiresAt: Number.MAX_SAFE_INTEGER }));
    });
    expect(await isThere(given.folder.enrichment(id))).toBe(false);
    expect((await given.service.consents.list(ann, id)).consents.map(({ status }) => status)).toEqual(['requested', 'withdrawn']);
  });

  test('behind the last file has its receipt at the next start, and only then', async () => {
    const given = await openTestService();
    await given.restart(withdrawn);
    await given.restart();
    expect(await receiptsOf(given)).toMatchObject([{ cause: 'consentWithdrawn', files: 0 }]);
  });

  test('is told as that of a removed permission where nobody withdrew', async () => {
    const given = await openTestService();
    await given.restart((state) => Object.assign(state.consents[0] ?? {}, { status: 'withdrawn', withdrawnAt: 7 }));
    expect(await receiptsOf(given)).toMatchObject([{ cause: 'permissionRemoved' }]);
  });

  test('of a deleted enrichment is finished, with the records that are left', async () => {
    const given = await openTestService();
    await given.publish(id, results);
    await given.restart((state) => {
      withdrawn(state);
      state.enrichments = [];
    });
    expect(await receiptsOf(given)).toMatchObject([{ cause: 'enrichmentDeleted', causedBy: 'gail', publications: 1 }]);
    const { runs, segments } = await given.state();
    expect([runs, segments]).toEqual([[], []]);
  });

  test('touches nothing that was consented to anew since', async () => {
    const given = await openTestService();
    await writeDerived(given);
    await given.restart((state) => {
      withdrawn(state);
      state.consents.push(testConsent(2, { enrichmentId: id }));
    });
    expect([await isThere(given.folder.enrichment(id)), await receiptsOf(given)]).toEqual([true, []]);
  });

  test('is told apart from a folder that is nobody’s: that goes too, and what is no id stays', async () => {
    const given = await openTestService();
    await writeDerived(given, testId(3));
    await writeDerived(given, 'lost+found');
    await given.restart();
    expect([await isThere(given.folder.enrichment(testId(3))), await isThere(given.folder.enrichment('lost+found'))]).toEqual([false, true]);
    await rm(given.folder.enrichment('lost+found'), { recursive: true });
  });
});

describe('a run that finds fewer than two people', () => {
  const tooFew = new EngagementFailure('peopleTooFew', 'The chosen addresses come to 1.');
  const shown = ({ service }: TestService) => service.insights.ranking(vic, id, all).then(({ total }) => total, (error: unknown) => (error as EngagementFailure).code);

  /** Ends the run that is under way. Resolves when all that follows from its end is done where `isGone`. */
  async function failed(given: TestService, run: TestRun, failure: EngagementFailure, isGone: boolean): Promise<void> {
    run.fail(failure);
    await given.when(id, (view) => view?.run.endedAt !== undefined && (!isGone || !existsSync(given.folder.enrichment(id))));
  }

  test('takes the results with it, and all that they came from; there is no receipt of it, whose numbers would be one person’s', async () => {
    const given = await openTestService();
    await given.publish(id, results);
    await given.service.digests.mark(id);
    await writeDerived(given);
    await failed(given, await given.run(id), tooFew, true);
    expect([await shown(given), await given.service.runs.publications(vic, id), await receiptsOf(given)]).toEqual(['notReady', [], []]);
    expect((await given.service.runs.list(ann, id, all)).items.map(({ failure, overview }) => [failure?.code, overview])).toEqual([['peopleTooFew', undefined], [undefined, undefined]]);
    expect((await given.service.segments.list(vic, id)).flatMap(({ history }) => history)).toEqual([]);
    await given.publish(id, results);
    expect(await shown(given)).toBe(1);
  });

  test('takes them also where a crash comes in between', async () => {
    const given = await openTestService();
    await given.publish(id, results);
    await given.restart((state) => {
      for (const run of state.runs) Object.assign(run, { outcome: 'failed', failure: { code: tooFew.code, message: tooFew.message } });
      for (const enrichment of state.enrichments) delete enrichment.publicationId;
      state.publications = [];
    });
    expect(await isThere(given.folder.enrichment(id))).toBe(false);
  });

  test('is told from others that fail: with those, results stay until the next ones come', async () => {
    const given = await openTestService();
    await given.publish(id, results);
    for (const code of ['addressUnknown', 'graphUnavailable', 'columnMissing'] as const) await failed(given, await given.run(id), new EngagementFailure(code, 'Failed.'), false);
    expect(await shown(given)).toBe(1);
  });

  test('is like one that finds nobody under a chosen address, where the results hold somebody who was erased since: no run would replace them', async () => {
    const given = await openTestService();
    await given.publish(id, results);
    await given.restart((state) => state.objections.push(testObjection(1)));
    await failed(given, await given.run(id), new EngagementFailure('graphUnavailable', 'Failed.'), false);
    expect(await shown(given)).toBe(1);
    await failed(given, await given.run(id), new EngagementFailure('addressUnknown', 'Failed.'), true);
    expect(await shown(given)).toBe('notReady');
  });
});

test('a removed permission erases every enrichment that was consented to, and names nobody', async () => {
  const given = await openTestService({ enrichments: [1, 2] });
  for (const number of [1, 2]) await writeDerived(given, testId(number));
  const run = await given.run(id);
  // The watch, which the run has woken, has looked and sleeps again: nothing but promises lies in between.
  await new Promise(setImmediate);
  given.directory.roles = [];
  given.clock.advance(60_000);
  await given.told('erased', 2);
  for (const number of [1, 2]) {
    expect(await receiptsOf(given, testId(number))).toMatchObject([{ cause: 'permissionRemoved', files: 1 }]);
    expect((await receiptsOf(given, testId(number)))[0]).not.toHaveProperty('causedBy');
  }
  expect(run.signal.aborted).toBe(true);
  expect((await actionsOf(given)).filter((action) => action === 'permissionRemoved')).toHaveLength(2);
});
