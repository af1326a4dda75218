import { expect, test } from 'vitest';
import { HostProtocol, type HostOptions } from './hostProtocol.ts';

const tab = { entityId: '/channel/pinned?kind=ranking', contentUrl: 'http://localhost/tab/channel/pinned?kind=ranking', suggestedDisplayName: 'Ranking' };

function hosted(options: Partial<HostOptions> = {}) {
  const posted: unknown[] = [];
  const protocol = new HostProtocol((message) => posted.push(message), {
    frameContext: 'content',
    context: () => ({ entityId: 'customers', subEntityId: 'e/c', userObjectId: 'u1', theme: 'dark', locale: 'pl-pl' }),
    token: () => Promise.resolve('a.b.c'),
    ...options,
  });
  let id = 0;
  /** Posts as teams-js does; gives what is answered, or undefined. */
  const post = async (func: string, ...args: readonly unknown[]): Promise<unknown> => {
    const before = posted.length;
    await protocol.receive({ id: ++id, uuidAsString: `uuid-${id}`, func, args, apiVersionTag: 'v2_app', timestamp: 1, monotonicTimestamp: 1 });
    const answer = posted.slice(before).find((message) => (message as { readonly uuidAsString?: string }).uuidAsString === `uuid-${id}`);
    return (answer as { readonly args: unknown } | undefined)?.args;
  };
  return { protocol, posted, post };
}

test('a tab is told its frame, its context and a token, each answer under the id of its question', async () => {
  const { post, posted } = hosted();
  const [frame, client, runtime] = (await post('initialize', '2.58.0', 4, [])) as [string, string, string];
  expect([frame, client, JSON.parse(runtime)]).toMatchObject(['content', 'web', { apiVersion: 4, supports: { pages: { config: {} }, sharing: {} } }]);
  expect(await post('getContext')).toMatchObject([{ entityId: 'customers', subEntityId: 'e/c', theme: 'dark', locale: 'pl-pl', hostName: 'Teams' }]);
  expect(await post('authentication.getAuthToken')).toEqual([true, 'a.b.c']);
  expect(posted).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3 }]);
});

test('a sign-in that fails is answered with its reason', async () => {
  const { post } = hosted({ token: () => Promise.reject(new Error('nobody')) });
  expect(await post('authentication.getAuthToken')).toEqual([false, 'nobody']);
});

test.each([undefined, null, 'text', {}, { func: 'getContext' }, { id: 'one', func: 'getContext' }])('what is no message of teams-js is not answered: %j', async (data) => {
  const { protocol, posted } = hosted();
  await protocol.receive(data);
  expect(posted).toEqual([]);
});

test('a theme is told as it changes', () => {
  const { protocol, posted } = hosted();
  protocol.changeTheme('contrast');
  expect(posted).toEqual([{ func: 'themeChange', args: ['contrast'] }]);
});

test('what the configuration page gives when it is asked to save is what is saved', async () => {
  const validity: boolean[] = [];
  const { protocol, posted, post } = hosted({ frameContext: 'settings', onValidity: (isValid) => validity.push(isValid) });
  await post('settings.setValidityState', true);
  const saved = protocol.save();
  expect(posted).toEqual([{ func: 'settings.save', args: [{}] }]);
  expect(await post('settings.setSettings', tab)).toEqual([true]);
  await post('settings.save.success');
  expect(await saved).toEqual(tab);
  expect(validity).toEqual([true]);
});

test.each([
  ['refuses', 'settings.save.failure', ['no'], 'no'],
  ['gives nothing', 'settings.save.success', [], 'nothing to save'],
])('nothing is saved where the configuration page %s', async (_, func, args, reason) => {
  const { protocol, post } = hosted({ frameContext: 'settings' });
  const saved = expect(protocol.save()).rejects.toThrow(reason);
  await post(func, ...args);
  await saved;
});

test('a tab that gives itself without being asked is not kept', async () => {
  expect(await hosted().post('settings.setSettings', tab)).toMatchObject([false, expect.any(String)]);
});

test('the configuration page is told what the channel shows now, and that a new tab shows nothing', async () => {
  expect(await hosted({ channelTab: () => tab }).post('settings.getSettings')).toEqual([tab]);
  expect(await hosted().post('settings.getSettings')).toEqual([{ contentUrl: '' }]);
});

test('links and what is shared go to the host', async () => {
  const opened: unknown[] = [];
  const { post } = hosted({ onLink: (url) => opened.push(url), onShare: (link) => opened.push(link) });
  expect(await post('executeDeepLink', 'https://learn.example/')).toEqual([true]);
  expect(await post('sharing.shareWebContent', { content: [{ type: 'URL', url: 'https://tab.example/', message: 'Look', preview: true }] })).toEqual([undefined, undefined]);
  expect(await post('sharing.shareWebContent', { content: [] })).toMatchObject([{ errorCode: 4000 }]);
  expect(opened).toEqual(['https://learn.example/', { url: 'https://tab.example/', message: 'Look' }]);
});
