import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { configurationTable } from '../server/configuration.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const stepSchema = z.object({ uses: z.string(), with: z.record(z.string(), z.unknown()).optional(), writeToEnvironmentFile: z.record(z.string(), z.string()).optional() });
type Step = z.infer<typeof stepSchema>;
const workflowSchema = z.looseObject({ provision: z.array(stepSchema), deploy: z.array(stepSchema).optional(), publish: z.array(stepSchema).optional() });
const tasksSchema = z.object({ tasks: z.array(z.looseObject({ label: z.string(), dependsOn: z.array(z.string()).optional(), command: z.string().optional() })) });
const launchSchema = z.object({ configurations: z.array(z.looseObject({ name: z.string(), url: z.string().optional() })), compounds: z.array(z.looseObject({ configurations: z.array(z.string()), preLaunchTask: z.string() })) });

/** The parts of a registration that both ways to make one have to agree about. */
const registrationSchema = z.object({ signInAudience: z.string(), api: z.looseObject({ requestedAccessTokenVersion: z.number(), oauth2PermissionScopes: z.array(z.unknown()) }), appRoles: z.array(z.unknown()) });

const workflows = [
  { file: 'm365agents.local.yml', environment: 'local' },
  { file: 'm365agents.yml', environment: 'dev' },
] as const;

const workflowOf = (file: string) => workflowSchema.parse(parse(read(file)));
const stepsOf = ({ provision, deploy = [], publish = [] }: z.infer<typeof workflowSchema>): readonly Step[] => [...provision, ...deploy, ...publish];
const placeholdersIn = (text: string): readonly string[] => [...text.matchAll(/\$\{\{\s*(?:\w+:)?(\w+)\s*\}\}/g)].map(([, name]) => name ?? '');
/** Paths of the project that a step names; what it makes lies in folders that git ignores. */
const filesOf = (step: Step): readonly string[] => [...JSON.stringify(step.with ?? {}).matchAll(/(?:\.\/|node )?((?:appPackage|infra)\/[\w./-]+\.\w+)/g)].map(([, path]) => path ?? '');

/** Variables with a value, and those that Agents Toolkit fills by itself: each is asked for where it is empty. */
function givenBy(environment: string): ReadonlySet<string> {
  const lines = read(`env/.env.${environment}`).split('\n').filter((line) => /^[A-Z_]+=/.test(line));
  return new Set(lines.filter((line) => !line.endsWith('=') || line.startsWith('AZURE_')).map((line) => line.slice(0, line.indexOf('='))));
}

/** Names that a step leaves to those after it. */
function writtenBy(step: Step): readonly string[] {
  const byScript = [...JSON.stringify(step.with ?? {}).matchAll(/::set-teamsfx-env (\w+)=/g)].map(([, name]) => name ?? '');
  const byBicep = step.uses === 'arm/deploy' ? [...read('infra/azure/main.bicep').matchAll(/^output (\w+)/gm)].map(([, name]) => (name ?? '').toUpperCase()) : [];
  return [...Object.values(step.writeToEnvironmentFile ?? {}), ...byScript, ...byBicep];
}

test.each(workflows)('each step of $file finds its variables: in the environment file, or left there by an earlier step', ({ file, environment }) => {
  const known = new Set(givenBy(environment));
  // The tunnel comes before the first step.
  if (environment === 'local') for (const name of ['PUBLIC_URL', 'PUBLIC_HOST']) known.add(name);
  for (const step of stepsOf(workflowOf(file))) {
    const used = [JSON.stringify(step.with ?? {}), ...filesOf(step).filter((path) => path.endsWith('.json')).map(read)].flatMap(placeholdersIn);
    expect([step.uses, used.filter((name) => !known.has(name))]).toEqual([step.uses, []]);
    for (const name of writtenBy(step)) known.add(name);
  }
});

