import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Clock } from '../../engine/index.ts';
import { testTenantId } from './testService.ts';

export interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: JWK;
}

export async function makeKey(id: string = randomUUID(), algorithm = 'RS256'): Promise<SigningKey> {
  const pair = await generateKeyPair(algorithm);
  return { id, privateKey: pair.privateKey, publicKey: { ...(await exportJWK(pair.publicKey)), kid: id, use: 'sig', alg: algorithm } };
}

export interface KeyServer {
  readonly jwksUrl: string;
  /** What is published; may change. */
  keys: readonly SigningKey[];
  requests: number;
  /** The status of the answers; may change. */
  status: number;
  readonly close: () => Promise<void>;
}

/** Publishes keys over HTTP on loopback, as Microsoft Entra ID does. */
export async function serveKeys(...keys: readonly SigningKey[]): Promise<KeyServer> {
  const server = createServer((_request, response) => {
    keyServer.requests += 1;
    response.writeHead(keyServer.status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: keyServer.keys.map(({ publicKey }) => publicKey) }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const keyServer: KeyServer = {
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    keys,
    requests: 0,
    status: 200,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return keyServer;
}

export const testAudience = 'c0000000-0000-4000-8000-000000000001';
export const testIssuer = 'https://login.example/{tenantId}/v2.0';

/** An access token as Microsoft Entra ID makes them (version 2); a claim that is changed to undefined is left out. */
export async function signToken(key: SigningKey, clock: Clock, changes: Readonly<Record<string, unknown>> = {}, header: { readonly alg?: string; readonly kid?: string } = {}): Promise<string> {
  const now = Math.floor(clock.now() / 1000);
  const claims = {
    aud: testAudience,
    iss: testIssuer.replace('{tenantId}', testTenantId),
    iat: now,
    nbf: now,
    exp: now + 3_600,
    tid: testTenantId,
    oid: 'B0000000-0000-4000-8000-00000000000B',
    scp: 'access_as_user',
    ver: '2.0',
    ...changes,
  };
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: key.id, typ: 'JWT', ...header }).sign(key.privateKey);
}
