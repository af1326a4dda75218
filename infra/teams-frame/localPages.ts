import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { type Request, type RequestHandler } from 'express';
import type { z } from 'zod';
import { EngagementFailure } from '../../engine/failure.ts';
import { tokenBody, type LocalPerson, type localPeopleAnswer, type tokenAnswer } from './contract.ts';

/** Where the page lies when it has been built. */
const builtFrameFolder = fileURLToPath(new URL('dist', import.meta.url));

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

export interface LocalPagesOptions {
  /** As whom one can sign in here; asked at each request, since chats open later than the service. */
  readonly people: () => readonly LocalPerson[];
  /** An access token of one of them for the API. */
  readonly token: (userId: string) => Promise<string>;
  /** Where the built page lies; default `dist` beside this file. */
  readonly folder?: string;
}

/**
 * The local stand-in for Teams, to be mounted at `/local`: a page that signs one in as a person of the sample company, without a password,
 * and shows chat and tab side by side. For loopback only, and for its own pages only: never a part of production.
 */
export function createLocalPages({ people, token, folder = builtFrameFolder }: LocalPagesOptions): RequestHandler {
  const router = express.Router();
  router.use((request, _response, next) => {
    if (!isForLoopback(request)) throw new EngagementFailure('notAllowed', 'This page is for the machine it runs on: open it as http://localhost.');
    next();
  });
  router.get('/people', fromOwnPages, (_request, response) => {
    const answer: z.input<typeof localPeopleAnswer> = people();
    response.set('cache-control', 'no-store').json(answer);
  });
  router.post('/token', fromOwnPages, express.json({ limit: '1kb' }), async (request, response) => {
    const body = tokenBody.safeParse(request.body);
    if (!body.success) throw new EngagementFailure('requestUnusable', 'Send {"userId": "…"} as JSON.');
    const { userId } = body.data;
    if (!people().some((person) => person.userId === userId)) throw new EngagementFailure('notFound', 'Nobody of the sample company has this id. Sign in again.');
    const answer: z.input<typeof tokenAnswer> = { token: await token(userId) };
    response.set('cache-control', 'no-store').json(answer);
  });
  if (existsSync(folder)) router.use(express.static(folder, { setHeaders: (response) => response.setHeader('cache-control', 'no-cache') }));
  return router;
}

/** A strange name that leads to this machine is how a page of somebody else would reach it (DNS rebinding). */
function isForLoopback({ headers: { host = '' } }: Request): boolean {
  return loopbackNames.includes(host.replace(/:\d+$/, '').toLowerCase());
}

/**
 * Browsers say where a request comes from, and only pages of this address may ask. What says nothing is no browser: a program on this machine,
 * which the local tenant would give the same.
 */
const fromOwnPages: RequestHandler = (request, _response, next) => {
  const { host = '', origin } = request.headers;
  const site = request.get('sec-fetch-site');
  const isOpenedByHand = site === 'none' && request.method === 'GET';
  const isOwn = (site === undefined || site === 'same-origin' || isOpenedByHand) && (origin === undefined || origin === `http://${host}`);
  if (!isOwn) throw new EngagementFailure('notAllowed', 'Only the pages of this service may ask for this.');
  next();
};
