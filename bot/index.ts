import type { RequestHandler } from 'express';
import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { EngagementFailure, type Actor, type Clock, type Service, type TokenSource } from '../engine/index.ts';
import type { ActionHandlers, QuestionHandlers } from './answers/handler.ts';
import { consentActions } from './answers/consent/consentActions.ts';
import { cardAsSent, type CardOfCustomer } from './answers/customers/cardAsSent.ts';
import { customerActions, customerLink, customerQuestions, customerSearch } from './answers/customers/index.ts';
import { generalActions, generalQuestions } from './answers/general/index.ts';
import { createLogic } from './answers/router.ts';
import { runActions } from './answers/runs/runActions.ts';
import type { BotContext } from './context.ts';
import { openBotStore } from './conversations/openBotStore.ts';
import { createLinks, type LinkOptions } from './links.ts';
import { consentNotices } from './notices/consentNotices.ts';
import { createDigestNotices } from './notices/digestNotices.ts';
import { createNoticeDesk, type NoticeDesk } from './notices/noticeDesk.ts';
import { runNotices } from './notices/runNotices.ts';
import type { BotLogic } from './port/turn.ts';
import { createTeamsBot, type TeamsBotOptions } from './teams/teamsBot.ts';

export { settleRestoredBot } from './conversations/restored.ts';

/** The face of the bot: what the server calls. */
export interface BotOptions extends LinkOptions, Pick<TeamsBotOptions, 'appId' | 'inbound'> {
  /** By tenant id, lower case. */
  readonly services: ReadonlyMap<string, Service>;
  /** Of the tenant's own, for what the bot remembers; made where it does not exist. */
  readonly folderOf: (tenantId: string) => string;
  /** Of the bot itself, for the Bot Connector. */
  readonly credentials: TokenSource;
  readonly clock: Clock;
  /** Uniform in [0, 1): for the jitter of waits. */
  readonly random: () => number;
  readonly onFault: (error: unknown) => void;
}

export interface Bot {
  /** Takes the activities that Teams posts. Whoever cannot prove to be Teams is answered 401. */
  readonly handle: RequestHandler;
  /** The card that this person would be sent. @throws EngagementFailure `notAllowed`, `notFound`, `notReady` */
  readonly customerCard: (actor: Actor, customer: CardOfCustomer) => Promise<IAdaptiveCard>;
  /** Something has happened in the tenant that there may be notices of. */
  wake(tenantId: string): void;
  /** Lets what is being sent become known, and closes the files. */
  close(): Promise<void>;
}

const questions: QuestionHandlers = { ...customerQuestions, ...generalQuestions };
const actions: Omit<ActionHandlers, 'question'> = { ...customerActions, ...consentActions, ...runActions, ...generalActions };

/** Starts the bot for all tenants. @throws EngagementFailure `stateUnusable` */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { services, clock, onFault } = options;
  const logics = new Map<string, BotLogic>();
  const desks = new Map<string, NoticeDesk>();
  const links = createLinks(options);
  const teams = createTeamsBot({ ...options, isTabLink: (url) => links.customerOf(url) !== undefined, logicOf: (tenantId) => logics.get(tenantId) });
  const stores = new Map<string, BotContext['store']>();
  const closeStores = () => Promise.all([...stores.values()].map((store) => store.close()));
  try {
    for (const tenantId of services.keys()) stores.set(tenantId, await openBotStore({ folder: options.folderOf(tenantId), tenantId }));
  } catch (error) {
    await closeStores();
    throw error;
  }
  for (const [tenantId, service] of services) {
    const store = stores.get(tenantId);
    if (store === undefined) continue;
    const context: BotContext = { service, store, messenger: teams.messenger, links, clock, onFault };
    const desk = createNoticeDesk(context, [consentNotices, runNotices, createDigestNotices()]);
    desks.set(tenantId, desk);
    logics.set(tenantId, createLogic(context, { questions, actions, search: customerSearch, link: customerLink, onConversationsChanged: () => desk.wake() }));
  }
  const running = Promise.all([...desks.values()].map((desk) => desk.run()));
  return {
    handle: teams.handle,
    customerCard: async (actor, customer) => {
      const service = services.get(actor.tenantId);
      if (service === undefined) throw new EngagementFailure('notAllowed', 'Your organisation does not use this service.');
      return cardAsSent({ service, links }, actor, customer);
    },
    wake: (tenantId) => desks.get(tenantId)?.wake(),
    close: async () => {
      for (const desk of desks.values()) desk.stop();
      teams.stop();
      await running;
      await closeStores();
    },
  };
}
