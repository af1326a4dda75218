import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContactFileName } from '../model/contactDataSet.ts';

/**
 * Where everything of one tenant lies below its data folder. What was derived of an enrichment lies in one folder, so that erasing it is
 * removing that folder.
 */
export class TenantFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get state(): string {
    return join(this.path, 'state');
  }

  get enrichments(): string {
    return join(this.path, 'enrichments');
  }

  /** Interactions, the key of their pseudonyms, and publications. */
  enrichment(id: string): string {
    return join(this.enrichments, id);
  }

  publications(enrichmentId: string): string {
    return join(this.enrichment(enrichmentId), 'publications');
  }

  publication(enrichmentId: string, publicationId: string): string {
    return join(this.publications(enrichmentId), publicationId);
  }

  get contactDataSets(): string {
    return join(this.path, 'contact-data-sets');
  }

  contactDataSet(id: string): string {
    return join(this.contactDataSets, id);
  }

  /** Sealed with the contact key. */
  contactFile(dataSetId: string, name: ContactFileName): string {
    return join(this.contactDataSet(dataSetId), `${name}.sealed`);
  }

  get contactKey(): string {
    return join(this.path, 'contacts.secret');
  }

  /** The secret behind the keys of objections. Lost, nobody would be known to object: no run begins without it. */
  get objectionSecret(): string {
    return join(this.path, 'objections.secret');
  }

  /** For exports under way; emptied at each start. */
  get temporary(): string {
    return join(this.path, 'temporary');
  }
}

/** Removes from a folder all that is not to be kept; `isOurs` leaves out what somebody else may be writing. */
export async function removeOthers(path: string, keep: readonly string[], isOurs: (name: string) => boolean = () => true): Promise<void> {
  for (const name of (await namesIn(path)).filter(isOurs)) if (!keep.includes(name)) await rm(join(path, name), { recursive: true, force: true });
}

/** What a folder holds; nothing where there is none. */
export async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
