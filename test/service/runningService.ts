import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { RequestHandler } from 'express';
import type { Clock } from '../../engine/index.ts';
import { startLocalTenant, type LocalTenant, type LocalTenantOptions, type TenantAddress } from '../../infra/local-tenant/index.ts';
import { readConfiguration, type Environment } from '../../infra/server/configuration.ts';
import { localEnvironment } from '../../infra/server/localEnvironment.ts';
import { createLogger } from '../../infra/server/logger.ts';
import { startServer, type RunningServer } from '../../infra/server/server.ts';
import { createServices } from '../../infra/server/services.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { idOf, writeSmallTenant, type SmallTenant } from '../end-to-end/smallTenant.ts';
import { people, salesYear, type Person as Part } from './salesYear.ts';
import { Person } from './person.ts';

export interface RunningServiceOptions {
  /** Default: a year of sales that ends now. */
  readonly company?: SmallTenant;
  readonly tenant?: LocalTenantOptions;
  readonly environment?: Environment;
  /** Of the service, its worker threads excepted, and of the tenant. */
  readonly clock?: Clock;
  /** What is served below `/local`. */
  readonly localPages?: (tenant: LocalTenant, idOf: (part: Part) => string) => RequestHandler;
}

/** The whole product over HTTP on loopback: a local tenant, and the service as `npm start` has it. */
export interface RunningService {
  readonly tenant: LocalTenant;
  /** Of its own, for the test as well; gone when it is closed. */
  readonly folder: string;
  readonly tenantFolder: string;
  readonly url: string;
  readonly metricsUrl: string;
  readonly dataFolder: string;
  /** Of the one tenant. */
  readonly tenantDataFolder: string;
  /** All that was logged until now. */
  readonly logged: () => string;
  /** Signs a person in anew. */
  readonly signIn: (part: Part) => Promise<Person>;
  readonly idOf: (part: Part) => string;
  /** Stops the service, and starts it again over the same data and at the same address. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startRunningService({ company, tenant: tenantOptions, environment, clock = systemClock, localPages }: RunningServiceOptions = {}): Promise<RunningService> {
  const folder = await mkdtemp(join(tmpdir(), 'running-service-'));
  const tenantFolder = join(folder, 'tenant');
  const dataFolder = join(folder, 'service');
  await writeSmallTenant(tenantFolder, company ?? salesYear(systemClock.now()));
  const tenant = await startLocalTenant(tenantFolder, { ...tenantOptions, clock });
  const lines: string[] = [];
  const log = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });
  let start: () => Promise<RunningServer>;
  let server: RunningServer;
  try {
    const configuration = readConfiguration({ ...(await testEnvironment(tenant, dataFolder)), ...environment });
    const idOfPart = (part: Part) => idOf(people[part]);
    start = () => startServer(configuration, { createServices, clock, logger: createLogger('debug', log), ...(localPages && { localPages: localPages(tenant, idOfPart) }) });
    server = await start();
  } catch (error) {
    await tenant.close();
    throw error;
  }
  return {
    tenant,
    folder,
    tenantFolder,
    url: server.url,
    get metricsUrl() {
      return server.metricsUrl;
    },
    dataFolder,
    tenantDataFolder: join(dataFolder, 'tenants', tenant.tenantId.toLowerCase()),
    logged: () => lines.join(''),
    signIn: async (part) => new Person(server.url, await tenant.userToken(idOf(people[part]))),
    idOf: (part) => idOf(people[part]),
    restart: async () => {
      await server.close();
      server = await start();
    },
    close: async () => {
      await server.close();
      await tenant.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The environment of a service over this tenant, on a port that is free: the address that browsers come back to has to name it. */
export async function testEnvironment(tenant: TenantAddress, dataFolder: string): Promise<Record<string, string>> {
  const port = await freePort();
  return {
    ...localEnvironment(tenant, dataFolder),
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    METRICS_PORT: '0',
    USER_REQUESTS_PER_MINUTE: '100000',
    ADDRESS_REQUESTS_PER_MINUTE: '1000000',
  };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('A TCP server has a port.');
  return address.port;
}
