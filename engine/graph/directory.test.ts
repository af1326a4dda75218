import { afterEach, describe, expect, test } from 'vitest';
import { parseAddress } from '../model/address.ts';
import type { ChosenAddress } from '../model/people.ts';
import type { Graph } from './client.ts';
import { ownerOf, readOrganization, resolvePeople } from './directory.ts';
import { graphError, graphFor, leapingClock, type Reply, startServer, type TestServer } from './testServer.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

interface Entry {
  readonly id: string;
  readonly mail?: string | null;
  readonly userPrincipalName?: string;
  readonly proxyAddresses?: readonly string[];
  readonly userType?: string | null;
  readonly visibility?: string;
  readonly members?: readonly string[];
}

const people: readonly Entry[] = [
  { id: 'U1', mail: 'Dana@contoso.com', userPrincipalName: 'dana.swope@contoso.com', proxyAddresses: ['SMTP:Dana@contoso.com', 'smtp:d@old.example', 'X500:/o=ExchangeLabs/cn=d', 'SIP:dana@sip.example'], userType: 'Member' },
  { id: 'U2', mail: null, userPrincipalName: "o'neil@contoso.com", proxyAddresses: [], userType: null },
  { id: 'U3', mail: 'guest@fabrikam.com', userPrincipalName: 'guest_fabrikam.com#EXT#@contoso.onmicrosoft.com', userType: 'Guest' },
  ...Array.from({ length: 30 }, (_, number) => ({ id: `V${number}`, mail: `v${number}@contoso.com`, userPrincipalName: `v${number}@contoso.com` })),
];
const deleted: readonly Entry[] = [
  ...['x', 'y'].map((name) => ({ id: `d${name}`, mail: `${name}@left.example`, userPrincipalName: `d${name}${name}@left.example` })),
  { id: 'D-1-A', mail: 'Leo@contoso.com', userPrincipalName: 'd1aleo.major@contoso.com', proxyAddresses: ['SMTP:Leo@contoso.com', 'smtp:leo@old.example', 'smtp:archive@contoso.com', 'smtp:v1@contoso.com'] },
];
const groups: readonly Entry[] = [
  { id: 'G0', mail: 'archive@contoso.com', members: ['V1'] },
  { id: 'G1', mail: 'sales@contoso.com', proxyAddresses: ['smtp:verkauf@contoso.com'], members: ['U1', 'U3', 'V1', 'V2'] },
  { id: 'G2', mail: 'guests@contoso.com', members: ['U3'] },
  { id: 'G3', mail: 'empty@contoso.com', members: [] },
  { id: 'G4', mail: 'vanished@contoso.com' },
  { id: 'G5', mail: 'hidden@contoso.com', visibility: 'HiddenMembership', members: [] },
  { id: 'G6', mail: 'shown@contoso.com', visibility: 'HiddenMembership', members: ['V1', 'U3'] },
  { id: 'G7', mail: 'mixed@contoso.com', visibility: 'Private', members: ['U1', 'U2'] },
];

const addresses = ({ mail, userPrincipalName, proxyAddresses = [] }: Entry) => [mail ?? '', userPrincipalName ?? '', ...proxyAddresses.map((proxy) => proxy.replace(/^smtp:/i, ''))].map((address) => address.toLowerCase());

/** A directory with pages of 2, so that paging is always met. */
async function directory(): Promise<{ graph: Graph; server: TestServer }> {
  const clock = leapingClock();
  const server: TestServer = await startServer(clock, ({ path, headers }): Reply => {
    const url = new URL(path, server.url);
    const [, , collection, id] = url.pathname.split('/');
    const isDeleted = url.pathname.endsWith('/directory/deletedItems/microsoft.graph.user');
    const all = isDeleted ? deleted : collection === 'users' ? people : groups;
    const group = groups.find((one) => one.id === id);
    if (!isDeleted && id !== undefined && !group?.members) return { status: 404, json: graphError('Request_ResourceNotFound') };
    if (!isDeleted && id !== undefined && headers['consistencylevel'] !== 'eventual') return { status: 400, json: graphError('Request_UnsupportedQuery') };
    const wanted = /^mail eq '((?:[^']|'')*)'/.exec(url.searchParams.get('$filter') ?? '')?.[1]?.replaceAll("''", "'");
    const found = group?.members ? people.filter((one) => group.members?.includes(one.id)) : wanted === undefined ? all : all.filter((one) => addresses(one).includes(wanted));
    const skip = Number(url.searchParams.get('$skiptoken'));
    const next = new URL(url);
    next.searchParams.set('$skiptoken', String(skip + 2));
    return { json: { value: found.slice(skip, skip + 2), ...(skip + 2 < found.length && { '@odata.nextLink': next.href }) } };
  });
  const graph = graphFor(server, clock);
  open.push(graph, server);
  return { graph, server };
}

function choose(...typed: string[]): ChosenAddress[] {
  return typed.map((text) => {
    const address = parseAddress(text);
    if (!address) throw new Error(`${text} is no address`);
    return { typed: text, address };
  });
}

