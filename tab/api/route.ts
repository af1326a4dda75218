import type { Request, Response } from 'express';
import { z } from 'zod';
import { EngagementFailure, type Action, type Actor, type Clock, type ExportedFile, type Service } from '../../engine/index.ts';
import type { Caller } from './caller.ts';
import { UnusableRequest } from './problem.ts';
import { sendFile, sendJson } from './send.ts';
import { withinTime } from './withinTime.ts';

/** What the routes need of the process that serves them. */
export interface ApiSurroundings {
  readonly clock: Clock;
  /** Aborted when the process shuts down: streams that would last end. */
  readonly closing: AbortSignal;
  /** How long a request may take until its answer begins. */
  readonly timeoutMilliseconds: number;
  /** How many streams of events each user has open. */
  readonly streamsOf: Map<string, number>;
  /** The card that the bot would send this person. Throws as `Service.insights.card`. */
  readonly customerCard: (actor: Actor, of: { readonly enrichmentId: string; readonly customerId: string; readonly language: 'en' | 'pl' }) => Promise<AdaptiveCard>;
}

interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
}

export interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly caller: Caller;
  readonly surroundings: ApiSurroundings;
}

/** A row of the table of routes. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Behind `apiPath`, as express wants it; the template is also what logs and metrics call the route. */
  readonly path: string;
  /** What it does in the table of rights. The service checks it; here it is said for readers, and for the matrix of all routes and callers. */
  readonly action: Action;
  readonly serve: (exchange: Exchange) => Promise<void>;
}

type RouteHead = Pick<Route, 'method' | 'path' | 'action'>;

interface Schemas<Parameters extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  readonly parameters?: Parameters;
  readonly query?: Query;
  readonly body?: Body;
}

export interface Input<Parameters, Query, Body> {
  readonly actor: Actor;
  readonly service: Service;
  readonly surroundings: ApiSurroundings;
  readonly parameters: Parameters;
  readonly query: Query;
  readonly body: Body;
  /** As it came. */
  readonly ifMatch: string | undefined;
}

interface JsonRoute<Parameters extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType> extends RouteHead, Schemas<Parameters, Query, Body> {
  /** Parsed before it leaves: what the contract does not name stays inside. `noAnswer` is answered 204. */
  readonly answer: Answer;
  /** Default 200. */
  readonly status?: number;
  /** For work that takes minutes over large data; default as the surroundings say. */
  readonly timeoutMilliseconds?: number;
  /** Of records that can be changed: part of the entity tag. */
  readonly revisionOf?: (answer: z.output<Answer>) => number;
  readonly handle: (input: Input<z.output<Parameters>, z.output<Query>, z.output<Body>>) => Promise<z.input<Answer>>;
}

export const noAnswer = z.void();

/** Reading 200 MB of contacts, or writing a hundred thousand rows to Dataverse. */
export const slowMilliseconds = 600_000;

/** A route that answers JSON. */
export function jsonRoute<Parameters extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  route: JsonRoute<Parameters, Query, Body, Answer>,
): Route {
  const { method, path, action } = route;
  return {
    method,
    path,
    action,
    serve: async (exchange) => {
      const input = inputOf(route, exchange);
      const answer = route.answer.parse(await withinTime(route.handle(input), { ...exchange.surroundings, ...(route.timeoutMilliseconds !== undefined && { timeoutMilliseconds: route.timeoutMilliseconds }) }));
      sendJson(exchange, route.status, answer, answer === undefined ? undefined : route.revisionOf?.(answer));
    },
  };
}

interface FileRoute<Parameters extends z.ZodType, Query extends z.ZodType> extends RouteHead, Schemas<Parameters, Query, z.ZodType> {
  readonly handle: (input: Input<z.output<Parameters>, z.output<Query>, unknown>) => Promise<ExportedFile>;
}

/** A route that answers a file, as it is made. */
export function fileRoute<Parameters extends z.ZodType, Query extends z.ZodType>(route: FileRoute<Parameters, Query>): Route {
  const { method, path, action } = route;
  return {
    method,
    path,
    action,
    serve: async (exchange) => {
      const file = await withinTime(route.handle(inputOf(route, exchange)), exchange.surroundings);
      await sendFile(exchange.response, file);
    },
  };
}

/**
 * Takes path, query and body apart by their schemas. An id that is none belongs to nobody: `notFound`, as of one that is unknown.
 * Throws `requestUnusable` with all that is wrong in query or body.
 */
export function inputOf<Parameters extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  schemas: Schemas<Parameters, Query, Body>,
  { request, caller, surroundings }: Exchange,
): Input<z.output<Parameters>, z.output<Query>, z.output<Body>> {
  const parameters = (schemas.parameters ?? z.unknown()).safeParse(request.params);
  if (!parameters.success) throw new EngagementFailure('notFound', 'There is nothing under this address.');
  return {
    actor: caller.actor,
    service: caller.service,
    surroundings,
    parameters: parameters.data as z.output<Parameters>,
    query: parsed('query', schemas.query, request.query) as z.output<Query>,
    body: parsed('body', schemas.body, request.body) as z.output<Body>,
    ifMatch: request.get('if-match'),
  };
}

function parsed(part: 'body' | 'query', schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw new UnusableRequest(part, result.error);
  return result.data;
}
