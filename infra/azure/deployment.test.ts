import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { configurationTable, readConfiguration } from '../server/configuration.ts';

const textOf = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
const main = await textOf('main.bicep');
const parameterFile = await textOf('main.bicepparam');
const service = await textOf('modules/service.bicep');
const readme = await textOf('README.md');

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, first = '']) => first);
const parameters = matches(main, /^param (\w+) /gm);
/** Variables that the container is given, by the two places that do so. */
const settings = [
  ...matches(main.slice(main.indexOf('settings: union('), main.indexOf('extraSettings\n')), /^ +([A-Z_]+): /gm),
  ...matches(service, /\{ name: '([A-Z_]+)', (?:value|secretRef): /g),
];

describe('the service in Azure', () => {
  test('is given variables that it knows, but for one that makes a new revision, and all that it needs', () => {
    expect(settings.length).toBeGreaterThan(8);
    expect(settings.filter((name) => !configurationTable.some((row) => row.name === name))).toEqual(['CLIENT_SECRET_VERSION']);
    const id = '11111111-2222-4333-8444-555555555555';
    const values: Readonly<Record<string, string>> = { PUBLIC_URL: 'https://engagement.example.com', TENANT_IDS: id, CLIENT_ID: id, CLIENT_SECRET: 'secret', DATA_FOLDER: '/data/service', TRUSTED_PROXIES: '1' };
    expect(() => readConfiguration(Object.fromEntries(settings.map((name) => [name, values[name]])))).not.toThrow();
  });

  test('answers at the port that Azure asks', () => {
    expect(matches(service, /^var port = (\d+)$/gm)).toEqual([configurationTable.find(({ name }) => name === 'PORT')?.defaultText]);
  });

  test('takes tokens for the identifier URI of the registration', async () => {
    const clientId = 'cccccccc-0000-4000-8000-000000000002';
    const registration = await textOf('registration/application.json');
    const [uri] = matches(registration.replace('{{HOST}}', 'engagement.example.com').replace('{{CLIENT_ID}}', clientId), /"identifierUris": \["(.+?)"\]/g);
    const { tokenAudiences } = readConfiguration({ PUBLIC_URL: 'https://engagement.example.com', CLIENT_ID: clientId, CLIENT_SECRET: 'secret', TENANT_IDS: clientId });
    expect(tokenAudiences).toContain(uri);
  });
});

describe('the parameters', () => {
  test('are described in the guide, each with its name in the environment where it has one, and no other is', () => {
    const fromEnvironment = new Map([...parameterFile.matchAll(/^param (\w+) = .*readEnvironmentVariable\('([A-Z_]+)'/gm)].map(([, name = '', variable = '']) => [name, variable]));
    const section = readme.slice(readme.indexOf('## Parameters'), readme.indexOf('## ', readme.indexOf('## Parameters') + 1));
    const rows = [...section.matchAll(/^\| `(\w+)` \| (\S+) \|/gm)].map(([, name, variable]) => [name, variable]);
    expect(rows).toEqual(parameters.map((name) => [name, fromEnvironment.has(name) ? `\`${fromEnvironment.get(name) ?? ''}\`` : '–']));
    expect([...fromEnvironment.keys()].filter((name) => !parameters.includes(name))).toEqual([]);
  });

  test('have a description, and a default where they are not asked for', () => {
    expect(matches(main, /@description\('(?:[^'\\]|\\')+'\)\n(?:@.*\n)*param (\w+) \w+ = /g)).toEqual(parameters);
  });

  test('of each module are given by whoever uses it', async () => {
    for (const file of await readdir(new URL('modules', import.meta.url))) {
      const needed = matches(await textOf(`modules/${file}`), /^param (\w+) \w+$/gm);
      const block = main.slice(main.indexOf(`'modules/${file}'`));
      const given = matches(block.slice(0, block.indexOf('\n}\n')), /[{ ] *(\w+): /g);
      expect(needed.filter((name) => !given.includes(name)), file).toEqual([]);
    }
  });
});
