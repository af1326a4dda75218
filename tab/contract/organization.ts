import { z } from 'zod';
import { actions, auditEntrySchema, roles, userIdSchema } from '../../engine/index.ts';
import { paged } from './paging.ts';
import { people } from './people.ts';

/** Who is signed in, and what this person may do. */
export const meAnswer = z.object({
  tenantId: z.string(),
  userId: userIdSchema,
  roles: z.array(z.enum(roles)).readonly(),
  actions: z.array(z.enum(actions)).readonly(),
});

/** Whether results are open to every member of the organisation; body and answer. */
export const visibility = z.object({ isOpenToMembers: z.boolean() });

export const auditAnswer = paged(auditEntrySchema).extend({ people });
