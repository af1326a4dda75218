import type { OutputColumnName } from '../model/outputColumns.ts';

export interface Sorting {
  readonly column: OutputColumnName | 'Name';
  readonly direction: 'ascending' | 'descending';
}

/** What a list of customers can be sorted by; `score` is the order of the ranking. */
export const customerColumns = ['score', 'name', 'scoreChange', 'emails', 'meetings', 'daysSinceLastEmail', 'daysSinceLastMeeting'] as const;

export interface CustomerSorting {
  readonly column: (typeof customerColumns)[number];
  readonly direction: Sorting['direction'];
}

export interface CustomerHit {
  readonly customerId: string;
  readonly name: string;
  /** Undefined where the account has had no email or meeting in the window. */
  readonly score: number | undefined;
  readonly rank: number | undefined;
}

export interface RankedCustomer {
  readonly customerId: string;
  readonly name: string;
  readonly rank: number;
  readonly score: number;
  /** Since the previous publication; undefined where the account had no score in it. */
  readonly scoreChange: number | undefined;
  readonly emails: number;
  readonly meetings: number;
  readonly daysSinceLastEmail: number | undefined;
  readonly daysSinceLastMeeting: number | undefined;
}

export interface Mover extends RankedCustomer {
  readonly scoreChange: number;
}

/** One of the eight parts of the score. */
export interface ScorePart {
  /** As in `metrics/score.ts`, in camel case: emailVolume, twoWayEmail, … */
  readonly name: string;
  readonly value: number | undefined;
  /** The median over the accounts that have it. */
  readonly typical: number | undefined;
  /** Points of the 100 that the account earns by this part, of at most `weight`. */
  readonly points: number;
  readonly weight: number;
  /** Points more or fewer than in the previous publication: what moved the score. */
  readonly pointsChange: number | undefined;
}

export interface PeriodFigures {
  /** First day of the month or week. */
  readonly startDate: string;
  readonly score: number;
  readonly emailsTo: number;
  readonly emailsFrom: number;
  readonly meetingsTo: number;
  readonly meetingsFrom: number;
}

export interface CustomerCard {
  readonly customerId: string;
  readonly name: string;
  /** Undefined where the account has had no email or meeting in the window: everything below is then empty. */
  readonly score: number | undefined;
  readonly rank: number | undefined;
  readonly customersRanked: number;
  readonly scoreChange: number | undefined;
  readonly rankChange: number | undefined;
  readonly parts: readonly ScorePart[];
  /** The row of the level Year. */
  readonly year: ResultRow | undefined;
  /** Every month and week of the window, also those without any email or meeting. */
  readonly months: readonly PeriodFigures[];
  readonly weeks: readonly PeriodFigures[];
}

/** A row of the output table with the account's name. */
export type ResultRow = Readonly<Partial<Record<OutputColumnName, string | number | null>>> & { readonly Name: string };
