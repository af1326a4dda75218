import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EngagementFailure } from '../../engine/failure.ts';
import { buildAppPackage } from './appPackage.ts';
import { appPackageFolder, iconPixels } from './places.ts';
import { manifestOf, templateFile, testValues, type Manifest } from './testPackage.ts';
import { whitePixels } from './testPng.ts';

let zip: Uint8Array;
let files: Readonly<Record<string, Uint8Array>>;
let manifest: Manifest;
let folder: string;
beforeAll(async () => {
  zip = await buildAppPackage(testValues, '4.5.6');
  files = unzipSync(zip);
  manifest = manifestOf(textOf('manifest.json'));
  folder = await mkdtemp(join(tmpdir(), 'app-package-'));
  await cp(appPackageFolder, folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

const textOf = (file: string): string => strFromU8(files[file] ?? new Uint8Array());

test('the package holds manifest, texts and icons at its root, and nothing else', () => {
  expect(Object.keys(files).sort()).toEqual(['color.png', 'en.json', 'manifest.json', 'outline.png', 'pl.json']);
});

test('what is packed is valid by the schema of Microsoft that it names', async () => {
  const content = JSON.parse(textOf('manifest.json')) as Parameters<typeof AppManifestUtils.validateAgainstSchema>[0];
  expect(await AppManifestUtils.validateAgainstSchema(content)).toEqual([]);
});

test('placeholders are filled, the version is the given one, and the same input gives the same bytes', async () => {
  expect(Object.keys(files).filter((file) => textOf(file).includes('${{'))).toEqual([]);
  expect([manifest.id, manifest.version, manifest.bots[0]?.botId, manifest.composeExtensions[0]?.botId]).toEqual([testValues.TEAMS_APP_ID, '4.5.6', testValues.CLIENT_ID, testValues.CLIENT_ID]);
  expect(manifest.webApplicationInfo).toEqual({ id: testValues.CLIENT_ID, resource: `api://${testValues.PUBLIC_HOST}/botid-${testValues.CLIENT_ID}` });
  expect(await buildAppPackage(testValues, '4.5.6')).toEqual(zip);
});

test('Teams is told of one host, that of the service', () => {
  expect(manifest.validDomains).toEqual([testValues.PUBLIC_HOST]);
  expect(manifest.composeExtensions[0]?.messageHandlers.map(({ value }) => value.domains)).toEqual([[testValues.PUBLIC_HOST]]);
  const addresses = textOf('manifest.json').match(/https:\/\/[^"/]+/g) ?? [];
  expect(new Set(addresses)).toEqual(new Set([`https://${testValues.PUBLIC_HOST}`, 'https://developer.microsoft.com']));
});

test('icons are as large as Teams wants them, the outline white on nothing', () => {
  const outline = whitePixels(files['outline.png'] ?? new Uint8Array());
  expect([outline.width, outline.height]).toEqual([iconPixels.outline, iconPixels.outline]);
  expect(outline.others).toBe(0);
  expect(outline.white).toBeGreaterThan(100);
  expect(outline.clear).toBeGreaterThan(300);
});

test('the manifest has the version of the project, for the Agents Toolkit, which packs it as it is', async () => {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string };
  expect(manifestOf(templateFile('manifest.json')).version).toBe(version);
});

test.each<[string, string, (content: string) => string, RegExp]>([
  ['a placeholder that nothing fills', 'manifest.json', (content) => content.replace('"accentColor": "#5B5FC7"', '"accentColor": "${{ACCENT}}"'), /appPackage\/manifest\.json has the placeholder \$\{\{ACCENT\}\}/],
  ['a manifest that the schema refuses', 'manifest.json', (content) => content.replace('"accentColor": "#5B5FC7",', '"accentColour": "#5B5FC7",'), /appPackage\/manifest\.json is not as Teams wants it/],
  ['a text that the manifest cannot have', 'pl.json', (content) => content.replace('staticTabs[0].name', 'staticTabs[0].title'), /appPackage\/pl\.json is not as Teams wants it/],
  ['an icon of another size', 'manifest.json', (content) => content.replace('"outline": "outline.png"', '"outline": "color.png"'), /appPackage\/color\.png must be a PNG of 32 × 32 pixels/],
])('%s stops the package, with the file and the reason', async (_title, file, change, message) => {
  const content = templateFile(file);
  await writeFile(join(folder, file), change(content));
  try {
    const failure = await buildAppPackage(testValues, '1.0.0', folder).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngagementFailure);
    expect(failure).toMatchObject({ code: 'callUnusable', message: expect.stringMatching(message) as string });
  } finally {
    await writeFile(join(folder, file), content);
  }
});
