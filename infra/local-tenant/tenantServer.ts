import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Clock } from '../../engine/index.ts';
import type { AuthorityService } from './authorityService.ts';
import type { BotChannel } from './botChannel.ts';
import { dataversePath } from './dataverseService.ts';
import type { DataverseService } from './dataverseService.ts';
import type { Directory } from './directory.ts';
import { faultError, retryAfterOf } from './faults.ts';
import type { Fault, Faults } from './faults.ts';
import { graphPath } from './graphService.ts';
import type { GraphService, GraphTarget } from './graphService.ts';
import type { Arrival, Limits } from './limits.ts';
import { selectOf } from './queryOptions.ts';
import { errorReply, GraphError } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Offence, RequestLog } from './requestLog.ts';

/** Longer than clients keep an idle connection: where the server closes first, the next request fails. */
const keepAliveMilliseconds = 75_000;

const content = ['body', 'bodyPreview', 'uniqueBody', 'subject'];

export interface TenantServices {
  readonly graph: GraphService;
  readonly dataverse: DataverseService;
  readonly authority: AuthorityService;
  readonly botChannel: BotChannel;
  readonly directory: Directory;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly clock: Clock;
  /** How long each answer takes at least. */
  readonly latencyMilliseconds: number;
}

/** Opens a server on loopback, on a free port where `port` is 0. It answers once it is given services. */
export async function listenOnLoopback(port: number): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer({ keepAliveTimeout: keepAliveMilliseconds });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: ownPort } = server.address() as AddressInfo;
  return { server, origin: `http://127.0.0.1:${ownPort}` };
}

/** Lets the server answer from now on. */
export function serve(server: Server, origin: string, services: TenantServices): void {
  server.on('request', (incoming, outgoing) => {
    const exchange = async (): Promise<void> => new Exchange(origin, services, incoming, outgoing).run();
    exchange().catch((error: unknown) => sayBroken(outgoing, error));
  });
}

/** An address that is none, or an error in the local tenant itself: seen by whoever reads the answer, without content of the tenant. */
function sayBroken(outgoing: ServerResponse, error: unknown): void {
  const isAddress = error instanceof URIError || (error instanceof TypeError && 'code' in error && error.code === 'ERR_INVALID_URL');
  const place = error instanceof Error ? (error.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) ?? '') : '';
  const problem = isAddress ? new GraphError(400, 'BadRequest', 'The address is malformed.') : new GraphError(500, 'LocalTenantError', place.trim());
  const { status, headers, body } = errorReply(problem, 0);
  if (outgoing.headersSent) outgoing.destroy();
  else outgoing.writeHead(status, headers).end(body);
}

/** One request and its answer. */
class Exchange {
  readonly #services: TenantServices;
  readonly #incoming: IncomingMessage;
  readonly #outgoing: ServerResponse;
  readonly #method: string;
  readonly #url: URL;
  readonly #target: GraphTarget | undefined;
  readonly #mailbox: string | undefined;
  readonly #gone = new AbortController();

  constructor(origin: string, services: TenantServices, incoming: IncomingMessage, outgoing: ServerResponse) {
    this.#services = services;
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.#method = incoming.method ?? 'GET';
    this.#url = new URL(`${origin}${incoming.url ?? '/'}`);
    const { pathname } = this.#url;
    this.#target = pathname.startsWith(`${graphPath}/`) ? services.graph.target(pathname.slice(graphPath.length)) : undefined;
    this.#mailbox = this.#mailboxOf(this.#target);
  }

