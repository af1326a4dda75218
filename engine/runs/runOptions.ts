import type { Objectors } from '../contacts/objectors.ts';
import type { ContactSource } from '../contacts/source.ts';
import type { Graph } from '../graph/client.ts';
import type { Clock } from '../model/clock.ts';
import type { Overview } from '../model/overview.ts';
import type { Coverage } from '../model/runRecord.ts';
import type { Progress } from './progress.ts';

/** Results that a run has published: everything of them is on disk. */
export interface Published {
  /** A UUID: the name of their folder. */
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly asOf: number;
  readonly coverage: Coverage;
  readonly overview: Overview;
}

/**
 * Where results go. `folder`: four files, which replace those of the run before. `publications`: each time a new sub-folder with the four
 * files and `insights.duckdb`, which is there whole or not at all.
 */
export type RunOutput =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 'publications';
      readonly folder: string;
      /** The publication of the run before: what has changed since then is told in all publications of this one. */
      readonly previousFolder?: string | undefined;
      /** Publishes also while mailboxes are read, each time that another month is complete in all of them. */
      readonly publishesMonthly: boolean;
      readonly onPublished: (published: Published) => void;
    };

export interface RunOptions {
  /** Makes the client for the tenant; the signal ends its requests. */
  readonly connect: (signal: AbortSignal) => Graph;
  readonly contacts: ContactSource;
  /** Who is not read and counts nowhere; default nobody. */
  readonly objectors?: Objectors | undefined;
  /** Addresses of people and groups, as typed. */
  readonly members: readonly string[];
  /** Milliseconds since the Unix epoch; not in the future. */
  readonly asOf: number;
  /** IANA name. */
  readonly timeZone: string;
  /** Kept from run to run: a second run reads only what is new. */
  readonly dataFolder: string;
  readonly output: RunOutput;
  /** Gives the installation's secret for pseudonyms; asked for when the input has proved usable. */
  readonly secret: () => Promise<Uint8Array>;
  readonly clock: Clock;
  readonly memoryMegabytes?: number | undefined;
  /** Ends the run with `interrupted`, whatever it is doing; the next run with the same data folder goes on from there. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: Progress) => void;
}
