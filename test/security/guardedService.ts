import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestTenant } from '../../infra/local-tenant/testTenant.ts';
import type { UserTokenChanges } from '../../infra/local-tenant/userToken.ts';
import { readConfiguration } from '../../infra/server/configuration.ts';
import { localEnvironment } from '../../infra/server/localEnvironment.ts';
import { createLogger } from '../../infra/server/logger.ts';
import { startServer } from '../../infra/server/server.ts';
import { createServices } from '../../infra/server/services.ts';
import { systemClock } from '../../infra/systemClock.ts';

/** Each has one role; the Global Administrator has no role of the app. */
export const people = {
  member: '10000000-0000-4000-8000-000000000001',
  viewer: '10000000-0000-4000-8000-000000000002',
  admin: '10000000-0000-4000-8000-000000000003',
  globalAdministrator: '10000000-0000-4000-8000-000000000004',
} as const;
export type Person = keyof typeof people;

const globalAdministratorRole = '62e90394-69f5-4237-9190-012177145e10';

function user(name: Person, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const mail = `${name.toLowerCase()}@contoso.example`;
  return { id: people[name], displayName: name, mail, userPrincipalName: mail, proxyAddresses: [`SMTP:${mail}`], accountEnabled: true, userType: 'Member', ...more };
}

export interface GuardedService {
  readonly url: string;
  readonly authorityUrl: string;
  readonly token: (person: Person, changes?: UserTokenChanges) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** The product as it runs: the server over the real service, in front of a local tenant that says who people are. Runs are never due. */
export async function startGuardedService(): Promise<GuardedService> {
  const { tenant, end } = await startTestTenant({
    'users.json': [
      user('member'),
      user('viewer', { appRoles: ['Engagement.Viewer'] }),
      user('admin', { appRoles: ['Engagement.Admin'] }),
      user('globalAdministrator', { directoryRoles: [globalAdministratorRole] }),
    ],
    'accounts.csv': 'AccountId,Name\n1,Fabrikam\n',
    'contacts.csv': 'ContactId,AccountId,FullName,Email\n1,1,Eve,eve@fabrikam.example\n',
  });
  const dataFolder = await mkdtemp(join(tmpdir(), 'guarded-'));
  const configuration = readConfiguration({
    ...localEnvironment(tenant, dataFolder),
    PORT: '0',
    METRICS_PORT: '0',
    FIRST_RUN_DELAY: 'P7D',
    USER_REQUESTS_PER_MINUTE: '100000',
    ADDRESS_REQUESTS_PER_MINUTE: '100000',
  });
  const server = await startServer(configuration, {
    clock: systemClock,
    logger: createLogger('silent'),
    createServices,
  });
  return {
    url: server.url,
    authorityUrl: tenant.authorityUrl,
    token: (person, changes) => tenant.userToken(people[person], changes),
    close: async () => {
      await server.close();
      await end();
      await rm(dataFolder, { recursive: true });
    },
  };
}
