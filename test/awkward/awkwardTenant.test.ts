import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectedOf } from '../oracle/expected.ts';
import { sidesOf } from '../oracle/sides.ts';
import { readTenantFolder } from '../oracle/tenantFolder.ts';
import type { TenantFolder } from '../oracle/tenantFolder.ts';
import { writeAwkwardTenant } from './awkwardTenant.ts';
import type { AwkwardOptions, AwkwardRun } from './awkwardTenant.ts';

async function written(seed: number, options?: AwkwardOptions): Promise<{ folder: string; run: AwkwardRun }> {
  const folder = await mkdtemp(join(tmpdir(), 'awkward-'));
  return { folder, run: await writeAwkwardTenant(folder, seed, options) };
}

async function filesOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const files = names.map(async ({ parentPath, name }) => [join(parentPath, name).slice(folder.length), await readFile(join(parentPath, name), 'utf8')]);
  return Object.fromEntries(await Promise.all(files)) as Record<string, string>;
}

test('the same seed gives the same bytes, another seed others', async () => {
  const [first, again, other] = await Promise.all([written(3), written(3), written(4)]);
  expect(await filesOf(again.folder)).toEqual(await filesOf(first.folder));
  expect(again.run).toEqual(first.run);
  expect(await filesOf(other.folder)).not.toEqual(await filesOf(first.folder));
});

test('the size of the tenant can be chosen', async () => {
  const { folder, run } = await written(5, { people: 7, threads: 0, meetings: 0 });
  const { rows, overview } = await expectedOf(folder, run);
  expect(overview).toMatchObject({ addressesSelected: 7, emailsProcessed: 0, meetingsProcessed: 0 });
  expect(rows).toEqual([]);
});

describe('over twelve seeds, one for each scene', async () => {
  const tenants: { tenant: TenantFolder; run: AwkwardRun; expected: Awaited<ReturnType<typeof expectedOf>> }[] = [];
  for (let seed = 0; seed < 12; seed += 1) {
    const { folder, run } = await written(seed);
    tenants.push({ tenant: await readTenantFolder(folder), run, expected: await expectedOf(folder, run) });
  }
  const messages = tenants.flatMap(({ tenant }) => [...tenant.messages.values()].flat());
  const events = tenants.flatMap(({ tenant }) => [...tenant.events.values()].flat());
  const addressesOf = messages.flatMap(({ from, sender, toRecipients }) =>
    [from, sender, ...(toRecipients ?? [])].map((participant) => participant?.emailAddress?.address ?? ''),
  );

  test('every reason to leave an item out applies to some', () => {
    for (const kind of ['emails', 'meetings', 'replies'] as const) {
      const reasons = Object.keys(tenants[0]?.expected.overview.leftOut[kind] ?? {});
      const unused = reasons.filter((reason) => tenants.every(({ expected }) => expected.overview.leftOut[kind][reason] === 0));
      expect(unused).toEqual([]);
    }
  });

  test('every tenant has rows, customers without engagement, and contacts of every doubtful kind', () => {
    for (const { expected } of tenants) {
      expect(expected.rows.length).toBeGreaterThan(0);
      expect(expected.overview.customersEnriched).toBeLessThan(expected.overview.customersTotal);
      for (const figure of Object.values(expected.overview.dataQuality)) expect(figure).toBeGreaterThan(0);
    }
  });

  test('items lie exactly on both edges of the window', () => {
    const onEdge = (momentsOf: (tenant: TenantFolder) => string[], edge: (run: AwkwardRun, windowStart: number) => number): boolean =>
      tenants.some(({ tenant, run, expected }) =>
        momentsOf(tenant).some((time) => Date.parse(time) === edge(run, Date.parse(expected.overview.windowStart))),
      );
    const sent = (tenant: TenantFolder): string[] => [...tenant.messages.values()].flat().map(({ sentDateTime }) => sentDateTime ?? '');
    const starts = (tenant: TenantFolder): string[] => [...tenant.events.values()].flat().map(({ start }) => `${start.dateTime}Z`);
    const ends = (tenant: TenantFolder): string[] => [...tenant.events.values()].flat().map(({ end }) => `${end.dateTime}Z`);
    expect(onEdge(sent, (_, windowStart) => windowStart)).toBe(true);
    expect(onEdge(sent, ({ asOf }) => asOf)).toBe(true);
    expect(onEdge(starts, (_, windowStart) => windowStart)).toBe(true);
    expect(onEdge(ends, ({ asOf }) => asOf)).toBe(true);
  });

  test('addresses come in every spelling', () => {
    for (const spelling of [/^<.*>$/, /^mailto:/i, /^ /, /\t$/, /^[A-Z0-9.@]+$/, /^\/O=/]) {
      expect(addressesOf.some((address) => spelling.test(address)), String(spelling)).toBe(true);
    }
  });

  test('ids are missing, blank, in other letters, and swapped in their alphabet', () => {
    const ids = messages.map(({ internetMessageId }) => internetMessageId);
    expect(ids).toEqual(expect.arrayContaining([null, undefined, '', '   ']));
    expect(ids.some((id) => id && id !== id.toLowerCase())).toBe(true);
    expect(messages.some(({ conversationId }) => /[-_]/.test(conversationId ?? ''))).toBe(true);
    expect(messages.some(({ conversationId }) => conversationId?.startsWith('no base64'))).toBe(true);
    const uids = events.map(({ iCalUId }) => iCalUId ?? '');
    for (const kind of [/^$/, /@Google/, /^040000008200E00074C5B7101A82E00807E/, /^040000008200E00074C5B7101A82E00800000000/]) {
      expect(uids.some((uid) => kind.test(uid)), String(kind)).toBe(true);
    }
  });

  test('copies of one mail disagree on sender, time and conversation', () => {
    const copies = new Map<string, typeof messages>();
    for (const message of messages) {
      const id = message.internetMessageId?.trim().toLowerCase();
      if (id) copies.set(id, [...(copies.get(id) ?? []), message]);
    }
    const disagree = (valueOf: (message: (typeof messages)[number]) => string | undefined): boolean =>
      [...copies.values()].some((group) => new Set(group.map(valueOf)).size > 1);
    expect(disagree(({ from }) => from?.emailAddress?.address?.toLowerCase())).toBe(true);
    expect(disagree(({ sentDateTime }) => sentDateTime ?? undefined)).toBe(true);
    expect(disagree(({ conversationId }) => conversationId?.slice(-20))).toBe(true);
  });

  test('guests, unlisted employees and aliases of the own side write and are written to', () => {
    for (const { tenant, run } of tenants) {
      const sides = sidesOf(tenant, run.members);
      const listed = new Set(sides.listedPersons.map(({ userId }) => userId));
      expect(listed.size).toBeGreaterThanOrEqual(6);
      const unlisted = tenant.users.filter(({ id }) => !listed.has(id));
      expect(unlisted.some(({ userType }) => userType === 'Guest')).toBe(true);
      expect(unlisted.some(({ id }) => (tenant.messages.get(id) ?? []).length > 0)).toBe(true);
      expect(tenant.contacts.some(({ Email }) => sides.listedPersonOf(Email.trim().toLowerCase()) !== undefined)).toBe(true);
    }
    expect(tenants.some(({ expected }) => expected.overview.addressesSkipped.length > 0)).toBe(true);
  });
});
