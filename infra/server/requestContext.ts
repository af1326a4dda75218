import { randomUUID } from 'node:crypto';
import type { RequestHandler, Request, Response } from 'express';

/** Long enough to be told apart, and nothing in it that a log or a page could take for something else; no `@` either. */
const harmlessId = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

const requestIds = new WeakMap<Response, string>();

/** Gives each request an id, which goes back in `x-request-id`, into the log and into problems. A caller may bring one, if it looks harmless. */
export const giveRequestId: RequestHandler = (request, response, next) => {
  const brought = request.get('x-request-id');
  const id = brought !== undefined && harmlessId.test(brought) ? brought : randomUUID();
  requestIds.set(response, id);
  response.set('x-request-id', id);
  next();
};

export function requestIdOf(response: Response): string {
  return requestIds.get(response) ?? '';
}

/** The template of the route that took the request, never its path, which may hold a customer's id; `unmatched` where none did. Routes stand on the app itself, so that the template is whole. */
export function routeOf(request: Request): string {
  const { route } = request as { readonly route?: { readonly path: unknown } };
  return typeof route?.path === 'string' ? route.path : 'unmatched';
}
