import type { Step } from './query.ts';

/** One part of the score (metrics.md, "The score"): a figure of an account, seen beside the typical account's. */
export interface ScoreComponent {
  readonly name: string;
  /** SQL over a row of `figures`. */
  readonly value: string;
  /** A count earns more the larger it is, and nothing at 0; days earn more the fewer they are, and nothing where there are none. */
  readonly kind: 'count' | 'days';
  readonly weightOfYear: number;
  readonly weightOfMonthAndWeek: number;
}

/** In the order in which their parts are added up. */
export const scoreComponents: readonly ScoreComponent[] = [
  { name: 'email_volume', value: 'emails_to + emails_from', kind: 'count', weightOfYear: 20, weightOfMonthAndWeek: 20 },
  { name: 'two_way_email', value: 'least(emails_to, emails_from)', kind: 'count', weightOfYear: 10, weightOfMonthAndWeek: 10 },
  { name: 'people_in_emails', value: 'email_people + email_contacts', kind: 'count', weightOfYear: 10, weightOfMonthAndWeek: 10 },
  { name: 'meeting_volume', value: 'meetings_from + meetings_to', kind: 'count', weightOfYear: 20, weightOfMonthAndWeek: 20 },
  { name: 'time_together', value: 'meeting_time / 60000', kind: 'count', weightOfYear: 10, weightOfMonthAndWeek: 10 },
  { name: 'people_in_meetings', value: 'meeting_people + meeting_contacts', kind: 'count', weightOfYear: 10, weightOfMonthAndWeek: 10 },
  { name: 'recent_email', value: 'days_since_email', kind: 'days', weightOfYear: 10, weightOfMonthAndWeek: 0 },
  { name: 'recent_meeting', value: 'days_since_meeting', kind: 'days', weightOfYear: 10, weightOfMonthAndWeek: 0 },
];

/** `component`, one row an account, level and period: the values of the score's components; a count of 0 is null, as it is in the typical value. */
const component: Step = {
  name: 'component',
  sql: `
    CREATE OR REPLACE TEMP TABLE component AS
    SELECT account, level, start_day,
      ${scoreComponents.map(({ name, value, kind }) => `CAST(${kind === 'count' ? `nullif(${value}, 0)` : value} AS DOUBLE) AS ${name}`).join(',\n      ')}
    FROM figures`,
};

/** `typical`, one row a level and period: the median of each component over the accounts that have it. */
const typical: Step = {
  name: 'typical',
  sql: `
    CREATE OR REPLACE TEMP TABLE typical AS
    SELECT level, start_day,
      ${scoreComponents.map(({ name }) => `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${name}) AS ${name}`).join(',\n      ')}
    FROM component GROUP BY level, start_day`,
};

/**
 * `score`, one row an account, level and period: floor(100 × Σ w·s / Σ w + 0.5), at least 1, at most 100. The sum is rounded to 9 decimals
 * before, so that a share such as 1/3 + 2/3, which binary fractions miss by a hair, cannot tip a half.
 */
const score: Step = {
  name: 'score',
  sql: `
    CREATE OR REPLACE TEMP TABLE score AS
    SELECT account, level, start_day,
      CAST(least(100, greatest(1, floor(round(100 * (${scoreComponents.map(weighted).join(' + ')}) / (${weightSum()}), 9) + 0.5))) AS INTEGER) AS score
    FROM component JOIN typical USING (level, start_day)`,
};

export const scoreSteps: readonly Step[] = [component, typical, score];

function weighted(scored: ScoreComponent): string {
  return `(${weight(scored)}) * coalesce(${shareOf(scored)}, 0)`;
}

/** The share that an account earns of a component, between 0 and 1: half for the typical value. SQL over `component` and `typical`. */
export function shareOf({ name, kind }: ScoreComponent): string {
  const value = `component.${name}`;
  const middle = `typical.${name}`;
  return kind === 'count' ? `${value} / (${value} + ${middle})` : `greatest(${middle}, 1) / (greatest(${middle}, 1) + ${value})`;
}

function weight({ weightOfYear, weightOfMonthAndWeek }: ScoreComponent): string {
  return `CASE level WHEN 'Year' THEN ${weightOfYear} ELSE ${weightOfMonthAndWeek} END`;
}

function weightSum(): string {
  const sum = (weights: readonly number[]) => weights.reduce((total, next) => total + next, 0);
  return weight({
    name: '',
    value: '',
    kind: 'count',
    weightOfYear: sum(scoreComponents.map((scored) => scored.weightOfYear)),
    weightOfMonthAndWeek: sum(scoreComponents.map((scored) => scored.weightOfMonthAndWeek)),
  });
}
