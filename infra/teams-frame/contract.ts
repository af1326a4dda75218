import { z } from 'zod';

/** The parts that people of the sample company play. */
export const localParts = ['globalAdministrator', 'admin', 'seller', 'manager'] as const;

export const localPersonSchema = z.object({
  part: z.enum(localParts),
  userId: z.string(),
  displayName: z.string(),
  /** Of the person's chat with the bot; it opens later than the service. */
  chatUrl: z.string().optional(),
});
export type LocalPerson = z.infer<typeof localPersonSchema>;

export const localPeopleAnswer = z.array(localPersonSchema).readonly();
export const tokenBody = z.object({ userId: z.string() });
export const tokenAnswer = z.object({ token: z.string() });
