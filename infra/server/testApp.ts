import { EngagementFailure } from '../../engine/index.ts';
import { createApp, type AppOptions } from './app.ts';
import { readConfiguration } from './configuration.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { TestClock } from './testClock.ts';
import { testService, testTenantId } from './testService.ts';

/** An app of its own, which is listened to while `use` runs. */
export async function withApp(changes: Partial<AppOptions>, use: (url: string) => Promise<void>): Promise<void> {
  const app = createApp({
    services: new Map([[testTenantId, testService()]]),
    bot: { handle: (_request, response) => void response.sendStatus(200), customerCard: () => Promise.reject(new EngagementFailure('notFound', '')) },
    configuration: readConfiguration({ ENGAGEMENT_MODE: 'local', DATA_FOLDER: '.data', TENANT_IDS: testTenantId, CLIENT_ID: testTenantId, CLIENT_SECRET: 'x' }),
    identity: { authenticate: () => Promise.reject(new EngagementFailure('signInRequired', '')) },
    logger: createLogger('silent'),
    metrics: createMetrics(),
    clock: new TestClock(Date.UTC(2026, 10, 23)),
    closing: new AbortController().signal,
    ...changes,
  });
  const listening = app.listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => listening.once('listening', resolve));
    await use(`http://127.0.0.1:${(listening.address() as { port: number }).port}`);
  } finally {
    listening.close();
    listening.closeAllConnections();
  }
}
