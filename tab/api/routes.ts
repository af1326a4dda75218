import type { IRouter } from 'express';
import { callerOf } from './caller.ts';
import { consentRoutes } from './consentRoutes.ts';
import { contactDataSetRoutes } from './contactDataSetRoutes.ts';
import { enrichmentRoutes } from './enrichmentRoutes.ts';
import { insightRoutes } from './insightRoutes.ts';
import { objectionRoutes } from './objectionRoutes.ts';
import { organizationRoutes } from './organizationRoutes.ts';
import type { ApiSurroundings, Route } from './route.ts';
import { runRoutes } from './runRoutes.ts';
import { segmentRoutes } from './segmentRoutes.ts';

/** Where the API begins; a change that breaks its clients gets another. */
export const apiPath = '/api/v1';

/** Everything that the API offers. */
export const apiRoutes: readonly Route[] = [
  ...organizationRoutes,
  ...enrichmentRoutes,
  ...contactDataSetRoutes,
  ...consentRoutes,
  ...objectionRoutes,
  ...runRoutes,
  ...insightRoutes,
  ...segmentRoutes,
];

/** Puts routes where `setCaller` has been called and JSON bodies are parsed before. Failures go to the error handler. */
export function registerRoutes(router: IRouter, routes: readonly Route[], surroundings: ApiSurroundings): void {
  for (const { method, path, serve } of routes) {
    router[method](`${apiPath}${path}`, (request, response) => serve({ request, response, caller: callerOf(response), surroundings }));
  }
}
