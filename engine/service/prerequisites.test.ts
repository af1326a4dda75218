import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { EngagementFailure } from '../model/failure.ts';
import type { Prerequisite } from '../model/prerequisite.ts';
import type { ServiceOptions } from './context.ts';
import { openTestService, people, type TestService } from './testService.ts';

async function looked(prepare: (given: TestService) => void = () => undefined, dataverse?: ServiceOptions['dataverse']): Promise<Readonly<Record<Prerequisite['name'], Prerequisite>>> {
  const given = await openTestService({ dataverse });
  prepare(given);
  const found = await given.service.enrichments.prerequisites(people.ann);
  return Object.fromEntries(found.map((one) => [one.name, one])) as Record<Prerequisite['name'], Prerequisite>;
}

const dataverse = (accounts: () => AsyncIterable<never>): NonNullable<ServiceOptions['dataverse']> => ({
  baseUrl: 'https://crm.example',
  tokens: { token: () => Promise.resolve('token') },
  contacts: () => ({ accounts, contacts: accounts }),
});

test('all is met where all was granted, the region is right, and contacts can be had', async () => {
  for (const one of Object.values(await looked(undefined, dataverse(() => Readable.from([]) as AsyncIterable<never>)))) expect(one).toMatchObject({ isMet: true });
});

test('permissions that were not granted are named; without them the country cannot be read', async () => {
  const found = await looked(({ directory }) => (directory.roles = directory.roles.filter((name) => name !== 'Organization.Read.All')));
  expect(found.permissionsGranted).toMatchObject({ isMet: false, missingPermissions: ['Organization.Read.All'] });
  for (const one of [found.regionSupported, found.exchangeLicensed]) expect(one).toMatchObject({ isMet: false, code: 'organizationUnreadable', message: expect.stringContaining('once the permissions are granted') as string });
});

test('an organisation that does not know the app yet is told so, and nothing fails', async () => {
  const refused = new EngagementFailure('credentialsRefused', 'Microsoft Entra ID gave the app no token.');
  const found = await looked(({ directory }) => (directory.failure = refused));
  expect(found.permissionsGranted).toEqual({ name: 'permissionsGranted', isMet: false, code: 'appRefused', message: refused.message, failureCode: 'credentialsRefused' });
  expect(found.regionSupported.isMet).toBe(false);
});

test.each([['BR', 'regionUnsupported'], [undefined, 'countryUnknown'], ['GB', 'regionSupported']])('the country %s: %s', async (country, code) => {
  const { isMet, code: found, countryLetterCode } = (await looked(({ directory }) => (directory.countryLetterCode = country))).regionSupported;
  expect([isMet, found, countryLetterCode]).toEqual([code === 'regionSupported', code, country]);
});

test.each<[string, Readonly<Record<string, string>>, boolean]>([
  ['with Exchange Online', { exchange: 'Enabled' }, true],
  ['with Exchange Online that has run out and serves for a while', { Exchange: 'Warning' }, true],
  ['with Exchange Online that was taken away', { exchange: 'Deleted' }, false],
  ['without Exchange Online', { SharePoint: 'Enabled' }, false],
])('an organisation %s', async (_, plans, isMet) => {
  const found = await looked(({ directory }) => (directory.plans = Object.entries(plans).map(([service, capabilityStatus]) => ({ service, capabilityStatus }))));
  expect(found.exchangeLicensed).toMatchObject({ isMet, code: isMet ? 'exchangeLicensed' : 'exchangeMissing' });
});

test('without Dataverse contacts come as files; one that does not answer is told with its own sentence', async () => {
  expect((await looked()).contactDataReachable).toMatchObject({ isMet: true, code: 'filesOnly', message: expect.stringContaining('no Dataverse is configured') as string });
  const failing = dataverse(() => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new EngagementFailure('contactsUnreadable', 'Dataverse refuses.')) }) }));
  expect((await looked(undefined, failing)).contactDataReachable).toMatchObject({ isMet: false, code: 'dataverseUnreachable', failureCode: 'contactsUnreadable', message: 'Dataverse refuses. CSV files can be uploaded meanwhile.' });
});

test('a directory that is down is a failure, not an answer', async () => {
  const given = await openTestService();
  given.directory.failure = new EngagementFailure('graphUnavailable', 'told by the test');
  await expect(given.service.enrichments.prerequisites(people.ann)).rejects.toMatchObject({ code: 'graphUnavailable' });
});
