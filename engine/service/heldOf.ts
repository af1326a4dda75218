import { countKeptOf } from '../interactions/countKept.ts';
import { Pseudonyms } from '../interactions/pseudonyms.ts';
import { readSecret } from '../interactions/secret.ts';
import { parseAddress } from '../model/address.ts';
import type { State } from '../model/state.ts';
import { officeUsersIn, type OfficeUser } from '../output/officeUsersIn.ts';
import { namesIn } from '../store/tenantFolder.ts';
import type { ServiceContext } from './context.ts';
import { derivedEnrichments, publicationFolders } from './derived.ts';
import { interactions, pseudonymKey } from './erase.ts';
import type { Person } from './personOf.ts';

export interface Held {
  /** Enrichments whose interactions hold something of the person, or may. */
  readonly toErase: ReadonlySet<string>;
  /** These, and those whose results do, or may. */
  readonly touched: ReadonlySet<string>;
}

/** Where something of the person is held. Nothing may be reading meanwhile. */
export async function heldOf({ store, folder }: Pick<ServiceContext, 'store' | 'folder'>, person: Person): Promise<Held> {
  const toErase = new Set<string>();
  const touched = new Set<string>();
  for (const enrichmentId of await derivedEnrichments(folder)) {
    const path = folder.enrichment(enrichmentId);
    const isRead = (await namesIn(interactions(path))).length > 0;
    // A store that a crash has damaged is erased unseen rather than not at all.
    if (isRead && (await hasInteractions(path, person).catch(() => true))) toErase.add(enrichmentId);
    // One that cannot be read may hold the person. That it cannot is told where their rows are to be taken out.
    const users = await Promise.all((await publicationFolders(folder, enrichmentId)).map((publication) => officeUsersIn(publication).catch(() => undefined)));
    const isListed = users.some((rows) => rows === undefined || rows.some((row) => isOf(person, row)));
    if (isListed || toErase.has(enrichmentId) || mayShow(store.read(), enrichmentId, isRead)) touched.add(enrichmentId);
  }
  return { toErase, touched };
}

/** Whether anything is kept of the person; how much is told to nobody. */
async function hasInteractions(enrichmentFolder: string, { userIds, addresses }: Person): Promise<boolean> {
  const pseudonyms = new Pseudonyms(await readSecret(pseudonymKey(enrichmentFolder)));
  const { mailboxes, emailCopies, meetingCopies } = await countKeptOf(interactions(enrichmentFolder), {
    mailboxes: userIds.map((userId) => pseudonyms.mailbox(userId)),
    addresses: addresses.map((address) => pseudonyms.address(address)),
  });
  return mailboxes + emailCopies + meetingCopies > 0;
}

function isOf({ userIds, addresses }: Person, row: OfficeUser): boolean {
  return userIds.includes(row.userId.toLowerCase()) || row.addresses.some((text) => addresses.some((address) => address === parseAddress(text)));
}

/** Results that are older than what is kept, since an erasure of somebody else: nothing tells any more whom their figures count. */
function mayShow({ enrichments, publications, objections, runs }: Readonly<State>, enrichmentId: string, isRead: boolean): boolean {
  const { publicationId } = enrichments.find(({ id }) => id === enrichmentId) ?? {};
  if (publicationId === undefined) return false;
  const shown = publications.find(({ id }) => id === publicationId);
  const last = runs.findLast((run) => run.enrichmentId === enrichmentId);
  const isReadAnew = shown !== undefined && last?.id !== shown.runId && objections.some(({ at }) => at >= shown.publishedAt);
  return !isRead || isReadAnew;
}