describe('people', () => {
  test('are found by mail, principal name and proxy address, and come with all their mail addresses', async () => {
    for (const typed of ['DANA@contoso.com', 'dana.swope@contoso.com', 'd@old.example']) {
      const { graph } = await directory();
      const chosen = choose(typed);
      await expect(resolvePeople(graph, chosen)).resolves.toEqual({
        people: [{ userId: 'u1', addresses: ['dana@contoso.com', 'dana.swope@contoso.com', 'd@old.example'], chosen }],
        byChosen: [{ chosen: chosen[0], kind: 'person', peopleCount: 1, guestsCount: 0, withoutMailboxCount: 0 }],
        guestsCount: 0,
        withoutMailboxCount: 0,
      });
    }
  });

  test('a quote in an address stays within the filter', async () => {
    const { graph, server } = await directory();
    await expect(resolvePeople(graph, choose("o'neil@contoso.com"))).resolves.toMatchObject({ people: [{ userId: 'u2' }] });
    expect(new URL(server.seen[0]?.path ?? '', server.url).searchParams.get('$filter')).toBe("mail eq 'o''neil@contoso.com' or userPrincipalName eq 'o''neil@contoso.com' or proxyAddresses/any(p:p eq 'smtp:o''neil@contoso.com')");
  });

  test('come once each, by id, with every chosen address through which they came', async () => {
    const { graph } = await directory();
    const [dana, sales, again, d] = choose('dana@contoso.com', 'sales@contoso.com', 'Dana@Contoso.com', 'd@old.example') as [ChosenAddress, ChosenAddress, ChosenAddress, ChosenAddress];
    const resolution = await resolvePeople(graph, [dana, sales, again, d]);
    expect(resolution.people.map(({ userId, chosen }) => [userId, chosen])).toEqual([
      ['u1', [dana, sales, d]],
      ['v1', [sales]],
      ['v2', [sales]],
    ]);
    expect(resolution.byChosen.map(({ chosen, kind, peopleCount, guestsCount }) => [chosen, kind, peopleCount, guestsCount])).toEqual([
      [dana, 'person', 1, 0],
      [sales, 'group', 3, 1],
      [d, 'person', 1, 0],
    ]);
  });
});

describe('groups', () => {
  test('are found by mail and proxy address, and read page by page with the header that the cast needs', async () => {
    const { graph, server } = await directory();
    const resolution = await resolvePeople(graph, choose('verkauf@contoso.com'));
    expect(resolution.people.map(({ userId }) => userId)).toEqual(['u1', 'v1', 'v2']);
    const members = server.seen.filter(({ path }) => path.includes('transitiveMembers'));
    expect(members.length).toBe(2);
    for (const { path, headers } of members) {
      expect(path).toContain('/transitiveMembers/microsoft.graph.user?');
      expect(path).toMatch(/(\$|%24)count=true/);
      expect(headers['consistencylevel']).toBe('eventual');
    }
  });

  test('guests are left out, and counted once however often they are met', async () => {
    const { graph } = await directory();
    await expect(resolvePeople(graph, choose('sales@contoso.com', 'guests@contoso.com', 'guest@fabrikam.com'))).resolves.toMatchObject({
      guestsCount: 1,
      byChosen: [{ kind: 'group', peopleCount: 3, guestsCount: 1 }, { kind: 'group', peopleCount: 0, guestsCount: 1, problem: { code: 'groupEmpty' } }, { kind: 'person', peopleCount: 0, guestsCount: 1, problem: { code: 'addressUnknown' } }],
    });
  });

  test('without members, vanished meanwhile, and addresses of nobody are told with a sentence', async () => {
    const { graph } = await directory();
    const { byChosen, people: found } = await resolvePeople(graph, choose('empty@contoso.com', 'vanished@contoso.com', 'nobody@contoso.com'));
    expect(found).toEqual([]);
    expect(byChosen.map(({ kind, problem }) => [kind, problem?.code])).toEqual([
      ['group', 'groupEmpty'],
      ['group', 'groupEmpty'],
      ['unknown', 'addressUnknown'],
    ]);
    expect(byChosen[2]?.problem?.message).toContain('nobody@contoso.com');
  });
});

