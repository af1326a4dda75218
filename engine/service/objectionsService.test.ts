import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testId } from '../enrichments/testEnrichment.ts';
import { EngagementFailure } from '../model/failure.ts';
import { bob, contact, hasInteractions, keep, results, serviceWithBob } from './testErasure.ts';
import { openTestService, people, type TestService } from './testService.ts';

const { ann, gail, vic, mia } = people;
const id = testId(1);
const all = { offset: 0, limit: 200 };

describe('whoever is erased', () => {
  test('goes with the interactions of every enrichment that holds something of any of their addresses, and no other', async () => {
    const given = await serviceWithBob({ enrichments: [1, 2, 3] });
    await keep(given, 'ann', 'robert@contoso.com', testId(1));
    await keep(given, 'bob-id', 'zoe@contoso.com', testId(2));
    await keep(given, 'ann', 'zoe@contoso.com', testId(3));
    const erased = await given.service.objections.erase(ann, 'Bob@Contoso.com', 'left');
    expect(erased).toMatchObject({ by: 'ann', reason: 'left', erased: { addresses: 3, enrichments: 2, chosenAddresses: 0 }, runsStarted: 2, runsToCome: 0 });
    expect(await Promise.all([1, 2, 3].map((number) => hasInteractions(given, testId(number))))).toEqual([[false, false], [false, false], [true, true]]);
    expect(given.runs.map(({ job }) => job.enrichmentId)).toEqual([testId(1), testId(2)]);
  });

  test('may be a contact, whom the directory does not know', async () => {
    const given = await openTestService();
    await keep(given, 'ann', 'zoe@contoso.com');
    const { erased } = await given.service.objections.erase(gail, ` <${contact.toUpperCase()}> `, 'asked');
    expect(erased).toMatchObject({ addresses: 1, enrichments: 1 });
  });

  test('is known to the next run by keys, and stands in clear nowhere on record', async () => {
    const given = await serviceWithBob();
    await keep(given, 'bob-id', 'robert@contoso.com');
    await given.service.objections.erase(ann, bob.mail, 'left');
    expect(given.runs[0]?.job.objectionKeys).toHaveLength(4);
    const told = JSON.stringify([given.events, await given.service.objections.list(ann), await given.service.audit(ann, all), await given.state()]);
    for (const text of ['bob', 'robert', 'b.smith', 'bob-id']) expect(told.toLowerCase()).not.toContain(text);
    expect((await stat(given.folder.objectionSecret)).mode & 0o777).toBe(0o600);
  });

  test('goes from what was chosen and consented to; an enrichment with nobody left stays, and can be mended', async () => {
    const given = await serviceWithBob({ enrichments: [1, 2] });
    await given.restart((state) => {
      for (const holder of [state.enrichments[0]?.settings, state.consents[0]]) holder?.addresses.push('Robert@Contoso.com');
      Object.assign(state.enrichments[1] ?? {}, { draft: { addresses: ['bob@contoso.com'] } });
    });
    expect((await given.service.objections.erase(ann, bob.mail, 'asked')).erased).toMatchObject({ enrichments: 2, chosenAddresses: 2 });
    const { enrichments, consents } = await given.state();
    expect(enrichments.map(({ settings, draft, revision }) => [settings?.addresses, draft?.addresses, revision])).toEqual([[['sales@contoso.com'], undefined, 2], [['sales@contoso.com'], [], 2]]);
    expect(consents.map(({ addresses }) => addresses)).toEqual([['sales@contoso.com'], ['sales@contoso.com']]);
  });

  test('goes from the list of people in published results, which stay until those of the next run come', async () => {
    const given = await serviceWithBob();
    const { id: publicationId } = await given.publish(id, results);
    const path = join(given.folder.publication(id, publicationId), 'Office_User.csv');
    await writeFile(path, 'EmailAddress,UserId,ResolvedFrom\nsales@contoso.com,ann,sales@contoso.com\nsales@contoso.com,bob-id,sales@contoso.com\n');
    await given.service.objections.erase(ann, bob.mail, 'asked');
    expect(await readFile(path, 'utf8')).toBe('EmailAddress,UserId,ResolvedFrom\nsales@contoso.com,ann,sales@contoso.com\n');
    expect((await given.service.insights.ranking(vic, id, all)).total).toBe(1);
  });

  test('is measured by nobody: erased, lifted, read and erased again, the answer, the record, the list, the audit log and what is logged hold no figure of theirs', async () => {
    const given = await serviceWithBob();
    const answers = [];
    for (const reason of ['left', 'asked'] as const) {
      await keep(given, 'bob-id', 'robert@contoso.com');
      answers.push(await given.service.objections.erase(ann, bob.mail, reason));
      await given.service.objections.lift(ann, bob.mail);
    }
    await given.service.objections.erase(ann, bob.mail, 'asked');
    const receipts = [...answers, ...(await given.service.objections.list(ann)).objections, ...(await given.state()).objections, ...given.events.flatMap((event) => (event.kind === 'personErased' ? [event.objection] : []))];
    for (const { erased } of receipts) expect(Object.keys(erased)).toEqual(['addresses', 'enrichments', 'chosenAddresses']);
    const entries = (await given.service.audit(ann, all)).items.filter(({ action }) => action === 'personErased');
    for (const { details } of entries) expect(Object.keys(details ?? {})).toEqual(['objectionId', 'reason', 'addresses', 'enrichments', 'chosenAddresses']);
    expect([receipts.length, entries.length]).toEqual([7, 3]);
  });

  test('leaves a receipt in the list and one entry in the audit log: numbers', async () => {
    const given = await serviceWithBob();
    await keep(given, 'bob-id', 'zoe@contoso.com');
    const { runsStarted, runsToCome, ...receipt } = await given.service.objections.erase(gail, bob.mail, 'asked');
    expect([runsStarted, runsToCome]).toEqual([1, 0]);
    expect((await given.service.objections.list(ann)).objections).toEqual([receipt]);
    expect(receipt.finishedAt).toBe(given.clock.now());
    const { items: [entry] } = await given.service.audit(ann, all);
    expect(entry).toMatchObject({ action: 'personErased', by: 'gail', details: { objectionId: receipt.id, reason: 'asked', ...receipt.erased } });
    expect(given.events).toContainEqual({ kind: 'personErased', objection: receipt });
  });
});

