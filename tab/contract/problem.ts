import { z } from 'zod';
import { failureCodes } from '../../engine/index.ts';

/** RFC 9457 problem details, as `application/problem+json`: the body of every answer from 400 on. */
export const problemSchema = z.object({
  /** A relative link to the page of failures. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(failureCodes),
  /** A sentence for people: what happened and what to do. */
  detail: z.string(),
  requestId: z.string(),
  /** Where a request is not as the contract says: the place in it, such as `body.addresses.0`, and what is wrong there. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
