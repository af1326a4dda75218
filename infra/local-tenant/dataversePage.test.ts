import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestTenant } from './testTenant.ts';

const accounts = '\uFEFFAccountId,Name,City\r\na1,"Contoso, ""Ltd""\r\nNorth",Gdynia\r\n\r\na2,Fabrikam,\r\n';
const contacts = 'ContactId,AccountId,FullName,Email,Work Mail\nc1,a1,Żółć,C1@x.example,w@x.example\nC2,,Nobody,,\n';

test('values go out as the CSV file has them, under the names of Dataverse', async () => {
  const { get, tenant, end } = await startTestTenant({ 'accounts.csv': accounts, 'contacts.csv': contacts });
  const accountRows = (await get(`${tenant.dataverseUrl}/accounts?$count=true`)).json;
  const contactRows = (await get(`${tenant.dataverseUrl}/contacts`)).json.value;
  const selected = (await get(`${tenant.dataverseUrl}/contacts?$select=_parentcustomerid_value,work mail`, { Prefer: 'odata.include-annotations="*"' })).json.value;
  await end();
  expect(accountRows.value).toEqual([
    { accountid: 'a1', name: 'Contoso, "Ltd"\r\nNorth', city: 'Gdynia' },
    { accountid: 'a2', name: 'Fabrikam', city: null },
  ]);
  expect(accountRows['@odata.count']).toBe(2);
  expect(contactRows).toEqual([
    { contactid: 'c1', _parentcustomerid_value: 'a1', fullname: 'Żółć', emailaddress1: 'C1@x.example', 'work mail': 'w@x.example' },
    { contactid: 'C2', _parentcustomerid_value: null, fullname: 'Nobody', emailaddress1: null, 'work mail': null },
  ]);
  expect(selected).toEqual([
    { contactid: 'c1', _parentcustomerid_value: 'a1', '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account', 'work mail': 'w@x.example' },
    { contactid: 'C2', _parentcustomerid_value: null, 'work mail': null },
  ]);
});

test('the preferred page size holds, the next link leads on without $top, and no page has more than 5,000 rows', async () => {
  const rows = Array.from({ length: 5_001 }, (_, index) => `a${index},Name`).join('\n');
  const { get, all, tenant, end } = await startTestTenant({ 'accounts.csv': `AccountId,Name\n${rows}` });
  const address = `${tenant.dataverseUrl}/accounts?$select=name`;
  const small = await all(address, { Prefer: 'odata.maxpagesize=2000' });
  const large = await all(address, { Prefer: 'odata.maxpagesize=9999' });
  const link = (await get(address)).json['@odata.nextLink'];
  await end();
  expect([small.pages, large.pages]).toEqual([[2000, 2000, 1001], [5000, 1]]);
  expect(small.items.map(({ accountid }) => accountid)).toEqual(Array.from({ length: 5_001 }, (_, index) => `a${index}`));
  expect(link).not.toContain('top');
});

test('a column or option that is not there is refused, a table without a file is empty', async () => {
  const { get, tenant, end } = await startTestTenant({ 'contacts.csv': contacts });
  const column = await get(`${tenant.dataverseUrl}/contacts?$select=mobile`);
  const option = await get(`${tenant.dataverseUrl}/contacts?$filter=x eq 1`);
  const table = await get(`${tenant.dataverseUrl}/leads`);
  const empty = await get(`${tenant.dataverseUrl}/accounts?$select=accountid,name`);
  await end();
  expect([column.status, column.json.error?.message]).toEqual([400, "Could not find a property named 'mobile' on type 'Microsoft.Dynamics.CRM.contact'."]);
  expect([option.status, table.status, empty.status]).toEqual([400, 404, 200]);
  expect(empty.json.value).toEqual([]);
});

test('a file that has changed is read again, and if it is broken then, the answer says where', async () => {
  const { get, folder, tenant, end } = await startTestTenant({ 'accounts.csv': 'AccountId\na1\n' });
  const file = join(folder, 'accounts.csv');
  await writeFile(file, 'AccountId\nb1\nb2\n');
  const changed = await get(`${tenant.dataverseUrl}/accounts`);
  await writeFile(file, 'AccountId\nb1,b2\n');
  await utimes(file, 1, 1);
  const broken = await get(`${tenant.dataverseUrl}/accounts`);
  await end();
  expect(changed.json.value).toEqual([{ accountid: 'b1' }, { accountid: 'b2' }]);
  expect([broken.status, broken.json.error?.message]).toEqual([500, expect.stringContaining('accounts.csv:2: broken CSV')]);
});
