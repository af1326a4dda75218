import { expect, test } from 'vitest';
import { readCredentials } from './credentials.ts';

const variables = { GRAPH_TENANT_ID: 'a tenant', GRAPH_CLIENT_ID: 'an app', GRAPH_CLIENT_SECRET: 'hush' };

test('tenant, app and secret are enough: the authority is Microsoft’s, and Dataverse is not needed', () => {
  expect(readCredentials(variables)).toEqual({
    tenantId: 'a tenant',
    clientId: 'an app',
    clientSecret: 'hush',
    authorityUrl: 'https://login.microsoftonline.com',
    dataverseUrl: undefined,
    mailboxPermissions: 'entra',
  });
});

test('another authority, a Dataverse and a grant in Exchange are taken where they are given', () => {
  const others = { GRAPH_AUTHORITY_URL: 'https://login.microsoftonline.us', DATAVERSE_URL: 'https://contoso.crm4.dynamics.com', MAILBOX_PERMISSIONS: 'exchange' };
  expect(readCredentials({ ...variables, ...others })).toMatchObject({ authorityUrl: others.GRAPH_AUTHORITY_URL, dataverseUrl: others.DATAVERSE_URL, mailboxPermissions: 'exchange' });
});

test.each([
  [{ ...variables, GRAPH_CLIENT_SECRET: undefined }, 'GRAPH_CLIENT_SECRET is missing'],
  [{ ...variables, GRAPH_CLIENT_ID: '' }, 'GRAPH_CLIENT_ID is missing'],
  [{}, 'GRAPH_TENANT_ID, GRAPH_CLIENT_ID, GRAPH_CLIENT_SECRET are missing'],
  [{ ...variables, GRAPH_AUTHORITY_URL: 'hush' }, 'GRAPH_AUTHORITY_URL is missing or wrong'],
  [{ ...variables, MAILBOX_PERMISSIONS: 'hush' }, 'MAILBOX_PERMISSIONS is missing or wrong'],
  [{ ...variables, DATAVERSE_URL: 'hush' }, 'DATAVERSE_URL is missing or wrong'],
])('of %o it is said by name, and never by value, what is missing or wrong', (given, part) => {
  const read = () => readCredentials(given);
  expect(read).toThrow(expect.objectContaining({ code: 'callUnusable', message: expect.stringContaining(part) as string }));
  expect(read).not.toThrow('hush');
});