  async run(): Promise<void> {
    const { limits, requests, faults, clock, latencyMilliseconds } = this.#services;
    const arrival = limits.arrive(this.#gateKey(), this.#requestKey(), this.#mailbox !== undefined);
    const noteStatus = requests.note({
      arrivedAtMs: clock.now(),
      method: this.#method,
      path: this.#url.pathname,
      query: Object.fromEntries(this.#url.searchParams),
      mailbox: this.#mailbox,
      prefer: this.#header('prefer'),
      inFlightForMailbox: arrival.inFlight,
      offences: [...arrival.offences, ...this.#selectOffences()],
    });
    this.#outgoing.once('close', () => {
      arrival.release();
      noteStatus('gone');
      this.#gone.abort();
    });
    const body = this.#method === 'POST' ? await text(this.#incoming) : '';
    // Without a turn of the event loop between arrival and answer, no two requests would ever be seen in flight together.
    await (latencyMilliseconds > 0 ? setTimeout(latencyMilliseconds) : setImmediate());
    const fault = arrival.refusal === undefined ? faults.strike(this.#url.pathname, this.#mailbox) : undefined;
    if (fault?.slowMilliseconds !== undefined && !(await this.#outwait(fault.slowMilliseconds))) return;
    if (fault?.resetSocket === 'atOnce') {
      this.#incoming.socket.resetAndDestroy();
      return;
    }
    const reply = await this.#reply(arrival, fault, body);
    arrival.release();
    if (fault?.resetSocket !== 'midBody') noteStatus(reply.status);
    this.#send(reply, fault?.resetSocket === 'midBody');
  }

  async #reply(arrival: Arrival, fault: Fault | undefined, body: string): Promise<Reply> {
    try {
      if (arrival.refusal !== undefined) throw arrival.refusal;
      if (fault?.status !== undefined) return this.#faultReply(fault);
      return await this.#answer(body);
    } catch (error) {
      if (error instanceof GraphError) return errorReply(error, this.#services.clock.now(), this.#header('client-request-id'));
      throw error;
    }
  }

  async #answer(body: string): Promise<Reply> {
    const { graph, dataverse, authority, botChannel, clock } = this.#services;
    const { pathname } = this.#url;
    if (pathname.startsWith(`${graphPath}/`)) {
      return graph.answer({
        method: this.#method,
        url: this.#url,
        body,
        target: this.#target,
        mailbox: this.#mailbox,
        authorization: this.#header('authorization'),
        prefer: this.#header('prefer'),
        consistencyLevel: this.#header('consistencylevel'),
      });
    }
    if (pathname.startsWith(`${dataversePath}/`)) {
      return dataverse.answer({
        method: this.#method,
        url: this.#url,
        body,
        authorization: this.#header('authorization'),
        prefer: this.#header('prefer'),
        contentType: this.#header('content-type'),
      });
    }
    const reply =
      (await botChannel.answer(this.#method, this.#url)) ??
      (await authority.answer({ method: this.#method, url: this.#url, body, origin: this.#header('origin') }, clock.now()));
    return reply ?? { status: 404, headers: { 'Content-Type': 'text/plain' }, body: 'Not found' };
  }

  #faultReply(fault: Fault): Reply {
    const now = this.#services.clock.now();
    const retryAfter = retryAfterOf(fault, now);
    if (retryAfter !== undefined) this.#services.limits.close(this.#gateKey(), this.#requestKey(), retryAfter.untilMs);
    const headers = { ...fault.headers, ...(retryAfter === undefined ? {} : { 'Retry-After': retryAfter.header }) };
    const error = faultError(fault, headers);
    if (fault.body === 'empty') return { status: error.status, headers, body: '' };
    if (fault.body === 'html') {
      const html = `<html><head><title>${error.status}</title></head><body><h1>${error.status}</h1></body></html>`;
      return { status: error.status, headers: { 'Content-Type': 'text/html', ...headers }, body: html };
    }
    return errorReply(error, now, this.#header('client-request-id'));
  }

  #send(reply: Reply, breaksOff: boolean): void {
    const body = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(reply.body);
    const requestId = randomUUID();
    this.#outgoing.writeHead(reply.status, {
      ...reply.headers,
      'Content-Length': body.length,
      'request-id': requestId,
      'client-request-id': this.#header('client-request-id') ?? requestId,
    });
    if (breaksOff) this.#outgoing.write(body.subarray(0, body.length >> 1), () => this.#incoming.socket.resetAndDestroy());
    else this.#outgoing.end(body);
  }

  /** False where the client left meanwhile. */
  async #outwait(milliseconds: number): Promise<boolean> {
    return this.#services.clock.sleep(milliseconds, this.#gone.signal).then(
      () => true,
      () => false,
    );
  }

  #mailboxOf(target: GraphTarget | undefined): string | undefined {
    if (target?.route.isMailbox !== true) return undefined;
    const name = target.parameters[0] ?? '';
    return (this.#services.directory.user(name)?.source.id ?? name).toLowerCase();
  }

  /** Retry-After binds the mailbox, or for other requests the service: `v1.0`, `api`, or the tenant of the sign-in service. */
  #gateKey(): string {
    return this.#mailbox ?? this.#url.pathname.split('/')[1] ?? '';
  }

  #requestKey(): string {
    return `${this.#method} ${this.#incoming.url ?? ''}`;
  }

  #selectOffences(): readonly Offence[] {
    if (this.#target?.route.listsItems !== true) return [];
    const select = selectOf(this.#url.searchParams);
    if (select === undefined) return ['missingSelect'];
    return content.some((property) => select.has(property)) ? ['contentSelected'] : [];
  }

  #header(name: string): string | undefined {
    const value = this.#incoming.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }
}