describe('what else keeps people from being read', () => {
  test('people with neither mail nor proxy address have no mailbox: they are counted for each address and once in total, and stay listed', async () => {
    const { graph } = await directory();
    await expect(resolvePeople(graph, choose("o'neil@contoso.com", 'mixed@contoso.com', 'sales@contoso.com'))).resolves.toMatchObject({
      people: [{ userId: 'u1' }, { userId: 'u2' }, { userId: 'v1' }, { userId: 'v2' }],
      withoutMailboxCount: 1,
      byChosen: [{ peopleCount: 1, withoutMailboxCount: 1 }, { peopleCount: 2, withoutMailboxCount: 1 }, { peopleCount: 3, withoutMailboxCount: 0 }],
    });
  });

  test('a group that hides its members says so, and what to do; one whose members are shown all the same does not', async () => {
    const { graph, server } = await directory();
    const { byChosen } = await resolvePeople(graph, choose('hidden@contoso.com', 'shown@contoso.com'));
    expect(byChosen[0]).toMatchObject({ kind: 'group', peopleCount: 0, problem: { code: 'groupEmpty', message: expect.stringMatching(/hidden@contoso\.com hides its members.*Member\.Read\.Hidden/) as string } });
    expect(byChosen[1]).toMatchObject({ kind: 'group', peopleCount: 1, guestsCount: 1 });
    expect(byChosen[1]).not.toHaveProperty('problem');
    const asked = server.seen.filter(({ path }) => path.startsWith('/v1.0/groups?')).map(({ path }) => new URL(path, server.url).searchParams.get('$select'));
    expect(new Set(asked)).toEqual(new Set(['id,mail,proxyAddresses,visibility']));
  });

  test('an address that Graph does not show may be a dynamic distribution group, which is said', async () => {
    const { graph } = await directory();
    const { byChosen } = await resolvePeople(graph, choose('everybody@contoso.com'));
    expect(byChosen[0]?.problem?.message).toContain('a dynamic distribution group cannot be used');
  });
});

test('many addresses are matched against the whole directory, with the same result as one by one', async () => {
  const typed = ['dana@contoso.com', "o'neil@contoso.com", 'sales@contoso.com', 'nobody@contoso.com', 'guest@fabrikam.com', ...Array.from({ length: 25 }, (_, number) => `v${number}@contoso.com`)];
  const { graph, server } = await directory();
  const together = await resolvePeople(graph, choose(...typed));
  expect(server.seen.filter(({ path }) => path.startsWith('/v1.0/users'))).toHaveLength(Math.ceil(people.length / 2));
  const apart = await Promise.all(typed.map(async (one) => (await resolvePeople(graph, choose(one))).byChosen[0]));
  expect(together.byChosen).toEqual(apart);
  expect(together.people.map(({ userId }) => userId)).toHaveLength(2 + 25);
});

describe('the organisation', () => {
  async function read(body: unknown): Promise<unknown> {
    const clock = leapingClock();
    const server = await startServer(clock, () => ({ json: body }));
    const graph = graphFor(server, clock);
    open.push(graph, server);
    return readOrganization(graph);
  }

  test('comes with its id, country, domains, and whether it has Exchange Online', async () => {
    const assignedPlans = [{ service: 'SharePoint', capabilityStatus: 'Enabled' }, { service: 'exchange', capabilityStatus: 'Enabled' }];
    const body = { value: [{ id: 'A1B2', assignedPlans, countryLetterCode: 'pl', verifiedDomains: [{ name: 'Contoso.com', isDefault: true }, { name: 'contoso.de' }] }] };
    await expect(read(body)).resolves.toEqual({ tenantId: 'a1b2', countryLetterCode: 'PL', verifiedDomains: ['contoso.com', 'contoso.de'], isExchangeLicensed: true });
    await expect(read({ value: [{ id: 'a', countryLetterCode: null }] })).resolves.toEqual({ tenantId: 'a', verifiedDomains: [], isExchangeLicensed: false });
  });

  test('an answer without one is refused', async () => {
    await expect(read({ value: [] })).rejects.toMatchObject({ code: 'graphRefused' });
  });
});

describe('the owner of an address', () => {
  test.each([
    ['a user, with every address of theirs', 'd@old.example', { kind: 'person', userIds: ['u1'], addresses: ['d@old.example', 'dana@contoso.com', 'dana.swope@contoso.com'] }],
    ['a guest, by the address at home', 'guest@fabrikam.com', { kind: 'person', userIds: ['u3'], addresses: ['guest@fabrikam.com', 'guest_fabrikam.com#ext#@contoso.onmicrosoft.com'] }],
    ['a group', 'verkauf@contoso.com', { kind: 'group' }],
    ['somebody whose account was deleted, without the addresses that others have now', 'leo@old.example', { kind: 'person', userIds: ['d-1-a'], addresses: ['leo@old.example', 'leo@contoso.com', 'leo.major@contoso.com'] }],
    ['the same, by the principal name of then', 'leo.major@contoso.com', { kind: 'person', userIds: ['d-1-a'], addresses: ['leo.major@contoso.com', 'leo@contoso.com', 'leo@old.example'] }],
    ['whoever has the address now, not a deleted user', 'v1@contoso.com', { kind: 'person', userIds: ['v1'], addresses: ['v1@contoso.com'] }],
    ['the group that has the address now', 'archive@contoso.com', { kind: 'group' }],
    ['nobody in the directory', 'eve@fabrikam.com', { kind: 'unknown' }],
  ])('may be %s', async (_, text, owner) => {
    const { graph } = await directory();
    const address = parseAddress(text);
    if (address === undefined) throw new TypeError('an address is needed');
    expect(await ownerOf(graph, address)).toEqual(owner);
  });
});
