import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { appPackageFolder } from './places.ts';

export const testValues = { TEAMS_APP_ID: 'aaaaaaaa-2222-4333-8444-555555555555', CLIENT_ID: '11111111-2222-4333-8444-555555555555', PUBLIC_HOST: 'engagement.contoso.com' };

/** What the tests look at of the manifest; placeholders and all else stay as they are. */
const manifestSchema = z.looseObject({
  version: z.string(),
  id: z.string(),
  localizationInfo: z.looseObject({ defaultLanguageFile: z.string() }),
  developer: z.looseObject({ websiteUrl: z.string(), privacyUrl: z.string(), termsOfUseUrl: z.string() }),
  staticTabs: z.array(z.object({ entityId: z.string(), name: z.string().optional(), contentUrl: z.string().optional(), scopes: z.array(z.string()) })),
  configurableTabs: z.array(z.looseObject({ configurationUrl: z.string() })),
  bots: z.array(z.looseObject({ botId: z.string(), commandLists: z.array(z.object({ scopes: z.array(z.string()), commands: z.array(z.object({ title: z.string(), description: z.string() })) })) })),
  composeExtensions: z.array(
    z.looseObject({
      botId: z.string(),
      commands: z.array(z.looseObject({ parameters: z.array(z.looseObject({ name: z.string() })) })),
      messageHandlers: z.array(z.object({ type: z.string(), value: z.object({ domains: z.array(z.string()) }) })),
    }),
  ),
  webApplicationInfo: z.object({ id: z.string(), resource: z.string() }),
  validDomains: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

export function manifestOf(json: string): Manifest {
  return manifestSchema.parse(JSON.parse(json));
}

/** Of a file of localised texts, by their paths in the manifest. */
export function textsOf(json: string): Readonly<Record<string, string>> {
  const texts = z.record(z.string(), z.string()).parse(JSON.parse(json));
  return Object.fromEntries(Object.entries(texts).filter(([path]) => path !== '$schema'));
}

export function templateFile(file: string): string {
  return readFileSync(join(appPackageFolder, file), 'utf8');
}
