import { z } from 'zod';
import { EngagementFailure } from '../../engine/failure.ts';

const id = z.guid('must be an id such as 11111111-2222-4333-8444-555555555555').toLowerCase();

/** Names as the service has them, with where each comes from for whoever packs the app. */
const environmentSchema = z.object({
  CLIENT_ID: z.string({ error: 'must be set: the application (client) id of the app registration, in the Microsoft Entra admin center under App registrations' }).pipe(id),
  PUBLIC_URL: z
    .string({ error: 'must be set: the address under which browsers reach the service, such as https://engagement.contoso.com' })
    .pipe(z.url({ protocol: /^https$/, error: 'must be an address that begins with https://, as Teams shows no other' }))
    .refine((url) => /^https:\/\/[^/]+\/?$/.test(url), { error: 'must be an address without a path: the service answers at the root of a host' }),
  TEAMS_APP_ID: id.optional(),
});

/** What stands in the place of `${{NAME}}` in the templates. */
export interface PlaceholderValues {
  readonly TEAMS_APP_ID: string;
  readonly CLIENT_ID: string;
  /** With the port where there is one. */
  readonly PUBLIC_HOST: string;
}

/**
 * Without `TEAMS_APP_ID` the app goes by the id of its registration, as Microsoft has it for an app with a bot.
 * https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema#id
 * @throws EngagementFailure `callUnusable` with a sentence for each variable that is missing or wrong
 */
export function readPlaceholderValues(environment: Readonly<Record<string, string | undefined>>): PlaceholderValues {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { data, error } = environmentSchema.safeParse(set);
  if (data === undefined) {
    const problems = error.issues.map(({ path, message }) => `- ${String(path[0])} ${message}.`);
    throw new EngagementFailure('callUnusable', `The app package cannot be made from this environment.\n${problems.join('\n')}\nThe service reads the same variables: with its file of variables, node --env-file=FILE --import tsx infra/app-package/main.ts packs for it.`);
  }
  return { TEAMS_APP_ID: data.TEAMS_APP_ID ?? data.CLIENT_ID, CLIENT_ID: data.CLIENT_ID, PUBLIC_HOST: new URL(data.PUBLIC_URL).host };
}

/** As the Agents Toolkit does it. @throws EngagementFailure `callUnusable` where the template has a placeholder that nothing fills */
export function filled(template: string, values: PlaceholderValues, file: string): string {
  const byName: Readonly<Record<string, string>> = { ...values };
  return template.replaceAll(/\$\{\{\s*(\w+)\s*\}\}/g, (placeholder, name: string) => {
    const value = byName[name];
    if (value === undefined) throw new EngagementFailure('callUnusable', `${file} has the placeholder ${placeholder}, which nothing fills. Take it away, or give it a value in infra/app-package/variables.ts.`);
    return value;
  });
}
