import { z } from 'zod';
import { secureUrlSchema } from './secureUrl.ts';

/** Teams writes null for what there is not. */
function orNothing<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}

const placeSchema = z.object({ id: z.string().min(1), name: orNothing(z.string()) });

const channelDataSchema = z.object({
  tenant: orNothing(z.object({ id: z.guid().toLowerCase() })),
  channel: orNothing(placeSchema),
  team: orNothing(placeSchema),
  eventType: orNothing(z.string()),
});

/** What is used of an activity of Teams, whatever its type. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object */
export const activitySchema = z.object({
  type: z.string(),
  id: orNothing(z.string()),
  name: orNothing(z.string()),
  channelId: z.string(),
  serviceUrl: secureUrlSchema,
  locale: orNothing(z.string()),
  /** Other bots have no object id. */
  from: z.object({ id: z.string().min(1), aadObjectId: orNothing(z.guid().toLowerCase()), tenantId: orNothing(z.guid().toLowerCase()) }),
  recipient: z.object({ id: z.string().min(1) }),
  conversation: z.object({
    id: z.string().min(1).max(500),
    tenantId: orNothing(z.guid().toLowerCase()),
    conversationType: orNothing(z.string()),
    name: orNothing(z.string()),
  }),
  channelData: orNothing(channelDataSchema),
  replyToId: orNothing(z.string()),
  /** Of installation updates. */
  action: orNothing(z.string()),
  text: orNothing(z.string()),
  value: z.unknown().optional(),
  entities: orNothing(z.array(z.looseObject({ type: z.string() }))),
  attachments: orNothing(z.array(z.object({ contentType: z.string() }))),
  membersAdded: orNothing(z.array(z.object({ id: z.string() }))),
  membersRemoved: orNothing(z.array(z.object({ id: z.string() }))),
});
export type TeamsActivity = z.infer<typeof activitySchema>;

/** Enough to know where an activity comes from, before anything else of it is looked at. */
export const originSchema = z.object({ channelId: z.string(), serviceUrl: z.string() });

export const submitValueSchema = z.looseObject({ verb: z.string().min(1) });

export const executeValueSchema = z.object({
  action: z.object({ verb: z.string().min(1), data: z.unknown().optional() }),
  trigger: orNothing(z.string()),
});

export const queryValueSchema = z.object({
  parameters: orNothing(z.array(z.object({ name: z.string(), value: z.unknown().optional() }))),
  queryOptions: orNothing(z.object({ skip: orNothing(z.number()), count: orNothing(z.number()) })),
});

export const linkValueSchema = z.object({ url: z.string() });

export const mentionSchema = z.object({ type: z.literal('mention'), text: z.string().min(1), mentioned: z.object({ id: z.string() }) });
export const clientInfoSchema = z.object({ type: z.literal('clientInfo'), locale: z.string() });
