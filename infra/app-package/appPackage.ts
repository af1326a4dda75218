import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { zipSync } from 'fflate';
import { z } from 'zod';
import { EngagementFailure } from '../../engine/failure.ts';
import { appPackageFolder, iconPixels } from './places.ts';
import { filled, type PlaceholderValues } from './variables.ts';

/** The part of the manifest that says which files belong to the package. */
const partsSchema = z.object({
  manifestVersion: z.string(),
  localizationInfo: z.object({ defaultLanguageFile: z.string(), additionalLanguages: z.array(z.object({ file: z.string() })) }),
  icons: z.object({ color: z.string(), outline: z.string() }),
});

type Schema = NonNullable<Parameters<typeof AppManifestUtils.validateAgainstSchema>[1]>;
type Validated = Parameters<typeof AppManifestUtils.validateAgainstSchema>[0];

/** A time of its own would make each package another; a zip knows none before 1980. */
const zipTime = new Date(1980, 0, 1);

/**
 * The package that Teams takes: manifest, texts in both languages and icons, at the root of a zip. The same input gives the same bytes.
 * @throws EngagementFailure `callUnusable` where something in `folder` is not as Teams wants it
 */
export async function buildAppPackage(values: PlaceholderValues, version: string, folder = appPackageFolder): Promise<Uint8Array> {
  const template = async (file: string): Promise<unknown> => JSON.parse(filled(await readFile(join(folder, file), 'utf8'), values, `appPackage/${file}`)) as unknown;
  const manifest = { ...z.looseObject({}).parse(await template('manifest.json')), version };
  const { manifestVersion, localizationInfo, icons } = partsSchema.parse(manifest);
  const images = { [icons.color]: await icon(folder, icons.color, iconPixels.color), [icons.outline]: await icon(folder, icons.outline, iconPixels.outline) };
  await assertValid(manifest, 'MicrosoftTeams.schema.json', manifestVersion, 'manifest.json');
  const json: Record<string, unknown> = { 'manifest.json': manifest };
  for (const file of [localizationInfo.defaultLanguageFile, ...localizationInfo.additionalLanguages.map(({ file: name }) => name)]) {
    json[file] = await template(file);
    await assertValid(json[file], 'MicrosoftTeams.Localization.schema.json', manifestVersion, file);
  }
  const texts = Object.fromEntries(Object.entries(json).map(([file, content]) => [file, new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`)]));
  return zipSync({ ...texts, ...images }, { mtime: zipTime });
}

/** By the schemas that Microsoft's package carries, so that nothing is fetched. */
async function assertValid(content: unknown, schemaFile: string, manifestVersion: string, file: string): Promise<void> {
  const path = createRequire(import.meta.url).resolve(`@microsoft/app-manifest/build/json-schemas/teams/v${manifestVersion}/${schemaFile}`);
  // Two patterns in the schema of localisation files have a bracket that is not escaped, which the validator takes for an error.
  const schema = JSON.parse((await readFile(path, 'utf8')).replaceAll(String.raw`\\b]`, String.raw`\\b\\]`)) as Schema;
  const problems = await AppManifestUtils.validateAgainstSchema(content as Validated, schema);
  if (problems.length > 0) throw new EngagementFailure('callUnusable', `appPackage/${file} is not as Teams wants it:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
}

async function icon(folder: string, file: string, pixels: number): Promise<Uint8Array> {
  const image = await readFile(join(folder, file));
  const [width, height] = pngSize(image);
  if (width !== pixels || height !== pixels) throw new EngagementFailure('callUnusable', `appPackage/${file} must be a PNG of ${pixels} × ${pixels} pixels. npm run icons draws it.`);
  return image;
}

/** Of the header chunk, which comes first. https://www.w3.org/TR/png-3/#11IHDR */
function pngSize(image: Buffer): readonly [width: number, height: number] {
  return image.length >= 24 && image.toString('latin1', 1, 4) === 'PNG' ? [image.readUInt32BE(16), image.readUInt32BE(20)] : [0, 0];
}
