import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir } from 'node:fs/promises';
import type { RequestHandler } from 'express';
import type { Bot } from '../../bot/index.ts';
import { EngagementFailure, type Clock, type Service, type ServiceEvent } from '../../engine/index.ts';
import { removeUnfinishedRestores } from '../operations/backup/unfinishedRestore.ts';
import { createApp } from './app.ts';
import { startTeamsBot } from './teamsBot.ts';
import type { Configuration } from './configuration.ts';
import { createIdentity } from './identity.ts';
import { createLogger, type Logger } from './logger.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { answerMetrics } from './metricsAnswer.ts';

/** For the headers to arrive; a client that dribbles them holds a connection and nothing else. */
const headersTimeoutMilliseconds = 10_000;

/** For the whole request to arrive: 200 MB over a slow line. */
const requestTimeoutMilliseconds = 15 * 60_000;

const headerBytesMax = 16_384;

/** Longer than proxies commonly keep a connection for the next request: one that they use just as it is closed here fails before the caller's eyes. */
const keepAliveTimeoutMilliseconds = 75_000;

/** Answers under way get this long to end when the service stops; containers are commonly killed after 30 s. */
const drainMilliseconds = 10_000;

export interface Surroundings {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** To be told of everything that a service tells, also while it starts. */
  readonly onEvent: (tenantId: string, event: ServiceEvent) => void;
}

/** Starts the product for each tenant of the configuration. The map is by tenant id, lower case. */
export type CreateServices = (configuration: Configuration, surroundings: Surroundings) => Promise<ReadonlyMap<string, Service>>;

export interface ServerOptions {
  readonly createServices: CreateServices;
  readonly clock: Clock;
  /** Default: to stdout, from the level of the configuration. */
  readonly logger?: Logger;
  /** As `AppOptions.localPages`. */
  readonly localPages?: RequestHandler;
}

export interface RunningServer {
  /** Where it listens on this machine, without a slash at the end. */
  readonly url: string;
  readonly metricsUrl: string;
  /** Ends streams, lets answers under way end for a while, closes the services. May be called more than once. */
  close(): Promise<void>;
}

/** Starts the services and serves them. Where anything fails, what was started before is closed again. */
export async function startServer(configuration: Configuration, { createServices, clock, logger = createLogger(configuration.logLevel), localPages }: ServerOptions): Promise<RunningServer> {
  await makeDataFolder(configuration.dataFolder);
  await removeUnfinishedRestores(configuration.dataFolder);
  const metrics = createMetrics();
  const closing = new AbortController();
  let bot: Bot | undefined;
  const services = await createServices(configuration, { clock, logger, metrics, onEvent: (tenantId) => bot?.wake(tenantId) });
  const closeServices = async () => {
    try {
      await bot?.close();
    } finally {
      await Promise.all([...services.values()].map((service) => service.close()));
    }
  };
  try {
    bot = await startTeamsBot(configuration, { services, clock, logger });
  } catch (error) {
    await closeServices();
    throw error;
  }

  const app = createApp({ services, bot, configuration, identity: createIdentity({ ...configuration, clock }), logger, metrics, clock, closing: closing.signal, ...(localPages !== undefined && { localPages }) });
  const server = serverOf(app as RequestListener);
  const metricsServer = serverOf(answerMetrics(metrics));
  try {
    const url = await listen(server, configuration.host, configuration.port);
    const metricsUrl = `${await listen(metricsServer, configuration.host, configuration.metricsPort)}/metrics`;
    logger.info({ mode: configuration.mode, url, metricsUrl, tenants: services.size }, 'started');

    const close = async () => {
      closing.abort();
      await drain(server, clock);
      await closeServices();
      await drain(metricsServer, clock);
      logger.info('stopped');
    };
    let closed: Promise<void> | undefined;
    return { url, metricsUrl, close: () => (closed ??= close()) };
  } catch (error) {
    server.close();
    metricsServer.close();
    await closeServices();
    throw error;
  }
}

function serverOf(listener: RequestListener): Server {
  const server = createServer(
    { headersTimeout: headersTimeoutMilliseconds, requestTimeout: requestTimeoutMilliseconds, keepAliveTimeout: keepAliveTimeoutMilliseconds, maxHeaderSize: headerBytesMax },
    listener,
  );
  // Closing the server ends connections that are idle then. Those that answer meanwhile would wait for a next request, and hold the end up.
  return server.on('request', ({ socket }, response) => {
    response.once('finish', () => {
      if (!server.listening) socket.end();
    });
  });
}

/** For this account alone. @throws EngagementFailure `stateUnusable` where this account may not make it, or something else is in its place */
async function makeDataFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new EngagementFailure('stateUnusable', `The data folder ${path} cannot be made (${reason}). Let this account write to the folder above it, or set DATA_FOLDER to another one.`, { cause: error });
  }
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFailure(error, host, port))).listen(port, host, resolve);
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`;
}

/** Of a place that cannot be listened on, somebody has to choose another; other errors are nobody's choice. */
function listenFailure(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reason = { EADDRINUSE: 'another program listens there', EACCES: 'this account may not listen there', EADDRNOTAVAIL: 'this machine has no such address' }[error.code ?? ''];
  if (reason === undefined) return error;
  return new EngagementFailure('callUnusable', `The service cannot listen on ${host}, port ${port}: ${reason}. Set PORT (or METRICS_PORT, HOST) to another one, or end the other program.`, { cause: error });
}

/** Accepts nothing more, waits for the answers under way, and breaks off those that take too long. */
async function drain(server: Server, clock: Clock): Promise<void> {
  const drained = new AbortController();
  const ended = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const tooLate = clock.sleep(drainMilliseconds, drained.signal).then(
    () => server.closeAllConnections(),
    () => undefined,
  );
  await Promise.race([ended, tooLate.then(() => ended)]);
  drained.abort();
}
