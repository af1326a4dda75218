import { describe, expect, test } from 'vitest';
import { testId, testSettings } from '../enrichments/testEnrichment.ts';
import { EngagementFailure } from '../model/failure.ts';
import { openTestService, people, type TestService } from './testService.ts';

const { ann, vic, mia, gail } = people;
const id = testId(1);
const complete = { ...testSettings, name: 'New', outputTable: 'New', terms: { agreedAt: 1, agreedBy: 'somebody else' } };

const actionsOf = async ({ service }: TestService) => (await service.audit(ann, { offset: 0, limit: 200 })).items.map(({ action }) => action).reverse();

describe('the way of an enrichment', () => {
  test('from the first step over consent to results', async () => {
    const given = await openTestService();
    const { enrichments, consents } = given.service;
    const created = await enrichments.create(ann, { name: 'New' });
    expect(created).toMatchObject({ state: 'draft', enrichment: { createdBy: 'ann', revision: 1 } });
    const newId = created.enrichment.id;
    await enrichments.saveDraft(ann, newId, complete);
    const finished = await enrichments.finish(ann, newId);
    expect(finished).toMatchObject({ state: 'awaitingConsent', consent: { status: 'requested', addresses: ['sales@contoso.com'] }, enrichment: { settings: { terms: { agreedBy: 'ann' } } } });
    expect(await consents.approve(gail, finished.consent?.id ?? '')).toMatchObject({ kind: 'granted' });
    expect(await enrichments.get(ann, newId)).toMatchObject({ state: 'scheduled', nextRunAt: expect.any(Number) as number });
    await given.publish(newId, { accounts: {} });
    expect(await enrichments.get(ann, newId)).toMatchObject({ state: 'ready', lastRun: { outcome: 'succeeded' }, publication: { enrichmentId: newId } });
    expect(await actionsOf(given)).toEqual(['enrichmentCreated', 'enrichmentSaved', 'consentRequested', 'consentGranted']);
  });

  test('an edit that reads nobody else needs no other consent; one that does, does', async () => {
    const { service, directory } = await openTestService();
    directory.groups = { ...directory.groups, 'service@contoso.com': [{ id: 'cid', mail: 'cid@contoso.com' }, { id: 'dan', mail: 'dan@contoso.com' }] };
    await service.enrichments.saveDraft(ann, id, { runHour: 7, addresses: ['SALES@contoso.com'] });
    expect(await service.enrichments.finish(ann, id)).toMatchObject({ state: 'scheduled', consent: { status: 'granted' } });
    await service.enrichments.saveDraft(ann, id, { addresses: ['sales@contoso.com', 'service@contoso.com'] });
    expect(await service.enrichments.finish(ann, id)).toMatchObject({ state: 'awaitingConsent', consent: { status: 'requested' } });
  });

  test('what was edited can be dropped, and an enrichment be deactivated', async () => {
    const given = await openTestService();
    const { enrichments } = given.service;
    await enrichments.saveDraft(ann, id, { runHour: 7 });
    expect((await enrichments.discardDraft(ann, id)).enrichment).not.toHaveProperty('draft');
    expect(await enrichments.setActive(ann, id, false)).toMatchObject({ state: 'inactive', nextRunAt: undefined });
    expect(await enrichments.setActive(ann, id, true)).toMatchObject({ state: 'scheduled' });
    expect(await actionsOf(given)).toEqual(['enrichmentDeactivated', 'enrichmentActivated']);
  });
});

describe('the end of the set-up is refused', () => {
  async function finishing(draft: object, prepare: (given: TestService) => void = () => undefined): Promise<unknown> {
    const given = await openTestService();
    prepare(given);
    const { enrichment } = await given.service.enrichments.create(ann, { ...complete, ...draft });
    return given.service.enrichments.finish(ann, enrichment.id);
  }

  test.each<[string, object, string]>([
    ['where a step is missing', { timeZone: undefined }, 'enrichmentIncomplete'],
    ['where nobody is chosen', { addresses: [] }, 'enrichmentIncomplete'],
    ['where the data set is gone', { contactDataSetId: testId(8) }, 'enrichmentIncomplete'],
    ['where an address is nobody’s', { addresses: ['sales@contoso.com', 'nobody@contoso.com'] }, 'addressUnknown'],
    ['where the name is taken', { name: 'sales 1' }, 'nameTaken'],
  ])('%s', async (_name, draft, code) => {
    await expect(finishing(draft)).rejects.toMatchObject({ code });
  });

  test('where the addresses come to one person', async () => {
    const onlyAnn = ({ directory }: TestService) => (directory.groups = { 'sales@contoso.com': [{ id: 'ann', mail: 'ann@contoso.com' }] });
    await expect(finishing({}, onlyAnn)).rejects.toMatchObject({ code: 'peopleTooFew', message: expect.stringContaining('come to 1 of') as string });
  });

  test('where a data set of files has none', async () => {
    const { service } = await openTestService();
    const { id: contactDataSetId } = await service.contactDataSets.create(ann, { kind: 'csv', name: 'Files' });
    const { enrichment } = await service.enrichments.create(ann, { ...complete, contactDataSetId });
    await expect(service.enrichments.finish(ann, enrichment.id)).rejects.toMatchObject({ code: 'enrichmentIncomplete', message: expect.stringContaining('Upload one') as string });
  });

  test('where somebody else has changed it meanwhile, also while the addresses are looked up: what holds is what was checked', async () => {
    const given = await openTestService();
    const { enrichments } = given.service;
    const { enrichment } = await enrichments.create(ann, complete);
    await expect(enrichments.finish(ann, enrichment.id, 7)).rejects.toMatchObject({ code: 'revisionConflict' });
    given.directory.beforeAnswer = async () => {
      given.directory.beforeAnswer = undefined;
      await enrichments.saveDraft(ann, enrichment.id, { addresses: ['nobody@contoso.com'] });
    };
    await expect(enrichments.finish(ann, enrichment.id)).rejects.toMatchObject({ code: 'revisionConflict' });
  });

  test('not where the directory cannot be read yet: the addresses are then stored as typed', async () => {
    const finished = await finishing({ addresses: ['nobody@contoso.com'] }, ({ directory }) => (directory.roles = []));
    expect(finished).toMatchObject({ state: 'awaitingConsent', enrichment: { settings: { addresses: ['nobody@contoso.com'] } } });
  });
});

