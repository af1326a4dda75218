import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { NotJson } from '../graph/json.ts';
import { idSchema, instantSchema } from '../model/identifier.ts';
import { coverageSchema, type Publication } from '../model/runRecord.ts';
import { DurableJsonFile } from '../store/durableFile.ts';
import type { TenantFolder } from '../store/tenantFolder.ts';

/** The scores by which the next digest tells what has changed. Of accounts alone. */
const markSchema = z.object({
  publicationId: idSchema,
  publishedAt: instantSchema,
  coverage: coverageSchema,
  scores: z.array(z.tuple([z.string(), z.number()])).transform((scores) => new Map(scores)),
});
export type DigestMark = z.infer<typeof markSchema>;

/** In the enrichment's folder, which an erasure removes, and beside the publications, of which each run leaves only its own. */
export function digestMarkPath(folder: TenantFolder, enrichmentId: string): string {
  return join(folder.enrichment(enrichmentId), 'digest.json');
}

/** Undefined where there is none, or none that can be read: the next digest has something to compare with again. */
export async function readMark(path: string): Promise<DigestMark | undefined> {
  try {
    return markSchema.safeParse(await new DurableJsonFile(path).read()).data;
  } catch (error) {
    if (error instanceof NotJson) return undefined;
    throw error;
  }
}

/** Takes the mark away whose results are on record no more: nothing may be compared with them. */
export async function removeForgottenMark(path: string, isOnRecord: (publicationId: string) => boolean): Promise<void> {
  const mark = await readMark(path);
  if (mark !== undefined && !isOnRecord(mark.publicationId)) await rm(path, { force: true });
}

/**
 * Replaces the mark whole, or not at all. `isShown` tells whether there still are such results: an erasure may have come first, and then no
 * mark is left.
 */
export async function writeMark(path: string, { id, publishedAt, coverage }: Publication, scores: readonly (readonly [string, number])[], isShown: () => boolean): Promise<void> {
  try {
    await new DurableJsonFile(path).write({ publicationId: id, publishedAt, coverage, scores });
  } catch (error) {
    // The folder is gone with everything that was derived.
    if (isShown()) throw error;
  }
  if (!isShown()) for (const file of [path, `${path}.unfinished`]) await rm(file, { force: true });
}
