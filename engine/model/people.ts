import type { Address } from './address.ts';

/** An address or group that the enrichment's owner chose: as typed (trimmed), and what it means. */
export interface ChosenAddress {
  readonly typed: string;
  readonly address: Address;
}

/** A listed person (metrics.md): a user of the organisation, resolved from the chosen addresses and groups. */
export interface ListedPerson {
  /** Microsoft Entra object id, lower case. */
  readonly userId: string;
  /** Every SMTP address of this person: mail, user principal name, proxy addresses. */
  readonly addresses: readonly Address[];
  /** The chosen addresses (own or of a group) through which this person came: one row of `Office_User` for each. */
  readonly chosen: readonly ChosenAddress[];
}

/** The organisation whose mailboxes are read. */
export interface Organization {
  readonly tenantId: string;
  /** ISO 3166-1 alpha-2, upper case; undefined where the tenant has none. */
  readonly countryLetterCode: string | undefined;
  /** Lower case. */
  readonly verifiedDomains: readonly string[];
  /** Has a plan with Exchange Online, without which nobody has a mailbox to read. */
  readonly isExchangeLicensed: boolean;
}

/** Each stands for one sentence about an address, or about all chosen addresses together, that cannot be an enrichment's. */
export const choiceProblemReasons = ['notAnAddress', 'unknown', 'guest', 'membersHidden', 'guestsOnly', 'noMembers', 'tooFewPeople', 'tooManyPeople'] as const;
export type ChoiceProblemReason = (typeof choiceProblemReasons)[number];
