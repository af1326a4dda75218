import { z } from 'zod';

/** The id of a thing of ours: an enrichment, a run, a segment. Safe as the name of a folder. */
export const idSchema = z.uuid();

/** The Microsoft Entra object id of a user, lower case. */
export const userIdSchema = z.string().min(1).toLowerCase();

/** Milliseconds since the Unix epoch. */
export const instantSchema = z.int().nonnegative();

/** A local day, `YYYY-MM-DD`. */
export const daySchema = z.iso.date();
