import { createHmac } from 'node:crypto';
import { exportSPKI, importJWK, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTeamsBot } from '../../bot/teams/teamsBot.ts';
import { appId, channelIssuer, makeChannelKey, startTestTeams, tenantId, type TestTeams } from '../../bot/teams/testTeams.ts';
import { ManualClock } from '../../engine/model/manualClock.ts';
import type { SigningKey } from '../../infra/server/testKeys.ts';

const now = Date.UTC(2026, 10, 23, 9);
const nowSeconds = now / 1000;
const key = await makeChannelKey();
const foreignKey = await makeChannelKey();
const keyForOthers = await makeChannelKey(['webchat']);

let teams: TestTeams;
let consoleMethods: readonly unknown[];

beforeEach(async () => {
  // The SDK writes to the console on its own ways in; nothing may come out of ours.
  consoleMethods = (['log', 'info', 'warn', 'error', 'debug'] as const).map((method) => vi.spyOn(console, method));
  teams = await startTestTeams(new ManualClock(now), key);
});
afterEach(async () => {
  for (const method of consoleMethods) expect(method).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  await teams.close();
});

async function hmacWithPublicKey({ id, publicKey }: SigningKey, claims: object): Promise<string> {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', kid: id, typ: 'JWT' })}.${encode(claims)}`;
  const spki = await exportSPKI((await importJWK(publicKey, 'RS256')) as Parameters<typeof exportSPKI>[0]);
  return `${signed}.${createHmac('sha256', spki).update(signed).digest('base64url')}`;
}

const goodClaims = () => ({ aud: appId, iss: channelIssuer, serviceurl: teams.serviceUrl, iat: nowSeconds, nbf: nowSeconds, exp: nowSeconds + 3_600 });

test('a token of the Bot Connector lets an activity in', async () => {
  expect(await teams.post(teams.activity())).toEqual({ status: 200, text: '', json: undefined });
  expect(teams.turns).toHaveLength(1);
});

describe('is answered a bare 401, and the bot never hears of it', () => {
  const refused: readonly (readonly [string, () => Promise<string> | string | null])[] = [
    ['no Authorization header', () => null],
    ['garbage', () => 'Bearer garbage'],
    ['a token in another scheme', async () => `Basic ${await teams.token()}`],
    ['a token for another bot', async () => `Bearer ${await teams.token(key, { aud: 'c0000000-0000-4000-8000-0000000000ff' })}`],
    ['a token of another issuer', async () => `Bearer ${await teams.token(key, { iss: 'https://evil.example' })}`],
    ['a token for another service URL', async () => `Bearer ${await teams.token(key, { serviceurl: 'https://smba.example/emea' })}`],
    ['a token without a service URL', async () => `Bearer ${await teams.token(key, { serviceurl: undefined })}`],
    ['a token that ended more than five minutes ago', async () => `Bearer ${await teams.token(key, { exp: nowSeconds - 301 })}`],
    ['a token without an end', async () => `Bearer ${await teams.token(key, { exp: undefined })}`],
    ['a token that begins in more than five minutes', async () => `Bearer ${await teams.token(key, { nbf: nowSeconds + 301 })}`],
    ['a token of an unknown key', async () => `Bearer ${await teams.token(foreignKey)}`],
    ['a token without a key id', async () => `Bearer ${await teams.token(key, {}, { kid: undefined } as never)}`],
    ['a bad signature under the id of a known key', async () => `Bearer ${await teams.token(foreignKey, {}, { kid: key.id })}`],
    ['a good token with a changed payload', async () => `Bearer ${changedPayload(await teams.token())}`],
    ['an unsigned token (alg none)', () => `Bearer ${new UnsecuredJWT(goodClaims()).encode()}`],
    ['a token signed by HS256 with the public key as the secret', async () => `Bearer ${await hmacWithPublicKey(key, goodClaims())}`],
    ['a token of the emulator, version 1', async () => `Bearer ${await teams.token(key, { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0', appid: appId })}`],
    ['a token of the emulator, version 2', async () => `Bearer ${await teams.token(key, { iss: 'https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0', ver: '2.0', azp: appId })}`],
    ['a token that Microsoft Entra ID issued in the tenant', async () => `Bearer ${await teams.token(key, { iss: `https://login.microsoftonline.com/${tenantId}/v2.0`, tid: tenantId, ver: '2.0', azp: appId })}`],
    ['a token of another bot that calls as a skill', async () => `Bearer ${await teams.token(key, { iss: `https://sts.windows.net/${tenantId}/`, ver: '1.0', appid: 'c0000000-0000-4000-8000-0000000000ff' })}`],
  ];

  test.each(refused)('%s', async (_title, authorization) => {
    expect(await teams.post(teams.activity(), await authorization())).toEqual({ status: 401, text: '', json: undefined });
    expect(teams.turns).toEqual([]);
    expect(teams.faults).toEqual([]);
  });

  test.each(['webchat', 'directline', 'emulator', 'AseChannel', ''])('an activity of the channel "%s", for which the key is not endorsed', async (channelId) => {
    expect(await teams.post(teams.activity({ channelId }))).toEqual({ status: 401, text: '', json: undefined });
    expect(teams.turns).toEqual([]);
  });

  test('an activity of Teams with a key that is endorsed for other channels', async () => {
    const others = await startTestTeams(new ManualClock(now), keyForOthers);
    expect((await others.post(others.activity())).status).toBe(401);
    expect(others.turns).toEqual([]);
    await others.close();
  });

  test('an activity that is malformed beside: who asks without a token does not learn that', async () => {
    expect((await teams.post({ channelId: 'msteams', serviceUrl: teams.serviceUrl }, 'Bearer garbage')).status).toBe(401);
    expect((await teams.post('{', null)).status).toBe(401);
  });
});

test('while the keys cannot be had, nobody is let in, and it is no fault of the token: 503', async () => {
  const lost = await startTestTeams(new ManualClock(now), key, { isMetadataDown: true });
  expect(await lost.post(lost.activity())).toEqual({ status: 503, text: '', json: undefined });
  expect(lost.turns).toEqual([]);
  expect(lost.faults).toMatchObject([{ name: 'KeysUnavailable' }]);
  await lost.close();
});

test.each(['', ' '])('there is no bot without an app id ("%s"), and so none that lets everybody in', (emptyId) => {
  const inbound = { tokenIssuer: channelIssuer, openIdMetadataUrl: 'https://login.example/openid' };
  const create = () => createTeamsBot({ appId: emptyId, credentials: { token: () => Promise.resolve('') }, inbound, isTabLink: () => false, logicOf: () => undefined, clock: new ManualClock(now), random: () => 0, onFault: () => undefined });
  expect(create).toThrow(/app id/);
});

test('keys are not asked for over plain http from another machine', () => {
  const inbound = { tokenIssuer: channelIssuer, openIdMetadataUrl: 'http://login.example/openid' };
  const create = () => createTeamsBot({ appId, credentials: { token: () => Promise.resolve('') }, inbound, isTabLink: () => false, logicOf: () => undefined, clock: new ManualClock(now), random: () => 0, onFault: () => undefined });
  expect(create).toThrow(/https/);
});

function changedPayload(token: string): string {
  const [header, payload, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object;
  return [header, Buffer.from(JSON.stringify({ ...claims, extra: 1 })).toString('base64url'), signature].join('.');
}
