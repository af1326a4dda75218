import { z } from 'zod';
import { listedPeopleMin } from '../enrichments/chosen.ts';
import type { Pseudonyms } from '../interactions/pseudonyms.ts';
import type { InteractionStore } from '../interactions/store.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { ListedPerson } from '../model/people.ts';
import { isClosedToUs, skipReasons, type SkipReason } from '../model/skipReason.ts';

export interface Read {
  readonly store: Pick<InteractionStore, 'connection'>;
  readonly pseudonyms: Pseudonyms;
  readonly people: readonly ListedPerson[];
  /** By directory id. */
  readonly skipped: ReadonlyMap<string, SkipReason>;
}

/**
 * Before anything is published: throws `peopleTooFew` where fewer than two people's mail and calendar stand behind the figures (metrics.md,
 * "listed person"), which would then be one person's. Somebody whose mailbox is only busy counts if something was read of it, now or earlier.
 */
export async function assertEnoughRead({ store, pseudonyms, people, skipped }: Read): Promise<void> {
  const isBusy = ({ userId }: ListedPerson) => {
    const reason = skipped.get(userId);
    return reason !== undefined && !isClosedToUs(reason);
  };
  const read = people.filter(({ userId }) => !skipped.has(userId)).length;
  if (read >= listedPeopleMin) return;
  const kept = await countRead(store, people.filter(isBusy).map(({ userId }) => pseudonyms.mailbox(userId)));
  if (read + kept >= listedPeopleMin) return;
  const reasons = [...skipped.values()];
  const skips = skipReasons.map((reason) => [reason, reasons.filter((given) => given === reason).length] as const).filter(([, count]) => count > 0);
  throw new EngagementFailure(
    'peopleTooFew',
    `Of the ${people.length} chosen people, the mailboxes of ${read + kept} could be read (skipped: ${skips.map(([reason, count]) => `${count} ${reason}`).join(', ')}); a report covers at least ${listedPeopleMin}. Choose more people or a larger group.`,
  );
}

const countRow = z.tuple([z.bigint().transform(Number)]);

/** Of how many of these mailboxes something has been read: an item, or a time in which there was none. */
async function countRead({ connection }: Read['store'], mailboxes: readonly bigint[]): Promise<number> {
  // Numbers, which need no quoting.
  const reader = await connection.runAndReadAll(`
    SELECT count(DISTINCT mailbox) FROM (SELECT mailbox FROM ledger UNION SELECT mailbox FROM slice WHERE is_done)
    WHERE list_contains([${mailboxes.join(', ')}]::BIGINT[], mailbox)`);
  return countRow.parse(reader.getRows()[0])[0];
}
