import type { BotContext } from '../context.ts';
import { forgetErasedPeople } from '../conversations/forgetErasedPeople.ts';
import { createDeliverer } from './deliver.ts';
import type { Notice, NoticeSource } from './notice.ts';

/** Between two passes, so that a message which changes often is not changed more often than people can read. */
const pauseMilliseconds = 2_000;

/** Reminders, expiries and digests come with time, and nobody wakes us for them; nor for the progress of a run. */
const lookMilliseconds = 60_000;

/** For a conversation that has had no more than its first message, since Teams was slow with it. */
const restMilliseconds = 5_000;

export interface NoticeDesk {
  /** Something has changed of which a notice may tell: there is another pass soon, also where one is under way. */
  wake(): void;
  /** Gathers and delivers, at once and then at each wake and every minute, until `stop`; resolves when the last message is done. */
  run(): Promise<void>;
  stop(): void;
}

/** Keeps the messages of all sources as they should be. A source that throws is told to `onFault`, and the others go on. */
export function createNoticeDesk(context: BotContext, sources: readonly NoticeSource[]): NoticeDesk {
  const { clock, onFault } = context;
  const deliverer = createDeliverer(context);
  const ended = new AbortController();
  let woken = new AbortController();

  async function gather(source: NoticeSource): Promise<readonly Notice[]> {
    try {
      return await source(context);
    } catch (error) {
      onFault(error);
      return [];
    }
  }

  /** A sleep from which one is woken ends all the same. */
  const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> => clock.sleep(milliseconds, signal).catch(() => undefined);

  return {
    wake: () => woken.abort(),
    async run() {
      while (!ended.signal.aborted) {
        woken = new AbortController();
        await forgetErasedPeople(context).catch(onFault);
        const gatheredAt = clock.now();
        const gathered = await Promise.all(sources.map(gather));
        const isLeft = await deliverer.pass(gathered.flat(), gatheredAt, ended.signal);
        await sleep(pauseMilliseconds, ended.signal);
        await sleep((isLeft ? restMilliseconds : lookMilliseconds) - pauseMilliseconds, woken.signal);
      }
      await deliverer.settled();
    },
    stop() {
      ended.abort();
      woken.abort();
    },
  };
}
