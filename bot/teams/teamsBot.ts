import { setMaxListeners } from 'node:events';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import type { Activity, InvokeResponse, TurnContext } from 'botbuilder';
import type { AuthenticateRequestResult } from 'botframework-connector';
import { z } from 'zod';
import type { Clock } from '../../engine/index.ts';
import type { Message } from '../port/message.ts';
import type { Messenger } from '../port/messenger.ts';
import type { BotLogic } from '../port/turn.ts';
import { activitySchema, originSchema } from './activity.ts';
import { TeamsAdapter } from './adapter.ts';
import { answerTo } from './answerTo.ts';
import { TeamsAuthentication, type AuthenticationOptions } from './authentication.ts';
import { Delivery } from './delivery.ts';
import { answeredTypes, incomingOf, tenantOf } from './incoming.ts';
import { messageActivity } from './messageActivity.ts';
import { createMessenger } from './messenger.ts';
import { createTokenCheck, KeysUnavailable, TokenRefused } from './tokenCheck.ts';

/** More than any activity of Teams; what a person pastes is cut by Teams before. */
const bodyLimit = '256kb';

/** Teams waits about this long for the answer to an activity, with what is written before it. */
const replyPatienceMilliseconds = 8_000;

export interface TeamsBotOptions extends AuthenticationOptions {
  /** Whether a link leads to a page of the tab. */
  readonly isTabLink: (url: string) => boolean;
  /** Undefined where the tenant is not served here: its activities are answered with nothing. */
  readonly logicOf: (tenantId: string) => BotLogic | undefined;
  readonly clock: Clock;
  /** Uniform in [0, 1): for the jitter of waits. */
  readonly random: () => number;
  /** Of what nobody foresaw, and of replies that did not arrive. What is made here names no person and holds no token. */
  readonly onFault: (error: unknown) => void;
}

export interface TeamsBot {
  /** For `POST /api/messages`. 401 without a token of the Bot Connector, 400 for an activity that is none, 503 while the keys cannot be had; no body says why. */
  readonly handle: RequestHandler;
  readonly messenger: Messenger;
  /** From now on nothing waits for a Teams that is busy: it fails, and may be sent another time. */
  stop(): void;
}

/** Brings Teams and the logic of the bot together, through the Bot Framework SDK. @throws Error for an empty app id */
export function createTeamsBot(options: TeamsBotOptions): TeamsBot {
  const { appId, clock, random, onFault } = options;
  const authentication = new TeamsAuthentication(options, createTokenCheck(appId, options.inbound, clock));
  const adapter = new TeamsAdapter(authentication);
  const stopping = new AbortController();
  // Each conversation that Teams is busy for waits for it.
  setMaxListeners(0, stopping.signal);
  const delivery = new Delivery(clock, random, stopping.signal);

  const answer: RequestHandler = async (request, response) => {
    const origin = originSchema.safeParse(request.body);
    if (!origin.success) throw new Malformed();
    const authenticated = await authentication.authenticateRequest(origin.data as Activity, request.get('authorization') ?? '');
    const reply = await answerOf(request.body, authenticated);
    response.status(reply.status);
    if (reply.body === undefined) response.end();
    else response.json(reply.body);
  };

  async function answerOf(body: unknown, authenticated: AuthenticateRequestResult): Promise<InvokeResponse> {
    const activity = activitySchema.safeParse(body);
    // Of types that the bot does not answer, nothing is demanded.
    if (!activity.success) return { status: unansweredSchema.safeParse(body).success ? 200 : 400 };
    const tenantId = tenantOf(activity.data);
    const logic = tenantId === undefined ? undefined : options.logicOf(tenantId);
    if (tenantId === undefined || logic === undefined || activity.data.channelId !== 'msteams') return { status: 200 };
    const incoming = incomingOf(activity.data, tenantId, options.isTabLink);
    return adapter.run(authenticated, activity.data, (context) => answerTo(incoming, logic, (messages) => post(context, tenantId, messages)));
  }

  /** In the thread that was asked in. A reply that does not arrive must not make Teams tell the whole activity again: what was asked for has been done. */
  async function post(context: TurnContext, tenantId: string, messages: readonly Message[]): Promise<void> {
    const request = { tenantId, conversationId: context.activity.conversation.id, isWriting: true, isRepeatable: false, patienceMilliseconds: replyPatienceMilliseconds };
    try {
      for (const message of messages) await delivery.deliver(request, () => context.sendActivity(messageActivity(message)));
    } catch (error) {
      onFault(error);
    }
  }

  const failures: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof TokenRefused) response.set('www-authenticate', 'Bearer');
    const status = statusOf(error);
    if (status >= 500) onFault(error);
    response.status(status).end();
  };

  const handle = express.Router();
  handle.use(requireBearer, express.json({ limit: bodyLimit }), answer, failures);
  return { handle, messenger: createMessenger(adapter, appId, delivery), stop: () => stopping.abort() };
}

const unansweredSchema = z.object({ type: z.string().refine((type) => !answeredTypes.includes(type)) });

class Malformed extends Error {
  override readonly name = 'Malformed';
}

/** Whoever brings no token at all does not get as far as having a body parsed. */
const requireBearer: RequestHandler = (request, _response, next) => {
  if (!/^Bearer /i.test(request.get('authorization') ?? '')) throw new TokenRefused();
  next();
};

/** The errors of the body parser carry the status that they mean. */
const clientErrorSchema = z.object({ status: z.number().min(400).max(499) });

function statusOf(error: unknown): number {
  if (error instanceof TokenRefused) return 401;
  if (error instanceof KeysUnavailable) return 503;
  if (error instanceof Malformed) return 400;
  const clientError = clientErrorSchema.safeParse(error);
  return clientError.success ? clientError.data.status : 500;
}
