import { startLocalTenant, type LocalTenant } from '../../infra/local-tenant/index.ts';
import { systemClock } from '../../infra/systemClock.ts';
import type { Command, CommandHere, CommandOptions } from './command.ts';

/** Marks the fault that holds an answer back: the tenant's clock, which is ours, knows it by this length. */
const heldMilliseconds = 1_000_000_000;

/** A local tenant in this process that falls silent at a chosen request, so that a test can act at that very moment of a run. */
export interface HeldTenant {
  readonly tenant: LocalTenant;
  /** From now on all requests before the `number`-th are answered, and no later one. Resolves when the `number`-th has come. */
  readonly silentFrom: (number: number) => Promise<void>;
  /** Answers what is held back, and everything from now on. */
  readonly answerAgain: () => void;
}

/** Pages are short or empty more often than not, so that a month takes several of them. */
export async function startHeldTenant(folder: string): Promise<HeldTenant> {
  let onHeld: () => void = () => undefined;
  let release: () => void = () => undefined;
  let released = Promise.resolve();
  const clock = {
    now: () => systemClock.now(),
    sleep: async (milliseconds: number) => {
      if (milliseconds !== heldMilliseconds) return;
      onHeld();
      await released;
    },
  };
  const tenant = await startLocalTenant(folder, { clock, paging: { seed: 5, shortShare: 0.6, emptyShare: 0.3 } });
  return {
    tenant,
    silentFrom: async (number) => {
      released = new Promise((resolve) => (release = resolve));
      const held = new Promise<void>((resolve) => (onHeld = resolve));
      if (number > 1) tenant.faults.fail({ times: number - 1, slowMilliseconds: 0 });
      tenant.faults.fail({ slowMilliseconds: heldMilliseconds });
      await held;
    },
    answerAgain: () => {
      tenant.faults.clear();
      release();
    },
  };
}

/** Gives the command, in a process of its own or here, and resolves when `answered` of its requests are answered, and no more will be. */
export async function commandHeldAfter<Running extends Command | CommandHere>(
  answered: number,
  held: HeldTenant,
  options: Omit<CommandOptions, 'tenant'>,
  where: new (options: CommandOptions) => Running,
): Promise<Running> {
  held.answerAgain();
  const silent = held.silentFrom(answered + 1);
  const command = new where({ ...options, tenant: held.tenant });
  let isSilent = false;
  const endedBefore = command.ended.then(({ stderr }) => {
    if (!isSilent) throw new Error(`The command ended before the tenant fell silent:\n${stderr}`);
  });
  await Promise.race([silent, endedBefore]);
  isSilent = true;
  return command;
}
