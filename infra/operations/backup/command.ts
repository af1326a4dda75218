import { readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { z } from 'zod';
import { EngagementFailure, type Clock } from '../../../engine/index.ts';
import { exitStatus } from '../../cli/ending.ts';
import { configurationTable, type Environment } from '../../server/configuration.ts';

/** What a command has of the process that it runs in. */
export interface Surroundings {
  readonly environment: Environment;
  readonly stdout: Writable;
  readonly stderr: Pick<NodeJS.WritableStream, 'write'>;
  /** Asks it to stop. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** The folder of the service: as the command says, else as the service itself finds it. */
export function dataFolderOf(given: string | undefined, { environment }: Pick<Surroundings, 'environment'>): string {
  const byDefault = configurationTable.find(({ name }) => name === 'DATA_FOLDER')?.defaultText ?? '';
  return [given, environment['DATA_FOLDER'], byDefault].find((path) => path !== undefined && path !== '') ?? '';
}

/** Carries a command out, and gives its exit status: 0 done, 1 failed, 2 unusable call or input, 130 stopped. Every failure is told on stderr. */
export async function carryOut(work: () => Promise<void>, { stderr }: Pick<Surroundings, 'stderr'>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    return exitStatus(error, stderr);
  }
}

/** @throws EngagementFailure `callUnusable` for what `parseArgs` does not take, or not exactly one file */
export function parsedCall<Parsed extends { readonly positionals: string[] }>(name: string, parse: () => Parsed): Parsed & { readonly file: string } {
  const unusable = (what: string) => new EngagementFailure('callUnusable', `${what}; see npm run -s ${name} -- --help.`);
  let parsed: Parsed;
  try {
    parsed = parse();
  } catch (error) {
    throw unusable(error instanceof Error ? (error.message.split('. ', 1)[0] ?? '') : '');
  }
  const [file, ...others] = parsed.positionals;
  if (file === undefined || file === '' || others.length > 0) throw unusable('Give the name of one file');
  return { ...parsed, file };
}

const packageSchema = z.object({ version: z.string(), engines: z.object({ node: z.string().regex(/^>=\d+\.\d+$/).transform((range) => range.slice(2)) }) });

function readPackage(): z.infer<typeof packageSchema> {
  return packageSchema.parse(JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')));
}

/** Version of this product. */
export function productVersion(): string {
  return readPackage().version;
}

/** The oldest version of Node that the product runs on, as 20.19. */
export function nodeVersionMin(): string {
  return readPackage().engines.node;
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** As 1.2 MB. */
export function bytesText(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${power === 0 ? bytes : (bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}

/** As "1 file", "2 files". */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
