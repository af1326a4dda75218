import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { botStateVersion, emptyBotState, type KnownConversation } from './botState.ts';
import { openBotStore } from './openBotStore.ts';
import { testTenantId } from './testStore.ts';

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'bot-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

async function open(path: string) {
  const store = await openBotStore({ folder: path, tenantId: testTenantId });
  onTestFinished(() => store.close());
  return store;
}

function conversation(number: number, changes: Partial<KnownConversation> = {}): KnownConversation {
  return {
    ...{ id: `a:${number}`, tenantId: testTenantId, kind: 'personal', serviceUrl: 'https://smba.trafficmanager.net/emea/', botAccountId: '28:bot' },
    ...{ userIds: [`user-${number}`], isLanguageChosen: false, lastUsedAt: number },
    ...changes,
  };
}

it('keeps what was changed over a restart, in a folder and a file for this account only', async () => {
  const path = join(await folder(), 'bot');
  const store = await open(path);
  await store.update((state) => void state.conversations.push(conversation(1)));
  await store.close();
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  expect((await stat(join(path, 'bot.json'))).mode & 0o777).toBe(0o600);
  expect((await open(path)).read()).toEqual({ ...emptyBotState, conversations: [conversation(1)] });
});

it('makes changes in the order of the calls, and gives back plain data', async () => {
  const store = await open(await folder());
  const given = await Promise.all([1, 2, 3].map((number) => store.update((state) => {
    state.conversations.push(conversation(number));
    return { newest: state.conversations.at(-1), count: state.conversations.length };
  })));
  expect(given).toEqual([1, 2, 3].map((number) => ({ newest: conversation(number), count: number })));
  expect(store.read().conversations).toEqual([1, 2, 3].map((number) => conversation(number)));
});

it('gives a state that cannot be changed by accident', async () => {
  const store = await open(await folder());
  await store.update((state) => void state.conversations.push(conversation(1)));
  expect(() => Object.assign(store.read().conversations[0] ?? {}, { title: 'x' })).toThrow(TypeError);
});

it('makes none of a change that throws, and all of those beside it', async () => {
  const store = await open(await folder());
  const kept = store.update((state) => void state.conversations.push(conversation(1)));
  const broken = store.update((state) => {
    state.conversations.push(conversation(2));
    throw new Error('no');
  });
  await expect(broken).rejects.toThrow('no');
  await kept;
  expect(store.read().conversations).toEqual([conversation(1)]);
});

it('keeps nothing that has no place in the state, such as a name', async () => {
  const path = await folder();
  const store = await open(path);
  await store.update((state) => void state.conversations.push({ ...conversation(1), ...{ personName: 'Ann Example' } }));
  expect(store.read().conversations).toEqual([conversation(1)]);
  expect(await readFile(join(path, 'bot.json'), 'utf8')).not.toContain('Ann');
});

it('takes no conversation of another tenant', async () => {
  const store = await open(await folder());
  const foreign = conversation(1, { tenantId: 'ffffffff-0000-4000-8000-000000000000' });
  await expect(store.update((state) => void state.conversations.push(foreign))).rejects.toThrow('another tenant');
  expect(store.read()).toEqual(emptyBotState);
});

it.each([
  ['no JSON', '{"version":1,'],
  ['another version', JSON.stringify({ ...emptyBotState, version: 2 })],
  ['something else', '[]'],
  ['another tenant', JSON.stringify({ ...emptyBotState, conversations: [conversation(1, { tenantId: 'ffffffff-0000-4000-8000-000000000000', title: 'Secret' })] })],
])('refuses a file that holds %s, and leaves it as it is', async (_, content) => {
  const path = await folder();
  await writeFile(join(path, 'bot.json'), content);
  const opening = openBotStore({ folder: path, tenantId: testTenantId });
  await expect(opening).rejects.toMatchObject({ code: 'stateUnusable' });
  await expect(opening).rejects.not.toThrow('Secret');
  expect(await readFile(join(path, 'bot.json'), 'utf8')).toBe(content);
});

it('says so where it cannot write, and goes on with what was durable', async () => {
  const path = await folder();
  const store = await open(path);
  await store.update((state) => void state.conversations.push(conversation(1)));
  await rm(path, { recursive: true });
  await expect(store.update((state) => void state.conversations.push(conversation(2)))).rejects.toMatchObject({ code: 'stateUnusable' });
  expect(store.read().conversations).toEqual([conversation(1)]);
  await mkdir(path);
});

it('takes no change after it was closed, and loses none from before', async () => {
  const path = await folder();
  const store = await open(path);
  const last = store.update((state) => void state.conversations.push(conversation(1)));
  await store.close();
  await last;
  await expect(store.update(() => undefined)).rejects.toMatchObject({ code: 'interrupted' });
  expect((await open(path)).read().conversations).toHaveLength(1);
});

it('finds conversations by id and by person, the latest first', async () => {
  const store = await open(await folder());
  const ann = { userIds: ['ann'] };
  await store.update(({ conversations }) => void conversations.push(conversation(1, ann), conversation(3, ann), conversation(4, { kind: 'channel', userIds: ['bob', 'ann'] }), conversation(5, { kind: 'group', ...ann })));
  expect(store.conversation('a:4')?.kind).toBe('channel');
  expect(store.personalConversation('ann')?.id).toBe('a:3');
  expect(store.sharedConversations('ann').map(({ id }) => id)).toEqual(['a:5', 'a:4']);
  expect(store.personalConversation('bob')).toBeUndefined();
  await store.update((state) => void (state.conversations = state.conversations.filter(({ id }) => id !== 'a:3')));
  expect(store.personalConversation('ann')?.id).toBe('a:1');
});

it('is quick with 2,000 conversations', async () => {
  const store = await open(await folder());
  await store.update((state) => void state.conversations.push(...Array.from({ length: 2_000 }, (_, number) => conversation(number))));
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: 100 }, (_, number) => store.update((state) => void state.conversations.push(conversation(2_000 + number)))));
  const found = Array.from({ length: 2_100 }, (_, number) => store.personalConversation(`user-${number}`)?.id);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(found).toEqual(Array.from({ length: 2_100 }, (_, number) => `a:${number}`));
});

/** Written by the product as it was: never changed since, and never to be. */
const versionOne = fileURLToPath(new URL('testVersion1/bot.json', import.meta.url));

it('opens what version 1 remembered, and finds all of it', async () => {
  const path = await folder();
  await cp(versionOne, join(path, 'bot.json'));
  const store = await openBotStore({ folder: path, tenantId: 'c0c0c0c0-0000-4000-8000-000000000001' });
  const { version, ...remembered } = JSON.parse(await readFile(versionOne, 'utf8')) as Record<string, unknown>;
  expect(version).toBe(1);
  expect(store.read()).toMatchObject(remembered);
  await store.close();
});

it('refuses what a newer version has written, and says so', async () => {
  const path = await folder();
  await writeFile(join(path, 'bot.json'), JSON.stringify({ ...emptyBotState, version: botStateVersion + 1 }));
  await expect(open(path)).rejects.toMatchObject({ code: 'stateUnusable', message: expect.stringContaining('a newer version of this program has written it') as string });
});
