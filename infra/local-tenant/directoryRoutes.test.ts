import { afterAll, beforeAll, expect, test } from 'vitest';
import { anna, ben, guest, ids, startTestTenant } from './testTenant.ts';
import type { TestTenant } from './testTenant.ts';

const eventual = { ConsistencyLevel: 'eventual' };
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const crowd = Array.from({ length: 120 }, (_, index) => ({ id: `crowd-${index}`, userPrincipalName: `crowd${index}@contoso.example` }));
let one: TestTenant;

beforeAll(async () => {
  const users = [
    { id: anna, displayName: 'Anna', mail: 'Anna@contoso.example', userPrincipalName: 'anna@contoso.example', proxyAddresses: ['SMTP:Anna@contoso.example', "smtp:a.o'hara@contoso.example"], userType: 'Member', directoryRoles: [globalAdministrator.toUpperCase()], appRoles: ['Engagement.Admin'] },
    { id: ben, displayName: 'Ben', mail: 'ben@contoso.example', userPrincipalName: 'ben@contoso.example', accountEnabled: true, appRoles: ['Engagement.Viewer', 'Engagement.Admin', 'Another.Role'] },
    { id: guest, displayName: 'Guest', userPrincipalName: 'g_else.example#EXT#@contoso.example', userType: 'Guest', mailbox: false },
    ...crowd,
    { id: 'gone', mail: 'gone@contoso.example', userPrincipalName: 'gonegone@contoso.example', deletedDateTime: '2026-11-01T08:00:00Z' },
  ];
  const group = (id: string, members: readonly string[], more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({ id, displayName: id, mail: `${id}@contoso.example`, proxyAddresses: [`SMTP:${id}@contoso.example`], groupTypes: ['Unified'], members, ...more });
  one = await startTestTenant({
    'users.json': users,
    'groups.json': [
      group('outer', [anna.toUpperCase(), 'inner', ben]),
      group('inner', [ben, guest, 'outer', 'deep']),
      group('deep', [anna, 'inner']),
      group('crowd', crowd.map(({ id }) => id)),
      group('admins', [ben], { directoryRoles: [globalAdministrator] }),
      group('secret', [anna, 'inner'], { visibility: 'HiddenMembership' }),
      group('around', [ben, 'secret', 'dynamic']),
      group('dynamic', [], { isDynamicDistribution: true }),
    ],
  });
});
afterAll(() => one.end());

async function refusal(path: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const { status, json } = await one.get(path, headers);
  return `${status} ${json.error?.code ?? ''}`;
}

const filtered = async (collection: string, filter: string): Promise<unknown[]> => ids((await one.get(`/${collection}?$filter=${encodeURIComponent(filter)}`)).json.value);

test('the organisation is a collection of one, with Exchange Online unless its file says otherwise', async () => {
  const { json } = await one.get('/organization?$select=id,countryLetterCode,verifiedDomains,assignedPlans');
  const assignedPlans = [{ service: 'exchange', capabilityStatus: 'Enabled' }];
  expect(json.value).toEqual([{ id: one.tenant.tenantId, countryLetterCode: 'PL', verifiedDomains: [{ name: 'contoso.example', isDefault: true }], assignedPlans }]);
});

test.each([
  ["mail eq 'ANNA@contoso.example'", [anna]],
  ["userPrincipalName eq 'ben@contoso.example'", [ben]],
  ["proxyAddresses/any(p:p eq 'smtp:anna@CONTOSO.example')", [anna]],
  ["proxyAddresses/any(p:p eq 'smtp:a.o''hara@contoso.example')", [anna]],
  ["mail eq 'x@y' or userPrincipalName eq 'x@y' or proxyAddresses/any(x:x eq 'smtp:x@y')", []],
  ["mail eq 'x or y' or mail eq 'ben@contoso.example'", [ben]],
  ["displayName eq 'Ben' and accountEnabled eq true", [ben]],
  ["displayName eq 'Anna' and accountEnabled eq true", []],
])('the user filter "%s" finds whom it names, whatever the case', async (filter, expected) => {
  expect(await filtered('users', filter)).toEqual(expected);
});

test('a deleted user is among the deleted items alone', async () => {
  const { json } = await one.get('/directory/deletedItems/microsoft.graph.user?$select=id,mail,deletedDateTime');
  expect(json.value).toEqual([{ id: 'gone', mail: 'gone@contoso.example', deletedDateTime: '2026-11-01T08:00:00Z' }]);
  expect([await filtered('users', "mail eq 'gone@contoso.example'"), await refusal('/users/gone'), await refusal('/users/gone/messages?$select=id')]).toEqual([[], '404 Request_ResourceNotFound', '404 ResourceNotFound']);
});

test('what is not so is found by advanced queries only', async () => {
  const path = "/users?$filter=userType ne 'guest' and displayName ne 'Ben'&$top=999";
  expect(await refusal(path)).toBe('400 Request_UnsupportedQuery');
  expect(await refusal(path, eventual)).toBe('400 Request_UnsupportedQuery');
  expect(ids((await one.get(`${path}&$count=true`, eventual)).json.value)).toEqual([anna, ...crowd.map(({ id }) => id)]);
});

test.each([
  ['"displayName:an"', [anna]],
  ['"displayName:nna" OR "mail:BEN@"', [ben]],
  ['"displayName:an" OR "userPrincipalName:ben"', [anna, ben]],
  [String.raw`"displayName:\"anna\""`, [anna]],
  ['"displayName:an be"', []],
])('the search %s finds by words of names, and by the beginning of addresses', async (search, expected) => {
  expect(ids((await one.get(`/users?$search=${encodeURIComponent(search)}`, eventual)).json.value)).toEqual(expected);
});

test('a search needs the header, and its own form', async () => {
  expect(await refusal('/users?$search="displayName:an"')).toBe('400 Request_UnsupportedQuery');
  for (const search of ['displayName:an', '"an"', '"displayName:an" or "mail:an"', '"displayName:an" OR ', '"displayName:a"n"']) {
    expect(await refusal(`/users?$search=${encodeURIComponent(search)}`, eventual)).toBe('400 BadRequest');
  }
});

test('groups are found by their addresses', async () => {
  expect(await filtered('groups', "mail eq 'OUTER@contoso.example' or proxyAddresses/any(p:p eq 'smtp:inner@contoso.example')")).toEqual(['outer', 'inner']);
});

test.each([
  ['/users?$filter=mail', '400 BadRequest'],
  ["/users?$filter=mail eq 'a' xor mail eq 'b'", '400 BadRequest'],
  ["/users?$filter=city eq 'Gdynia'", '400 Request_UnsupportedQuery'],
  ['/users?$top=1000', '400 Request_UnsupportedQuery'],
  ['/users?$skip=5', '400 Request_BadRequest'],
  ['/users?$count=true', '400 Request_BadRequest'],
  ['/users/nobody', '404 Request_ResourceNotFound'],
  ['/groups/nothing/members', '404 Request_ResourceNotFound'],
  ['/planets', '400 BadRequest'],
  ['/users/%zz', '400 BadRequest'],
  [`/users/${anna}?$select=mailbox`, '400 Request_BadRequest'],
])('%s is refused as Graph refuses it', async (path, expected) => {
  expect(await refusal(path)).toBe(expected);
});

test('a user comes with the default properties, or with those that are selected, null where there is none', async () => {
  const whole = (await one.get(`/users/${anna}`)).json;
  const selected = (await one.get('/users/Anna@contoso.example?$select=id,userType,accountEnabled,proxyAddresses')).json;
  expect(whole).toMatchObject({ id: anna, mail: 'Anna@contoso.example', jobTitle: null });
  expect(whole).not.toHaveProperty('proxyAddresses');
  expect(selected).toMatchObject({ id: anna, userType: 'Member', accountEnabled: null, proxyAddresses: ['SMTP:Anna@contoso.example', "smtp:a.o'hara@contoso.example"] });
});

test('what is for the local tenant alone never goes out', async () => {
  const everyone = await one.all('/users?$top=999&$select=id,proxyAddresses');
  const texts = [...everyone.items, ...(await one.all('/groups')).items, (await one.get(`/users/${anna}`)).json].map((object) => JSON.stringify(object));
  for (const column of ['directoryRoles', 'appRoles', 'mailbox', 'members', 'userPurpose', 'isDynamicDistribution']) expect(texts.filter((text) => text.includes(`"${column}"`))).toEqual([]);
});

test('transitive members are flattened: each user once, through nesting and cycles, guests included', async () => {
  const path = '/groups/outer/transitiveMembers/microsoft.graph.user?$count=true&$select=id,userType';
  const { json } = await one.get(path, eventual);
  expect(new Set(ids(json.value))).toEqual(new Set([anna, ben, guest]));
  expect(json['@odata.count']).toBe(3);
});

test('the cast to users needs the header and the count, on every page', async () => {
  const path = '/groups/crowd/transitiveMembers/microsoft.graph.user';
  expect(await refusal(`${path}?$count=true`)).toBe('400 Request_UnsupportedQuery');
  expect(await refusal(path, eventual)).toBe('400 Request_UnsupportedQuery');
  const first = (await one.get(`${path}?$count=true`, eventual)).json;
  expect([first.value?.length, first['@odata.count']]).toEqual([100, 120]);
  const link = first['@odata.nextLink'] ?? '';
  expect(link).toContain('%24skiptoken=');
  expect(await refusal(link)).toBe('400 Request_UnsupportedQuery');
  const second = (await one.get(link, eventual)).json;
  expect([second.value?.length, second['@odata.count']]).toEqual([20, undefined]);
});

test('direct members come with their types', async () => {
  const { json } = await one.get('/groups/outer/members?$select=id');
  expect(json.value).toEqual([
    { '@odata.type': '#microsoft.graph.user', id: anna },
    { '@odata.type': '#microsoft.graph.user', id: ben },
    { '@odata.type': '#microsoft.graph.group', id: 'inner' },
  ]);
});

test('the members of a directory role are its users and groups', async () => {
  for (const path of [`/directoryRoles/roleTemplateId=${globalAdministrator}/members`, `/directoryRoles(roleTemplateId='${globalAdministrator}')/members`]) {
    expect(ids((await one.get(path)).json.value)).toEqual([anna, 'admins']);
  }
});

test('role assignments name the same, with the principals where they are asked for', async () => {
  const path = `/roleManagement/directory/roleAssignments?$filter=roleDefinitionId eq '${globalAdministrator}'`;
  const plain = (await one.get(path)).json.value;
  expect(plain?.map(({ principalId, roleDefinitionId, directoryScopeId }) => [principalId, roleDefinitionId, directoryScopeId])).toEqual([
    [anna, globalAdministrator, '/'],
    ['admins', globalAdministrator, '/'],
  ]);
  const expanded = (await one.get(`${path}&$expand=principal`)).json.value;
  expect(expanded?.map(({ principal }) => principal)).toMatchObject([
    { '@odata.type': '#microsoft.graph.user', id: anna },
    { '@odata.type': '#microsoft.graph.group', id: 'admins' },
  ]);
  expect(await refusal('/roleManagement/directory/roleAssignments')).toBe('400 Request_BadRequest');
});

test('hidden membership seems to be none, also within other groups, until it may be read', async () => {
  const transitive = async (group: string): Promise<unknown[]> => ids((await one.get(`/groups/${group}/transitiveMembers/microsoft.graph.user?$count=true`, eventual)).json.value);
  expect(ids((await one.get('/groups/secret/members')).json.value)).toEqual([]);
  expect([await transitive('secret'), await transitive('around')]).toEqual([[], [ben]]);
  one.tenant.grant('Member.Read.Hidden');
  await one.renewToken();
  expect(ids((await one.get('/groups/secret/members')).json.value)).toEqual([anna, 'inner']);
  expect(new Set(await transitive('around'))).toEqual(new Set([anna, ben, guest]));
  one.tenant.revoke('Member.Read.Hidden');
  await one.renewToken();
});

test('Graph knows nothing of dynamic distribution groups', async () => {
  expect(await refusal('/groups/dynamic')).toBe('404 Request_ResourceNotFound');
  expect(await filtered('groups', "mail eq 'dynamic@contoso.example'")).toEqual([]);
  expect(ids((await one.get('/groups/around/members')).json.value)).toEqual([ben, 'secret']);
});
