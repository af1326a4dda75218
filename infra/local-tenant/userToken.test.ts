import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anna, guest, startTestTenant } from './testTenant.ts';
import type { TestTenant } from './testTenant.ts';
import type { UserTokenChanges } from './userToken.ts';

let one: TestTenant;

beforeAll(async () => {
  one = await startTestTenant();
});
afterAll(() => one.end());

/** The claims, as a server sees them that checks signature, issuer, audience and times. */
async function verified(changes?: UserTokenChanges, userId = anna): Promise<JWTPayload> {
  const base = `${one.tenant.authorityUrl}/${one.tenant.tenantId}`;
  const keys = createRemoteJWKSet(new URL(`${base}/discovery/v2.0/keys`));
  return (await jwtVerify(await one.tenant.userToken(userId, changes), keys, { issuer: `${base}/v2.0`, audience: one.tenant.clientId })).payload;
}

test('a token is what signing in would give', async () => {
  expect(await verified()).toMatchObject({ oid: anna, tid: one.tenant.tenantId, scp: 'access_as_user', roles: ['Engagement.Admin'] });
  expect(await verified({}, guest)).toMatchObject({ oid: guest });
});

test.each<[string, UserTokenChanges, string]>([
  ['another audience', { claims: { aud: anna } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ['another issuer', { claims: { iss: 'https://sts.evil.example/' } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ['an expiry that has passed', { issuedSecondsAgo: 4_000 }, 'ERR_JWT_EXPIRED'],
  ['a foreign signature', { signedBy: 'foreignKey' }, 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
])('a token can be made with %s', async (_, changes, code) => {
  await expect(verified(changes)).rejects.toMatchObject({ code });
});

test('claims can be replaced and taken away', async () => {
  const claims = await verified({ claims: { tid: 'another', roles: ['Engagement.Viewer'], scp: null, idtyp: 'app' } });
  expect(claims).toMatchObject({ tid: 'another', roles: ['Engagement.Viewer'], idtyp: 'app' });
  expect(claims).not.toHaveProperty('scp');
});

test('an id that is nobody\'s has no token', async () => {
  await expect(one.tenant.userToken('nobody')).rejects.toThrow(RangeError);
});
