import { z } from 'zod';
import { objectionReasons, objectionSchema } from '../../engine/index.ts';
import { people } from './people.ts';

/** Without anything by which the person could be told. */
const receipt = objectionSchema.omit({ keys: true, toErase: true, toRun: true });

export const objectionsAnswer = z.object({ objections: z.array(receipt).readonly(), people });

/** More than the longest address that mail can have (RFC 5321). */
const address = z.string().trim().min(1).max(320);

/** In the body, not in the address of the route: those stand in logs. */
export const eraseBody = z.object({ address, reason: z.enum(objectionReasons) });
export const erasedPersonAnswer = receipt.extend({ runsStarted: z.int().nonnegative(), runsToCome: z.int().nonnegative() });

export const liftBody = z.object({ address });
export const liftedAnswer = z.object({ objectionsLifted: z.int().positive() });
