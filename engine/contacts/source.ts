import type { Account, Contact } from '../model/contact.ts';

/** Where accounts and contacts come from. Rows are streamed; failures are `EngagementFailure`s. */
export interface ContactSource {
  accounts(): AsyncIterable<Account>;
  contacts(): AsyncIterable<Contact>;
}

/** Names of columns that differ from the source's own. */
export interface ContactColumns {
  readonly account?: string | undefined;
  readonly email?: string | undefined;
  readonly contact?: string | undefined;
  readonly name?: string | undefined;
}
