import type { Area } from './permissions.ts';
import type { Preferences } from './preferences.ts';
import type { Reply } from './reply.ts';

/** An authorised request, as a route sees it. */
export interface GraphCall {
  readonly url: URL;
  /** Of a POST, as it came. */
  readonly body: string;
  /** The captures of the route's pattern, decoded; undefined for an optional one that the path does not have. */
  readonly parameters: readonly (string | undefined)[];
  readonly preferences: Preferences;
  /** Header `ConsistencyLevel: eventual`. */
  readonly isEventual: boolean;
  /** Application permissions in the caller's token. */
  readonly roles: ReadonlySet<string>;
}

/** A kind of request that the local tenant's Graph answers. */
export interface GraphRoute {
  /** Matched against the raw path below `/v1.0`. */
  readonly pattern: RegExp;
  /** Default GET. */
  readonly method?: 'GET' | 'POST';
  readonly area: Area;
  /** The first capture names the mailbox, and the limits of mailboxes apply. */
  readonly isMailbox?: boolean;
  /** Lists messages or events: `$select` is judged. */
  readonly listsItems?: boolean;
  readonly handle: (call: GraphCall) => Reply;
}
