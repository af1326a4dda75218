import { z } from 'zod';
import { userIdSchema } from '../../engine/index.ts';

/**
 * Those of the user ids in an answer whom the directory knows at this moment, and how it calls them. Nobody where the directory may not be
 * asked or does not answer in time.
 */
export const people = z.array(z.object({ userId: userIdSchema, displayName: z.string() })).readonly();
