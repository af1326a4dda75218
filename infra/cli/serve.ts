import { readConfiguration } from '../server/configuration.ts';
import { createLogger } from '../server/logger.ts';
import { startServer } from '../server/server.ts';
import { createServices } from '../server/services.ts';
import { stopOnSignals } from '../server/signals.ts';
import { systemClock } from '../systemClock.ts';
import { exitStatus } from './ending.ts';

// The service for real tenants, as the environment says: what a container runs, and `npm start` with ENGAGEMENT_MODE=production. What is only
// for the sample company is not loaded here, and not in the build.
try {
  const configuration = readConfiguration(process.env);
  const logger = createLogger(configuration.logLevel);
  const starting = startServer(configuration, { createServices, clock: systemClock, logger });
  // Before it has started, which may take a while: the first process of a container gets no signal that it does not ask for.
  stopOnSignals({ close: async () => (await starting).close() }, { process, logger, sleep: (milliseconds) => systemClock.sleep(milliseconds) });
  await starting;
} catch (error) {
  process.exitCode = exitStatus(error);
}
