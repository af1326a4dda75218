import { z } from 'zod';
import type { FailureCode } from '../../engine/index.ts';
import type { ChannelTokenChanges } from './botChannel.ts';
import type { LocalTenantOptions, TenantAddress } from './index.ts';
import type { UserTokenChanges } from './userToken.ts';

/** The options of a local tenant that can be told to another process. */
export type ChildOptions = Omit<LocalTenantOptions, 'clock'>;

/** What the parent asks of a tenant that runs. */
export type TenantCall =
  | { readonly name: 'grant' | 'revoke'; readonly roles: readonly string[] }
  | { readonly name: 'userToken'; readonly userId: string; readonly changes: UserTokenChanges }
  | { readonly name: 'channelToken'; readonly serviceUrl: string; readonly changes: ChannelTokenChanges }
  | { readonly name: 'installedApps' };

/** What the parent says once, and first. */
export interface StartMessage {
  readonly folder: string;
  readonly options: ChildOptions;
}

/** What the parent says from then on. */
export interface CallMessage {
  /** Tells calls apart. */
  readonly number: number;
  readonly call: TenantCall;
}

/** What the child answers to the start. */
export type StartAnswer =
  | { readonly kind: 'ready'; readonly address: TenantAddress }
  | { readonly kind: 'refused'; readonly code: FailureCode; readonly message: string };

/** What the child answers to a call. `result` is the token where one was asked for, the apps as JSON where they were. */
export type CallAnswer =
  | { readonly kind: 'done'; readonly number: number; readonly result: string }
  | { readonly kind: 'failed'; readonly number: number; readonly message: string };

const kinds = z.object({ kind: z.enum(['ready', 'refused']) });

/** Both sides are this code, so the kind tells all. */
export function isStartAnswer(message: unknown): message is StartAnswer {
  return kinds.safeParse(message).success;
}
