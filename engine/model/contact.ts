/** A row of the account data set. */
export interface Account {
  readonly accountId: string;
  readonly name: string;
}

/** A row of the contact data set; `email` as it stands there. */
export interface Contact {
  readonly contactId: string;
  readonly accountId: string;
  readonly email: string | undefined;
}
