import type { ExpectedRow } from './row.ts';

/** What the score of a row is made of. */
export interface Scored {
  readonly row: Omit<ExpectedRow, 'EngagementScore'>;
  /** Scheduled time of the row's meetings from and to the account. */
  readonly meetingMilliseconds: number;
}

interface Component {
  readonly kind: 'count' | 'days';
  readonly weights: { readonly year: number; readonly monthAndWeek: number };
  /** A whole number. */
  valueOf(scored: Scored): number | null;
}

const components: readonly Component[] = [
  {
    kind: 'count',
    weights: { year: 20, monthAndWeek: 20 },
    valueOf: ({ row }) => row.NoOfEmails_ToAccount + row.NoOfEmails_FromAccount,
  },
  {
    kind: 'count',
    weights: { year: 10, monthAndWeek: 10 },
    valueOf: ({ row }) => Math.min(row.NoOfEmails_ToAccount, row.NoOfEmails_FromAccount),
  },
  {
    kind: 'count',
    weights: { year: 10, monthAndWeek: 10 },
    valueOf: ({ row }) => row.NoOfContactsInvolved_Emails + row.NoOfAccountContactsInvolved_Emails,
  },
  {
    kind: 'count',
    weights: { year: 20, monthAndWeek: 20 },
    valueOf: ({ row }) => row.NoOfMeetings_FromAccount + row.NoOfMeetings_ToAccount,
  },
  {
    kind: 'count',
    weights: { year: 10, monthAndWeek: 10 },
    valueOf: ({ meetingMilliseconds }) => meetingMilliseconds,
  },
  {
    kind: 'count',
    weights: { year: 10, monthAndWeek: 10 },
    valueOf: ({ row }) => row.NoOfContactsInvolved_Meetings + row.NoOfAccountContactsInvolved_Meetings,
  },
  { kind: 'days', weights: { year: 10, monthAndWeek: 0 }, valueOf: ({ row }) => row.DaysSinceLastEmail },
  { kind: 'days', weights: { year: 10, monthAndWeek: 0 }, valueOf: ({ row }) => row.DaysSinceLastMeeting },
];

/** Exact, since scores that end on one half are common and must be rounded up in every order of adding. */
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const zero: Fraction = { numerator: 0n, denominator: 1n };

/** The scores of the rows of one level and period, in their order. */
export function scoresOf(period: readonly Scored[]): number[] {
  const doubleMedians = components.map((component) => {
    const values = period.map((scored) => component.valueOf(scored)).filter((value) => value !== null);
    // A count of nothing is no value; an email of today, 0 days ago, is one.
    return doubleMedianOf(component.kind === 'count' ? values.filter((value) => value !== 0) : values);
  });
  return period.map((scored) => {
    const level = scored.row.AggregationLevel === 'Year' ? 'year' : 'monthAndWeek';
    let sum = zero;
    let weights = 0;
    components.forEach((component, index) => {
      const weight = component.weights[level];
      sum = plus(sum, weight, shareOf(component.kind, component.valueOf(scored), doubleMedians[index] ?? 0));
      weights += weight;
    });
    return Math.min(100, Math.max(1, roundedPercent(sum, weights)));
  });
}

function shareOf(kind: Component['kind'], value: number | null, doubleMedian: number): Fraction {
  if (value === null) return zero;
  if (kind === 'days') {
    const doubleTypical = Math.max(doubleMedian, 2);
    return { numerator: BigInt(doubleTypical), denominator: BigInt(doubleTypical + 2 * value) };
  }
  if (value === 0) return zero;
  return { numerator: BigInt(2 * value), denominator: BigInt(2 * value + doubleMedian) };
}

/** Twice the median, which is a whole number; 0 for no values. */
function doubleMedianOf(values: readonly number[]): number {
  const inOrder = [...values].sort((left, right) => left - right);
  const lower = inOrder[Math.floor((inOrder.length - 1) / 2)] ?? 0;
  const upper = inOrder[Math.floor(inOrder.length / 2)] ?? 0;
  return lower + upper;
}

function plus(sum: Fraction, weight: number, share: Fraction): Fraction {
  return {
    numerator: sum.numerator * share.denominator + BigInt(weight) * share.numerator * sum.denominator,
    denominator: sum.denominator * share.denominator,
  };
}

/** floor(100 × sum / weights + 1/2) */
function roundedPercent(sum: Fraction, weights: number): number {
  const denominator = sum.denominator * BigInt(weights);
  return Number((200n * sum.numerator + denominator) / (2n * denominator));
}
