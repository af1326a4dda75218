import { ZodError } from 'zod';
import { NotJson } from '../graph/json.ts';
import { EngagementFailure } from '../model/failure.ts';
import { stateSchema, stateVersion, type State } from '../model/state.ts';
import { placesOf } from './stateChange.ts';
import { migrate, migrations, NoSuchVersion, versionOf, type Migration } from './stateMigrations.ts';

export interface StoredState {
  /** As this version of the product has it. */
  readonly state: State;
  /** Of the product that wrote it: the present one, or an earlier one. */
  readonly version: number;
}

/** What `read` gives of the file `path`. @throws EngagementFailure `stateUnusable`, which names the path and never quotes the content */
export async function readState(path: string, read: () => Promise<unknown>, steps: readonly Migration[] = migrations): Promise<StoredState> {
  try {
    const stored = await read();
    return { state: stateSchema.parse(migrate(stored, steps, stateVersion)), version: versionOf(stored) };
  } catch (error) {
    if (isFileError(error)) throw unreadable(path, error);
    const message = `${path} holds no state that can be used: ${reasonOf(error)}. The file was left as it is; restore a backup. To begin anew, move the whole folder of the organisation away: nobody then knows who was erased and must not be read.`;
    throw new EngagementFailure('stateUnusable', message, { cause: error });
  }
}

/** For what the file system does not let be read. */
export function unreadable(path: string, error: unknown): EngagementFailure {
  const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
  return new EngagementFailure('stateUnusable', `${path} cannot be read (${code}). Let the account of the service read it, and run this as that account; or see to the disk.`, { cause: error });
}

export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** Never the content: it holds what people have typed. */
function reasonOf(error: unknown): string {
  if (error instanceof NotJson) return 'it is not JSON, or is cut off';
  if (error instanceof ZodError) return `something else stands at ${placesOf(error)} than belongs there`;
  if (error instanceof NoSuchVersion) return error.message;
  return firstLine(error);
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
