import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { z } from 'zod';
import { exitStatus } from '../cli/ending.ts';
import { buildAppPackage } from './appPackage.ts';
import { outputFile } from './places.ts';
import { readPlaceholderValues } from './variables.ts';

const packageJson = z.object({ version: z.string() });

/** Packs the Teams app for the service that the environment describes, and says what to do with it. */
try {
  const values = readPlaceholderValues(process.env);
  const { version } = packageJson.parse(JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')));
  const zip = await buildAppPackage(values, version);
  await mkdir(dirname(outputFile), { recursive: true });
  await writeFile(outputFile, zip);
  process.stdout.write(`${relative(process.cwd(), outputFile)}
  version ${version}, for https://${values.PUBLIC_HOST}

What next:
  For the organisation: upload it in the Teams admin center (https://admin.teams.microsoft.com/policies/manage-apps, Upload new app).
  It then shows the App ID that links need. Give the service both ids, and start it again:
    TEAMS_APP_ID=${values.TEAMS_APP_ID}
    TEAMS_CATALOG_APP_ID=  (the App ID in the Teams admin center)

  To try it alone: in Teams, Apps > Manage your apps > Upload an app > Upload a custom app. The service then needs TEAMS_APP_ID only.
`);
} catch (error) {
  process.exitCode = exitStatus(error);
}
