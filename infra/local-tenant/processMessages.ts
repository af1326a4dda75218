import { z } from 'zod';
import type { FailureCode } from '../../engine/index.ts';
import type { LocalTenantOptions, TenantAddress } from './index.ts';

/** The options of a local tenant that can be told to another process. */
export type ChildOptions = Omit<LocalTenantOptions, 'clock'>;

/** What the parent says, once. */
export interface ParentMessage {
  readonly folder: string;
  readonly options: ChildOptions;
}

/** What the child answers, once. */
export type ChildMessage =
  | { readonly kind: 'ready'; readonly address: TenantAddress }
  | { readonly kind: 'refused'; readonly code: FailureCode; readonly message: string };

const kinds = z.object({ kind: z.enum(['ready', 'refused']) });

/** Both sides are this code, so the kind tells all. */
export function isChildMessage(message: unknown): message is ChildMessage {
  return kinds.safeParse(message).success;
}