test.each(workflows)('$file and its environment file agree about the variables that are kept; a secret is none of them', ({ file, environment }) => {
  const listed: readonly string[] = read(`env/.env.${environment}`).match(/^[A-Z_]+(?==)/gm) ?? [];
  const kept = stepsOf(workflowOf(file)).flatMap((step) => (step.uses === 'arm/deploy' ? [] : writtenBy(step)));
  expect(kept.filter((name) => !listed.includes(name))).toEqual(['SECRET_CLIENT_SECRET']);
  expect(listed.filter((name) => name.startsWith('SECRET_'))).toEqual([]);
});

test.each(workflows)('every file that $file names is there', ({ file }) => {
  const named = stepsOf(workflowOf(file)).flatMap(filesOf);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('F5 gives the service only variables that it knows, and all that it needs', () => {
  const step = workflowOf('m365agents.local.yml').deploy?.find(({ uses }) => uses === 'file/createOrUpdateEnvironmentFile');
  const { envs, target } = z.object({ envs: z.record(z.string(), z.unknown()), target: z.string() }).parse(step?.with);
  const known = configurationTable.map(({ name }) => name);
  expect(Object.keys(envs).filter((name) => !known.includes(name))).toEqual([]);
  expect(Object.keys(envs)).toEqual(expect.arrayContaining(['ENGAGEMENT_MODE', 'PUBLIC_URL', 'TENANT_IDS', 'CLIENT_ID', 'CLIENT_SECRET', 'TEAMS_APP_ID']));
  const start = tasksSchema.parse(JSON.parse(read('.vscode/tasks.json'))).tasks.find(({ label }) => label === 'Start service')?.command ?? '';
  expect(start).toContain(`--env-file=${target.replace(/^\.\//, '')} `);
  expect(existsSync(join(root, start.split(' ').at(-1) ?? ''))).toBe(true);
});

test('the tasks of Visual Studio Code are all there, and open the app that was made', () => {
  const { tasks } = tasksSchema.parse(JSON.parse(read('.vscode/tasks.json')));
  const { configurations, compounds } = launchSchema.parse(JSON.parse(read('.vscode/launch.json')));
  const labels = tasks.map(({ label }) => label);
  expect(tasks.flatMap(({ dependsOn = [] }) => dependsOn).filter((label) => !labels.includes(label))).toEqual([]);
  expect(compounds.map(({ preLaunchTask }) => preLaunchTask).filter((label) => !labels.includes(label))).toEqual([]);
  expect(compounds.flatMap((compound) => compound.configurations).filter((name) => !configurations.some((one) => one.name === name))).toEqual([]);
  expect(configurations.flatMap(({ url }) => (url === undefined ? [] : placeholdersIn(url)))).toEqual(['TEAMS_APP_ID', 'TEAMS_APP_ID']);
  expect(JSON.stringify(tasks)).toContain('{"endpoint":"PUBLIC_URL","domain":"PUBLIC_HOST"}');
});

test('the registration is the one that the script for Azure makes: same roles, same scope, same clients, with mail and calendars granted in Microsoft Entra ID', () => {
  const text = read('infra/agents-toolkit/aad.manifest.json');
  const [mine, other] = [text, read('infra/azure/registration/application.json')].map((json) => registrationSchema.parse(JSON.parse(json)));
  expect({ ...mine, api: { ...mine?.api, preAuthorizedApplications: undefined } }).toEqual({ ...other, api: { ...other?.api, preAuthorizedApplications: undefined } });
  expect(mine?.api['preAuthorizedApplications']).toEqual(JSON.parse(read('infra/azure/registration/pre-authorized.json')));
  const needed = read('infra/azure/registration/permissions.txt').match(/^[\w.]+(?= \| (entra|always) )/gm);
  expect(text.match(/"type": "Role"/g)).toHaveLength(needed?.length ?? 0);
});

test('the parameters of the ground are parameters of the Bicep file', () => {
  const { parameters } = z.object({ parameters: z.record(z.string(), z.unknown()) }).parse(JSON.parse(read('infra/agents-toolkit/ground.parameters.json')));
  const known = [...read('infra/azure/main.bicep').matchAll(/^param (\w+)/gm)].map(([, name]) => name);
  expect(Object.keys(parameters).filter((name) => !known.includes(name))).toEqual([]);
});
