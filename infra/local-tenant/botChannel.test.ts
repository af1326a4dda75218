import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChannelTokenChanges } from './botChannel.ts';
import { anna, startTestTenant, tokenRequest } from './testTenant.ts';
import type { TestTenant } from './testTenant.ts';

const serviceUrl = 'http://127.0.0.1:56150/_connector';
let one: TestTenant;

beforeAll(async () => {
  one = await startTestTenant();
});
afterAll(() => one.end());

async function metadata(): Promise<Record<string, unknown>> {
  return (await (await fetch(one.tenant.botOpenIdMetadataUrl)).json()) as Record<string, unknown>;
}

/** The claims, as a bot sees them that finds the keys through the metadata document. */
async function verified(changes?: ChannelTokenChanges): Promise<JWTPayload> {
  const { issuer, jwks_uri } = await metadata();
  const keys = createRemoteJWKSet(new URL(String(jwks_uri)));
  return (await jwtVerify(await one.tenant.channelToken(serviceUrl, changes), keys, { issuer: String(issuer), audience: one.tenant.clientId })).payload;
}

test('the metadata document and its keys are where the address says, and vouch for Teams alone', async () => {
  const { jwks_uri, ...document } = await metadata();
  expect(one.tenant.botOpenIdMetadataUrl).toBe(`${one.tenant.authorityUrl}/botframework/.well-known/openidconfiguration`);
  expect(document).toMatchObject({ issuer: 'https://api.botframework.com', id_token_signing_alg_values_supported: ['RS256'] });
  const { keys } = (await (await fetch(String(jwks_uri))).json()) as { readonly keys: readonly Record<string, unknown>[] };
  expect(keys).toMatchObject([{ kty: 'RSA', endorsements: ['msteams'] }]);
  expect(keys[0]).not.toHaveProperty('d');
});

test('a channel token says where the bot is to answer', async () => {
  expect(await verified()).toMatchObject({ serviceurl: serviceUrl });
});

test.each<[string, ChannelTokenChanges, string]>([
  ['another audience', { claims: { aud: anna } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ['another issuer', { claims: { iss: 'https://evil.example' } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ['an expiry that has passed', { issuedSecondsAgo: 4_000 }, 'ERR_JWT_EXPIRED'],
  ['a foreign signature', { signedBy: 'foreignKey' }, 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
  ['a key that was never published', { signedBy: 'unknownKey' }, 'ERR_JWKS_NO_MATCHING_KEY'],
])('a channel token can be made with %s', async (_, changes, code) => {
  await expect(verified(changes)).rejects.toMatchObject({ code });
});

test('claims can be taken away', async () => {
  expect(await verified({ claims: { serviceurl: null } })).not.toHaveProperty('serviceurl');
});

test('the sign-in service gives the bot a token for its answers, which opens nothing else', async () => {
  const token = String((await tokenRequest(one.tenant, { scope: 'https://api.botframework.com/.default' })).json['access_token']);
  expect(decodeJwt(token)).toMatchObject({ aud: 'https://api.botframework.com', appid: one.tenant.clientId });
  expect(decodeJwt(token)).not.toHaveProperty('roles');
  expect((await one.get('/users', { Authorization: `Bearer ${token}` })).status).toBe(401);
});
