import { existsSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express, { type Router } from 'express';
import type { z } from 'zod';
import type { tabSettings } from '../../tab/contract/settings.ts';
import type { Configuration } from './configuration.ts';

/** The builder of the tab puts a hash of the content into these files' names, so that a name never gets another content. */
const hashedFolder = '/assets/';

/** What is served below `/tab`, to everybody: what the tab has to know before anybody is signed in; where it has been built, its files and pages. */
export function servedTab({ mode, teamsLinkAppId }: Pick<Configuration, 'mode' | 'teamsLinkAppId'>, folder: string): Router {
  const router = express.Router();
  // The files alone: an answer of the API that mixes what somebody sends with what is secret is better not compressed (BREACH).
  router.use(compression());
  const settings: z.input<typeof tabSettings> = { mode, teamsAppId: teamsLinkAppId };
  router.get('/settings.json', (_request, response) => {
    response.set('cache-control', 'no-cache').json(settings);
  });
  if (!existsSync(folder)) return router;
  router.use(
    express.static(folder, {
      setHeaders: (response, path) => response.setHeader('cache-control', path.startsWith(join(folder, hashedFolder)) ? 'public, max-age=31536000, immutable' : 'no-cache'),
    }),
  );
  // The tab finds its pages itself. Browsers name HTML when they go somewhere, and not when they load a part of a page: that stays missing.
  router.get('/*page', (request, response, next) => {
    if (request.get('accept')?.includes('text/html') !== true || request.path.startsWith(hashedFolder)) next();
    else response.set('cache-control', 'no-cache').sendFile('index.html', { root: folder, cacheControl: false });
  });
  return router;
}
