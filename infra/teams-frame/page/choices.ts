import { z } from 'zod';
import { channelTabSchema, type ChannelTab } from './hostProtocol.ts';

/** The tab itself, when it is shown alone, looks here for who is signed in (tab/ui/host/localHost.ts). */
const personKey = 'engagement.person';
const lookKey = 'engagement.look';
const pinnedKey = 'engagement.pinnedTab';

export const themes = ['default', 'dark', 'contrast'] as const;
const languages = ['en', 'pl'] as const;

const lookSchema = z.object({ theme: z.enum(themes), language: z.enum(languages) });
export type Look = z.infer<typeof lookSchema>;

const pinnedSchema = channelTabSchema.extend({ name: z.string() });
/** A tab as it is pinned in the channel, under the name that it has there. */
export interface PinnedTab extends ChannelTab {
  readonly name: string;
}

/** What is remembered from one visit to the next. */
export const choices = {
  person: () => localStorage.getItem(personKey) ?? undefined,
  setPerson: (userId: string | undefined) => keep(personKey, userId),
  look: (): Look => read(lookKey, lookSchema) ?? { theme: themeOfBrowser(), language: navigator.language.toLowerCase().startsWith('pl') ? 'pl' : 'en' },
  setLook: (look: Look) => keep(lookKey, JSON.stringify(look)),
  pinnedTab: (): PinnedTab | undefined => read(pinnedKey, pinnedSchema),
  setPinnedTab: (tab: PinnedTab | undefined) => keep(pinnedKey, tab && JSON.stringify(tab)),
};

function themeOfBrowser(): Look['theme'] {
  if (matchMedia('(forced-colors: active)').matches) return 'contrast';
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default';
}

function keep(key: string, value: string | undefined): void {
  if (value === undefined) localStorage.removeItem(key);
  else localStorage.setItem(key, value);
}

/** What somebody else, or an earlier version, has left there counts as nothing. */
function read<Value>(key: string, schema: z.ZodType<Value>): Value | undefined {
  const text = localStorage.getItem(key);
  if (text === null) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