describe('a run that is under way', () => {
  test('ends before anything is erased, and another one follows, which knows who objects', async () => {
    const given = await serviceWithBob();
    const run = await given.run(id);
    const erased = await given.service.objections.erase(ann, bob.mail, 'left');
    expect([run.signal.aborted, run.job.objectionKeys, given.runs[1]?.job.objectionKeys.length]).toEqual([true, [], 4]);
    expect([erased.erased.enrichments, erased.runsStarted]).toEqual([0, 1]);
    const { items } = await given.service.runs.list(ann, id, all);
    expect(items.map(({ outcome, failure }) => [outcome, failure?.code])).toEqual([[undefined, undefined], ['cancelled', 'interrupted']]);
  });

  test('does not follow where the enrichment is switched off or not consented to: its results are still to be read anew', async () => {
    const given = await serviceWithBob({ enrichments: [1, 2] });
    for (const number of [1, 2]) {
      await given.publish(testId(number), results);
      await keep(given, 'bob-id', 'zoe@contoso.com', testId(number));
    }
    await given.service.enrichments.setActive(ann, testId(1), false);
    await given.service.enrichments.saveDraft(ann, testId(2), { addresses: ['sales@contoso.com', 'bob@contoso.com', 'ann@contoso.com'] });
    given.directory.users = [bob, { id: 'ann', mail: 'ann@contoso.com' }];
    await given.restart((state) => state.consents.forEach((consent) => (consent.status = consent.enrichmentId === testId(2) ? 'expired' : 'granted')));
    expect(await given.service.objections.erase(ann, bob.mail, 'left')).toMatchObject({ runsStarted: 0, runsToCome: 2 });
  });
});

