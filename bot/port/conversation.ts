import { z } from 'zod';

/** A chat in which the bot is, with what it takes to write to it unasked. Ids are Teams'; no name of a person is in it. */
export const conversationSchema = z.object({
  /** Without the part that names a thread of a channel. */
  id: z.string().min(1).max(500),
  tenantId: z.guid().toLowerCase(),
  kind: z.enum(['personal', 'group', 'channel']),
  serviceUrl: z.url(),
  /** Id of the bot's own account in Teams, as `28:…`. */
  botAccountId: z.string().min(1),
  /** Of a channel. */
  teamId: z.string().min(1).optional(),
  /** Name of the channel or topic of the group chat, as far as Teams has told it. */
  title: z.string().max(300).optional(),
});
export type Conversation = z.infer<typeof conversationSchema>;

/** Who wrote or pressed, as the authenticated activity says. The name is for the moment: it is never stored. */
export interface Person {
  /** Microsoft Entra object id, lower case. */
  readonly userId: string;
  /** Id of the account in Teams, as `29:…`. */
  readonly accountId: string;
}
