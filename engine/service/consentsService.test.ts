import { describe, expect, test } from 'vitest';
import { testId, testSettings } from '../enrichments/testEnrichment.ts';
import { openTestService, people, type TestService } from './testService.ts';

const { ann, vic, gail } = people;
const id = testId(1);

/** Asks for consent to read another group; gives the id of the request. */
async function asked({ service, directory }: TestService): Promise<string> {
  directory.groups = { ...directory.groups, 'service@contoso.com': [{ id: 'cid', mail: 'cid@contoso.com' }, { id: 'dan', mail: 'dan@contoso.com' }] };
  await service.enrichments.saveDraft(ann, id, { ...testSettings, name: 'Sales 1', outputTable: 'Sales1', addresses: ['sales@contoso.com', 'service@contoso.com'] });
  const { consent } = await service.enrichments.finish(ann, id);
  return consent?.id ?? '';
}

describe('the review before consenting', () => {
  test('shows whose mailboxes are read, by which permissions, and what of them', async () => {
    const given = await openTestService();
    const consentId = await asked(given);
    given.directory.roles = given.directory.roles.filter((name) => name !== 'Calendars.ReadBasic.All');
    const review = await given.service.consents.review(gail, consentId);
    expect(review).toMatchObject({ enrichmentName: 'Sales 1', consent: { status: 'requested', addresses: ['sales@contoso.com', 'service@contoso.com'] }, addressCheck: { isResolved: true, people: 4 } });
    expect(review.permissions.filter(({ isGranted }) => !isGranted).map(({ name }) => name)).toEqual(['Calendars.ReadBasic.All']);
    expect(review.permissions.every(({ reason }) => reason.length > 0)).toBe(true);
  });

  test('promises to read nothing that is in the list of what is never read', async () => {
    const given = await openTestService();
    const { fieldsRead, neverRead } = await given.service.consents.review(gail, await asked(given));
    expect(fieldsRead.mail).toContain('receivedDateTime');
    for (const name of neverRead) expect([...fieldsRead.mail, ...fieldsRead.meetings]).not.toContain(name);
  });

  test('is for those who edit or consent', async () => {
    const given = await openTestService();
    const consentId = await asked(given);
    await expect(given.service.consents.review(vic, consentId)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(given.service.consents.review(gail, testId(7))).rejects.toMatchObject({ code: 'notFound' });
  });
});

describe('an answer', () => {
  test('is a Global Administrator’s, proven at that moment, and nobody else’s', async () => {
    const given = await openTestService();
    const consentId = await asked(given);
    for (const actor of [ann, vic]) {
      await expect(given.service.consents.approve(actor, consentId)).rejects.toMatchObject({ code: 'notAllowed' });
      await expect(given.service.consents.decline(actor, consentId, '')).rejects.toMatchObject({ code: 'notAllowed' });
    }
    expect(await given.service.consents.decline(gail, consentId, 'not now')).toMatchObject({ status: 'declined', declineReason: 'not now', answeredBy: 'gail' });
    expect(await given.service.enrichments.get(ann, id)).toMatchObject({ state: 'declined' });
  });

  test('of somebody of another organisation is refused before anything is looked up', async () => {
    const given = await openTestService();
    const consentId = await asked(given);
    await expect(given.service.consents.approve({ ...gail, tenantId: 'fabrikam' }, consentId)).rejects.toMatchObject({ code: 'notAllowed' });
    expect((await given.service.consents.list(ann, id)).consents[0]?.status).toBe('requested');
  });

  test('that grants makes the run due: what it was asked for is what is told to those who watch', async () => {
    const given = await openTestService();
    const consentId = await asked(given);
    const states: string[] = [];
    const stop = await given.service.runs.watch(ann, id, ({ state }) => states.push(state));
    await given.service.consents.approve(gail, consentId);
    stop();
    expect([states[0], states.at(-1)]).toEqual(['awaitingConsent', 'scheduled']);
  });

  test('leads through Microsoft Entra ID where permissions are missing', async () => {
    const given = await openTestService();
    const consentId = await asked(given);
    const { roles } = given.directory;
    given.directory.roles = roles.filter((name) => name !== 'Mail.ReadBasic.All');
    const answer = await given.service.consents.approve(gail, consentId);
    if (answer.kind !== 'entraConsentNeeded') throw new Error('the way should have led through Entra');
    given.directory.roles = roles;
    const state = new URL(answer.url).searchParams.get('state') ?? '';
    expect(await given.service.consents.returnFromEntra({ state })).toMatchObject({ id: consentId, status: 'granted', answeredBy: 'gail' });
  });
});

describe('a withdrawal', () => {
  test('is a Global Administrator’s, proven at that moment', async () => {
    const given = await openTestService();
    await given.service.consents.review(gail, await asked(given));
    given.directory.administrators = [];
    for (const actor of [ann, gail]) await expect(given.service.consents.withdraw(actor, id)).rejects.toMatchObject({ code: 'notAllowed' });
    expect(await given.service.runs.start(gail, id).catch((error: unknown) => error)).toMatchObject({ code: 'notAllowed' });
  });

  test('of an enrichment that there is not is not found, and leaves no receipt', async () => {
    const given = await openTestService();
    await expect(given.service.consents.withdraw(gail, testId(7))).rejects.toMatchObject({ code: 'notFound' });
    expect((await given.state()).receipts).toEqual([]);
  });
});

test('the list has the newest first, also of an enrichment that was deleted; one that never was is not found', async () => {
  const given = await openTestService();
  await asked(given);
  expect((await given.service.consents.list(gail, id)).consents.map(({ status }) => status)).toEqual(['requested', 'granted']);
  await given.service.enrichments.remove(ann, id);
  const { consents, receipts } = await given.service.consents.list(ann, id);
  expect([consents.map(({ status }) => status), receipts.map(({ cause }) => cause)]).toEqual([['withdrawn', 'withdrawn'], ['enrichmentDeleted']]);
  await expect(given.service.consents.list(ann, testId(7))).rejects.toMatchObject({ code: 'notFound' });
  await expect(given.service.consents.list(vic, id)).rejects.toMatchObject({ code: 'notAllowed' });
});

test('who asked, answered and withdrew is named as the directory has it now, and nothing of that is kept', async () => {
  const given = await openTestService();
  const consentId = await asked(given);
  await given.service.consents.decline(gail, consentId, '');
  const people = [{ userId: 'ann', displayName: "ann's name" }, { userId: 'gail', displayName: "gail's name" }];
  const { people: found } = await given.service.consents.review(ann, consentId);
  expect(found).toEqual(people);
  expect((await given.service.consents.list(ann, id)).people).toEqual(expect.arrayContaining(people));
  expect((await given.service.audit(ann, { offset: 0, limit: 200 })).people).toEqual(expect.arrayContaining(people));
  given.directory.strangers.add('ann');
  expect((await given.service.consents.review(ann, consentId)).people).toEqual(people.slice(1));
  expect(JSON.stringify(await given.state())).not.toContain("'s name");
});
