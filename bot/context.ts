import type { Clock, Service } from '../engine/index.ts';
import type { BotStore } from './conversations/botStore.ts';
import type { Links } from './links.ts';
import type { Messenger } from './port/messenger.ts';

/** What the parts of the bot share, for one tenant. */
export interface BotContext {
  readonly service: Service;
  readonly store: BotStore;
  readonly messenger: Messenger;
  readonly links: Links;
  readonly clock: Clock;
  /** Of what nobody foresaw, and of deliveries that failed; logged without what it was about. */
  readonly onFault: (error: unknown) => void;
}
