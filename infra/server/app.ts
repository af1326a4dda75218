import { fileURLToPath } from 'node:url';
import express, { type Express, type RequestHandler } from 'express';
import type { Bot } from '../../bot/index.ts';
import { apiPath, apiRoutes, registerRoutes } from '../../tab/api/routes.ts';
import { failuresPath } from '../../tab/api/problem.ts';
import { EngagementFailure, type Clock, type Service } from '../../engine/index.ts';
import { aboutPath, answerAbout } from './aboutPage.ts';
import { authenticate } from './authentication.ts';
import { builtTabFolder } from './builtTab.ts';
import type { Configuration } from './configuration.ts';
import { answerConsentCallback } from './consentCallback.ts';
import { answerFailures } from './failureAnswer.ts';
import { answerAlive, answerReady } from './health.ts';
import type { Identity } from './identity.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { observe } from './observe.ts';
import { limitByAddress, limitByUser } from './rateLimits.ts';
import { giveRequestId } from './requestContext.ts';
import { securityHeaders } from './securityHeaders.ts';
import { servedTab } from './servedTab.ts';

const jsonBytesMax = '1mb';

const failuresPage = fileURLToPath(new URL('../../engine/model/failures.md', import.meta.url));

export interface AppOptions {
  /** By tenant id, lower case. */
  readonly services: ReadonlyMap<string, Service>;
  /** `handle` takes what Teams posts; who may post there is its business. */
  readonly bot: Pick<Bot, 'handle' | 'customerCard'>;
  readonly configuration: Configuration;
  readonly identity: Identity;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Aborted when the process begins to shut down. */
  readonly closing: AbortSignal;
  /** Where the built tab lies; default `tab/ui/dist`. */
  readonly tabFolder?: string;
  /** Pages below `/local` that show the product without Teams; never in production. */
  readonly localPages?: RequestHandler;
}

/** Everything that is served over HTTP, metrics excepted. Nothing is open but what stands before `authenticate`, and the bot asks for a token of its own. */
export function createApp({ services, bot, configuration, identity, logger, metrics, clock, closing, tabFolder = builtTabFolder, localPages }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.set('query parser', 'simple').set('trust proxy', configuration.trustedProxies);

  app.use(giveRequestId, observe(logger, metrics, clock), securityHeaders(configuration.mode === 'production'));
  app.get('/healthz', answerAlive);
  app.get('/readyz', answerReady(configuration.dataFolder, closing));

  app.use(limitByAddress(configuration.addressRequestsPerMinute));
  app.get(failuresPath, (_request, response) => response.type('text/plain; charset=utf-8').sendFile(failuresPage));
  app.get(aboutPath, answerAbout);
  app.post('/api/messages', bot.handle);
  app.get('/consent/callback', answerConsentCallback(services, logger, configuration.mode === 'local' ? undefined : configuration.clientId));
  app.use('/tab', servedTab(configuration, tabFolder));
  if (localPages !== undefined) app.use('/local', localPages);

  app.use(apiPath, authenticate(identity, services), limitByUser(configuration.userRequestsPerMinute), express.json({ limit: jsonBytesMax }));
  registerRoutes(app, apiRoutes, { clock, closing, timeoutMilliseconds: configuration.requestTimeoutMilliseconds, streamsOf: new Map(), customerCard: bot.customerCard });

  app.use(() => {
    throw new EngagementFailure('notFound', 'There is nothing under this address.');
  });
  app.use(answerFailures(logger));
  return app;
}
