import { z } from 'zod';
import { readConfiguration } from '../../infra/server/configuration.ts';
import { createLogger } from '../../infra/server/logger.ts';
import { startServer } from '../../infra/server/server.ts';
import { createServices } from '../../infra/server/services.ts';
import { systemClock } from '../../infra/systemClock.ts';

/** Serves the product with the environment that is given as JSON (argument 1), tells where, and ends with its input if it is not killed before. */
const environment = z.record(z.string(), z.string()).parse(JSON.parse(process.argv[2] ?? '{}'));
process.stdin.on('end', () => process.exit()).resume();
const { url } = await startServer(readConfiguration(environment), { createServices, clock: systemClock, logger: createLogger('error') });
process.stdout.write(`serving ${url}\n`);
