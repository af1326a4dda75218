import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { readConfiguration, type Environment } from './configuration.ts';
import { createLogger } from './logger.ts';
import { startServer, type RunningServer } from './server.ts';
import { TestClock } from './testClock.ts';
import { makeKey, serveKeys, signToken, testAudience, testIssuer } from './testKeys.ts';
import { administratorId, testService, testTenantId, type Override } from './testService.ts';

export interface TestServer extends RunningServer {
  readonly clock: TestClock;
  /** Everything that was logged, parsed. */
  readonly logged: Record<string, unknown>[];
  readonly dataFolder: string;
  /** A request of an admin who is a Global Administrator, too. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly token: (claims?: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly stop: () => Promise<void>;
}

const key = await makeKey();

/** The whole server over a service that holds one thing of each kind, on a clock that stands still. */
export async function startTestServer(override: Override = {}, environment: Environment = {}): Promise<TestServer> {
  const clock = new TestClock(Date.UTC(2026, 10, 23));
  const keys = await serveKeys(key);
  const dataFolder = await mkdtemp(join(tmpdir(), 'server-'));
  const logged: Record<string, unknown>[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged.push(JSON.parse(chunk.toString('utf8')) as Record<string, unknown>);
      done();
    },
  });
  const configuration = readConfiguration({
    ENGAGEMENT_MODE: 'local',
    PORT: '0',
    METRICS_PORT: '0',
    DATA_FOLDER: dataFolder,
    TENANT_IDS: testTenantId,
    CLIENT_ID: testAudience,
    CLIENT_SECRET: 'not-a-secret',
    JWKS_URL: keys.jwksUrl,
    TOKEN_ISSUER: testIssuer,
    ...environment,
  });
  const server = await startServer(configuration, {
    clock,
    logger: createLogger('info', destination),
    createServices: () => Promise.resolve(new Map([[testTenantId, testService(override)]])),
  });
  const token: TestServer['token'] = (claims = {}) => signToken(key, clock, { oid: administratorId, roles: ['Engagement.Admin'], ...claims });
  return {
    ...server,
    clock,
    logged,
    dataFolder,
    token,
    fetch: async (path, init = {}) => fetch(`${server.url}${path}`, { ...init, headers: { authorization: `Bearer ${await token()}`, ...(init.headers as Record<string, string> | undefined) } }),
    stop: async () => {
      await server.close();
      await keys.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
