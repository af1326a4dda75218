import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { testId } from '../enrichments/testEnrichment.ts';
import { EngagementFailure } from '../model/failure.ts';
import { openTestService, people, type TestService } from './testService.ts';

const { ann, vic } = people;
const contacts = 'ContactId,AccountId,Email\n1,A,eve@fabrikam.example\n2,A,\n3,B,ann@contoso.com\n';

async function csv({ service }: TestService, content = contacts): Promise<string> {
  const { id } = await service.contactDataSets.create(ann, { kind: 'csv', name: 'Customers' });
  await upload(service, id, content);
  return id;
}

const upload = (service: TestService['service'], id: string, content: string, name: 'accounts' | 'contacts' = 'contacts') =>
  service.contactDataSets.upload(ann, id, { name, originalName: 'my contacts.csv', content: Readable.from([Buffer.from(content)]) });

describe('an uploaded file', () => {
  test('is described on record, and lies sealed on disk', async () => {
    const given = await openTestService();
    const id = await csv(given);
    const [, dataSet] = await given.service.contactDataSets.list(ann);
    expect(dataSet?.files).toEqual({ contacts: { originalName: 'my contacts.csv', bytes: contacts.length, rows: 3, columns: ['ContactId', 'AccountId', 'Email'], uploadedAt: given.clock.now() } });
    const [name = ''] = await readdir(given.folder.contactDataSet(id));
    const content = await readFile(join(given.folder.contactDataSet(id), name), 'latin1');
    expect(content).not.toMatch(/fabrikam|Email/);
    expect((await given.service.contactDataSets.preview(ann, id)).files).toMatchObject([{ name: 'contacts', columns: ['ContactId', 'AccountId', 'Email'] }]);
  });

  test('that is broken changes nothing', async () => {
    const given = await openTestService();
    const id = await csv(given);
    const before = await given.service.contactDataSets.list(ann);
    await expect(upload(given.service, id, 'ContactId,AccountId,Email\n1,2\n')).rejects.toMatchObject({ code: 'csvBroken', message: expect.stringContaining('contacts.csv') as string });
    expect(await given.service.contactDataSets.list(ann)).toEqual(before);
    expect((await given.service.contactDataSets.check(ann, id, {}, [])).contacts).toBe(3);
  });

  test('is not taken by a data set that is read from Dataverse, nor by one that there is not', async () => {
    const { service } = await openTestService();
    await expect(upload(service, testId(9), contacts)).rejects.toMatchObject({ code: 'requestUnusable' });
    await expect(upload(service, testId(7), contacts)).rejects.toMatchObject({ code: 'notFound' });
  });

  test('survives the next start; what no record names does not', async () => {
    const given = await openTestService();
    const id = await csv(given);
    const other = await csv(given);
    await given.restart((state) => (state.contactDataSets = state.contactDataSets.filter((one) => one.id !== other)));
    expect(await readdir(given.folder.contactDataSets)).toEqual([id]);
    expect((await given.service.contactDataSets.check(ann, id, {}, [])).contacts).toBe(3);
  });
});

describe('the check', () => {
  test('counts by who the organisation’s own are, as a run would', async () => {
    const given = await openTestService();
    const id = await csv(given);
    expect(await given.service.contactDataSets.check(ann, id, {}, ['sales@contoso.com', 'no address'])).toMatchObject({ contacts: 3, contactsWithoutAddress: 1, contactsOnOwnSide: 1, isOwnSideKnown: true });
  });

  test.each([
    ['before the permissions are granted', (given: TestService) => (given.directory.roles = [])],
    ['before the organisation knows the app', (given: TestService) => (given.directory.get = () => Promise.reject(new EngagementFailure('credentialsRefused', 'told by the test')))],
  ])('counts without the own side %s', async (_, prepare) => {
    const given = await openTestService();
    const id = await csv(given);
    prepare(given);
    expect(await given.service.contactDataSets.check(ann, id, {}, ['sales@contoso.com'])).toMatchObject({ contacts: 3, contactsOnOwnSide: 0, isOwnSideKnown: false });
  });

  test('uses the columns that were mapped, and names one that there is not', async () => {
    const given = await openTestService();
    const id = await csv(given, 'Id,Company,Mail\n1,A,eve@fabrikam.example\n');
    expect((await given.service.contactDataSets.check(ann, id, { contact: 'Id', account: 'Company', email: 'Mail' }, [])).contactsWithAddress).toBe(1);
    await expect(given.service.contactDataSets.check(ann, id, { contact: 'Id', account: 'Company', email: 'E-mail' }, [])).rejects.toMatchObject({ code: 'columnMissing' });
  });

  test('needs a file of contacts', async () => {
    const { service } = await openTestService();
    const { id } = await service.contactDataSets.create(ann, { kind: 'csv', name: 'Customers' });
    await expect(service.contactDataSets.check(ann, id, {}, [])).rejects.toMatchObject({ code: 'notReady' });
  });
});

describe('a data set', () => {
  test('goes with its files, and not while an enrichment uses it, be it in a draft', async () => {
    const given = await openTestService();
    const id = await csv(given);
    const { contactDataSets, enrichments } = given.service;
    await expect(contactDataSets.remove(ann, testId(9))).rejects.toMatchObject({ code: 'notAllowed' });
    await enrichments.saveDraft(ann, testId(1), { contactDataSetId: id });
    await expect(contactDataSets.remove(ann, id)).rejects.toMatchObject({ code: 'notAllowed' });
    await enrichments.discardDraft(ann, testId(1));
    await contactDataSets.remove(ann, id);
    expect([(await contactDataSets.list(ann)).map((one) => one.id), await readdir(given.folder.contactDataSets)]).toEqual([[testId(9)], []]);
  });

  test('from Dataverse needs a Dataverse', async () => {
    const { service } = await openTestService();
    await expect(service.contactDataSets.create(ann, { kind: 'dataverse', name: 'CRM' })).rejects.toMatchObject({ code: 'callUnusable' });
    await expect(service.contactDataSets.check(ann, testId(9), {}, [])).rejects.toMatchObject({ code: 'callUnusable' });
  });

  test('from Dataverse is checked by what its source gives for the mapping', async () => {
    const mappings: unknown[] = [];
    const dataverse = {
      baseUrl: 'https://crm.example',
      tokens: { token: () => Promise.resolve('token') },
      contacts: (mapping: object) => {
        mappings.push(mapping);
        return { accounts: () => Readable.from([{ accountId: 'A', name: 'Adatum' }]), contacts: () => Readable.from([{ contactId: '1', accountId: 'A', email: 'eve@fabrikam.example' }]) };
      },
    };
    const { service } = await openTestService({ dataverse });
    const { id } = await service.contactDataSets.create(ann, { kind: 'dataverse', name: 'CRM' });
    expect(await service.contactDataSets.check(ann, id, { email: 'emailaddress2' }, [])).toMatchObject({ accounts: 1, accountsCovered: 1, contactsWithAddress: 1 });
    expect(mappings).toEqual([{ email: 'emailaddress2' }]);
  });

  test('is the admin’s business alone', async () => {
    const { service: { contactDataSets } } = await openTestService();
    for (const work of [contactDataSets.list(vic), contactDataSets.create(vic, { kind: 'csv', name: 'x' }), contactDataSets.preview(vic, testId(9)), contactDataSets.check(vic, testId(9), {}, []), contactDataSets.remove(vic, testId(9))]) {
      await expect(work).rejects.toMatchObject({ code: 'notAllowed' });
    }
  });
});
