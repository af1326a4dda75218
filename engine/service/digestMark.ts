import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { NotJson } from '../graph/json.ts';
import { idSchema, instantSchema } from '../model/identifier.ts';
import { coverageSchema, type Publication } from '../model/runRecord.ts';
import { DurableJsonFile } from '../store/durableFile.ts';

/** The scores by which the next digest tells what has changed. Of accounts alone. */
const markSchema = z.object({
  publicationId: idSchema,
  publishedAt: instantSchema,
  coverage: coverageSchema,
  scores: z.array(z.tuple([z.string(), z.number()])).transform((scores) => new Map(scores)),
});
export type DigestMark = z.infer<typeof markSchema>;

/** Undefined where there is none, or none that can be read: the next digest has something to compare with again. */
export async function readMark(path: string): Promise<DigestMark | undefined> {
  try {
    return markSchema.safeParse(await new DurableJsonFile(path).read()).data;
  } catch (error) {
    if (error instanceof NotJson) return undefined;
    throw error;
  }
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