describe('nothing is erased', () => {
  test.each([
    ['the directory does not answer', 'graphUnavailable', bob.mail, (given: TestService) => (given.directory.failure = new EngagementFailure('graphUnavailable', 'Microsoft Graph does not answer.'))],
    ['the app may not read users', 'consentMissing', bob.mail, (given: TestService) => (given.directory.roles = [])],
    ['it is the address of a group', 'addressUnknown', 'sales@contoso.com', () => undefined],
    ['it is no address', 'addressUnknown', 'bob', () => undefined],
  ])('where %s (%s), and the failure does not repeat the address', async (_, code, address, change) => {
    const given = await serviceWithBob();
    await keep(given, 'bob-id', 'zoe@contoso.com');
    change(given);
    const failure = await given.service.objections.erase(ann, address, 'left').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, message: expect.not.stringContaining(address.slice(0, 3)) as string });
    expect([(await given.state()).objections, await hasInteractions(given)]).toEqual([[], [true, true]]);
  });

  test('by whoever may not, who also sees no list', async () => {
    const given = await serviceWithBob();
    for (const actor of [vic, mia]) {
      await expect(given.service.objections.erase(actor, bob.mail, 'left')).rejects.toMatchObject({ code: 'notAllowed' });
      await expect(given.service.objections.lift(actor, bob.mail)).rejects.toMatchObject({ code: 'notAllowed' });
      await expect(given.service.objections.list(actor)).rejects.toMatchObject({ code: 'notAllowed' });
    }
  });
});

describe('an objection', () => {
  test('is lifted by any of the person’s addresses, and only that person’s; also who tries an address of nobody is in the audit log', async () => {
    const given = await serviceWithBob();
    for (const address of [bob.mail, contact]) await given.service.objections.erase(ann, address, 'left');
    expect(await given.service.objections.lift(gail, 'Robert@contoso.com')).toEqual({ objectionsLifted: 1 });
    expect((await given.state()).objections).toHaveLength(1);
    const { items: [entry] } = await given.service.audit(ann, all);
    expect(entry).toMatchObject({ action: 'personObjectionLifted', by: 'gail', details: { objections: 1 } });
    await expect(given.service.objections.lift(ann, bob.mail)).rejects.toMatchObject({ code: 'notFound', message: expect.not.stringContaining('bob') as string });
    const { items: [missed] } = await given.service.audit(ann, all);
    expect(missed).toMatchObject({ action: 'personObjectionLifted', by: 'ann', details: { objections: 0 } });
  });

  test('is told to the bot by user ids that it asks for', async () => {
    const given = await serviceWithBob();
    expect(await given.service.bulletin.erasedPeople()).toEqual([]);
    await given.service.objections.erase(ann, bob.mail, 'left');
    const [erased] = await given.service.bulletin.erasedPeople();
    expect(['bob-id', 'ann'].map((userId) => erased?.isPerson(userId))).toEqual([true, false]);
  });

  test('without its secret lets nobody be read as though nobody objected', async () => {
    const given = await serviceWithBob();
    await given.service.objections.erase(ann, contact, 'left');
    await writeFile(given.folder.objectionSecret, '');
    await expect(given.service.objections.erase(ann, bob.mail, 'left')).rejects.toMatchObject({ code: 'stateUnusable' });
    await expect(given.service.objections.lift(ann, contact)).rejects.toMatchObject({ code: 'stateUnusable' });
  });
});

test('an erasure that a crash has interrupted is finished at the next start', async () => {
  const given = await serviceWithBob();
  await given.service.objections.erase(ann, bob.mail, 'left');
  await keep(given, 'bob-id', 'zoe@contoso.com');
  const officeUser = join(given.folder.publication(id, testId(77)), 'Office_User.csv');
  await mkdir(dirname(officeUser), { recursive: true });
  await writeFile(officeUser, 'EmailAddress,UserId,ResolvedFrom\nRobert@contoso.com,bob-id,robert@contoso.com\n');
  await given.restart((state) => {
    for (const objection of state.objections) {
      delete objection.finishedAt;
      objection.toErase = [id];
    }
    for (const enrichment of state.enrichments) enrichment.publicationId = testId(77);
  });
  expect([await hasInteractions(given), await readFile(officeUser, 'utf8')]).toEqual([[false, false], 'EmailAddress,UserId,ResolvedFrom\n']);
  expect((await given.state()).objections).toMatchObject([{ toErase: [], finishedAt: given.clock.now() }]);
});
