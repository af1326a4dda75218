import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readConfiguration } from '../../infra/server/configuration.ts';
import { localEnvironment } from '../../infra/server/localEnvironment.ts';
import { startServer, type RunningServer } from '../../infra/server/server.ts';
import { createServices } from '../../infra/server/services.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { readingSchema } from './contender.ts';
import type { ServiceState } from './cards.ts';

/** The process of the service, as it runs in front of real tenants: started at the first message, and asked about its event loop by later ones. */
const startSchema = readingSchema.pick({ tenant: true, scratchFolder: true });

let server: RunningServer | undefined;
const delays = monitorEventLoopDelay({ resolution: 1 });

async function started(message: unknown): Promise<RunningServer> {
  const { tenant, scratchFolder } = startSchema.parse(message);
  const configuration = readConfiguration({
    ...localEnvironment(tenant, join(scratchFolder, 'service')),
    PORT: '0',
    METRICS_PORT: '0',
    LOG_LEVEL: 'error',
    USER_REQUESTS_PER_MINUTE: '100000',
    ADDRESS_REQUESTS_PER_MINUTE: '1000000',
  });
  return startServer(configuration, { createServices, clock: systemClock });
}

async function answer(message: unknown): Promise<void> {
  server ??= await started(message);
  const cpu = process.cpuUsage();
  const state: ServiceState = { url: server.url, heldUpMilliseconds: delays.max / 1e6, cpuMilliseconds: (cpu.user + cpu.system) / 1000 };
  delays.reset();
  delays.enable();
  process.send?.(state);
}

process.on('message', (message) => void answer(message));
process.on('disconnect', () => void server?.close());
