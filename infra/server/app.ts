import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express, type RequestHandler } from 'express';
import { apiPath, apiRoutes, registerRoutes } from '../../tab/api/routes.ts';
import { failuresPath } from '../../tab/api/problem.ts';
import { EngagementFailure, type Clock, type Service } from '../../engine/index.ts';
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

const jsonBytesMax = '1mb';

const failuresPage = fileURLToPath(new URL('../../engine/model/failures.md', import.meta.url));

/** The builder of the tab puts a hash of the content into these files' names, so that a name never gets another content. */
const hashedFolder = '/assets/';

export interface AppOptions {
  /** By tenant id, lower case. */
  readonly services: ReadonlyMap<string, Service>;
  /** Takes what Teams posts; who may post there is its business. */
  readonly botMessages: RequestHandler;
  readonly configuration: Configuration;
  readonly identity: Identity;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Aborted when the process begins to shut down. */
  readonly closing: AbortSignal;
  /** Where the built tab lies; default `tab/ui/dist`. */
  readonly tabFolder?: string;
}

/** Everything that is served over HTTP, metrics excepted. Nothing is open but what stands before `authenticate`, and the bot asks for a token of its own. */
export function createApp({ services, botMessages, configuration, identity, logger, metrics, clock, closing, tabFolder = builtTabFolder }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.set('query parser', 'simple').set('trust proxy', configuration.trustedProxies);

  app.use(giveRequestId, observe(logger, metrics, clock), securityHeaders(configuration.mode === 'production'));
  app.get('/healthz', answerAlive);
  app.get('/readyz', answerReady(configuration.dataFolder, closing));

  app.use(limitByAddress(configuration.addressRequestsPerMinute));
  app.get(failuresPath, (_request, response, next) => response.type('text/plain; charset=utf-8').sendFile(failuresPage, next));
  app.post('/api/messages', botMessages);
  app.get('/consent/callback', answerConsentCallback(services, logger, configuration.mode === 'local' ? undefined : configuration.clientId));
  if (existsSync(tabFolder)) app.use('/tab', tabFiles(tabFolder));

  app.use(apiPath, authenticate(identity, services), limitByUser(configuration.userRequestsPerMinute), express.json({ limit: jsonBytesMax }));
  registerRoutes(app, apiRoutes, { clock, closing, timeoutMilliseconds: configuration.requestTimeoutMilliseconds, streamsOf: new Map() });

  app.use(() => {
    throw new EngagementFailure('notFound', 'There is nothing under this address.');
  });
  app.use(answerFailures(logger));
  return app;
}

function tabFiles(folder: string) {
  return express.static(folder, {
    setHeaders: (response, path) => response.setHeader('cache-control', path.startsWith(join(folder, hashedFolder)) ? 'public, max-age=31536000, immutable' : 'no-cache'),
  });
}