describe('a viewer', () => {
  test('is shown no chosen addresses, no draft and no consent; who edits or consents is', async () => {
    const { service } = await openTestService();
    await service.enrichments.saveDraft(ann, id, { addresses: ['secret@contoso.com'] });
    const shown = await service.enrichments.get(vic, id);
    expect(shown).toMatchObject({ state: 'scheduled', consent: undefined, enrichment: { settings: { name: 'Sales 1', addresses: [] } } });
    expect(shown.enrichment).not.toHaveProperty('draft');
    expect(JSON.stringify([shown, await service.enrichments.list(vic)])).not.toMatch(/@contoso\.com/);
    for (const actor of [ann, gail]) {
      expect(await service.enrichments.get(actor, id)).toMatchObject({ consent: { addresses: ['sales@contoso.com'] }, enrichment: { settings: { addresses: ['sales@contoso.com'] }, draft: { addresses: ['secret@contoso.com'] } } });
    }
  });

  test('is not shown what was never finished', async () => {
    const { service } = await openTestService();
    const { enrichment } = await service.enrichments.create(ann, { name: 'New' });
    expect((await service.enrichments.list(vic)).map((view) => view.enrichment.id)).toEqual([id]);
    await expect(service.enrichments.get(vic, enrichment.id)).rejects.toMatchObject({ code: 'notFound' });
    expect(await service.enrichments.list(ann)).toHaveLength(2);
  });

  test('is not told in a run’s failure which address was chosen, no more than an owner is, nor does it go on record', async () => {
    const given = await openTestService();
    const { service } = given;
    const run = await given.run(id);
    run.fail(new EngagementFailure('addressUnknown', '"sales@contoso.com" is nobody in the directory.'));
    await given.when(id, (view) => view?.run.endedAt !== undefined);
    const seenBy = async (actor: typeof ann | typeof vic) => {
      const told: unknown[] = [];
      const stop = await service.runs.watch(actor, id, (view) => told.push(view));
      stop();
      return JSON.stringify([await service.enrichments.get(actor, id), await service.runs.list(actor, id, { offset: 0, limit: 9 }), await service.runs.get(actor, id, run.record.id), told]);
    };
    expect(await seenBy(vic)).not.toMatch(/@contoso\.com/);
    for (const actor of [vic, ann]) expect(await seenBy(actor)).toMatch(/"addressUnknown","message":"A chosen address of this enrichment cannot be used any more/);
    expect(JSON.stringify([(await given.state()).runs, given.events])).not.toMatch(/@contoso\.com/);
  });

  test('sees the enrichments also while the directory is down', async () => {
    const { service, directory } = await openTestService();
    directory.failure = new EngagementFailure('graphUnavailable', 'told by the test');
    expect(await service.enrichments.list(vic)).toHaveLength(1);
  });
});

test('a member sees nothing until the results are open to all', async () => {
  const { service } = await openTestService();
  await expect(service.enrichments.list(mia)).rejects.toMatchObject({ code: 'notAllowed' });
  await service.visibility.write(ann, true);
  expect(await service.enrichments.list(mia)).toHaveLength(1);
});

describe('the search for people and groups', () => {
  test('gives what the directory finds, to admins only', async () => {
    const { service, directory } = await openTestService();
    directory.users = [{ id: 'sal', mail: 'sal@contoso.com' }];
    const hits = [{ kind: 'person', address: 'sal@contoso.com', name: "sal@contoso.com's name" }, { kind: 'group', address: 'sales@contoso.com', name: "sales@contoso.com's name" }];
    expect(await service.enrichments.searchDirectory(ann, 'sal', 10)).toEqual({ isSearchable: true, hits });
    for (const actor of [vic, mia, gail]) await expect(service.enrichments.searchDirectory(actor, 'sal', 10)).rejects.toMatchObject({ code: 'notAllowed' });
  });

  test('says so where the directory may not be read yet', async () => {
    const { service, directory } = await openTestService();
    directory.roles = ['User.Read.All'];
    expect(await service.enrichments.searchDirectory(ann, 'sal', 10)).toEqual({ isSearchable: false, hits: [] });
  });
});
