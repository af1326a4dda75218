export const ranges = ['week', 'month', 'year', 'all'] as const;
export type Range = (typeof ranges)[number];

const days: Readonly<Record<Range, number>> = { week: 7, month: 30, year: 365, all: Infinity };

interface Published {
  readonly publishedAt: number;
  readonly customersEnriched: number;
}

/** The number of enriched customers as it was published within the range; of results that were published on one day, the last. */
export function enrichedWithin(publications: readonly Published[], range: Range, now: number): readonly { readonly at: number; readonly value: number }[] {
  const since = now - days[range] * 86_400_000;
  const points = publications.filter(({ publishedAt }) => publishedAt >= since).map(({ publishedAt, customersEnriched }) => ({ at: publishedAt, value: customersEnriched }));
  // Within a week each publication can be told apart: a first run publishes several as it reads back.
  if (range === 'week') return points;
  const dayOf = (at: number) => Math.floor(at / 86_400_000);
  return points.filter(({ at }, place) => dayOf(points[place + 1]?.at ?? Infinity) !== dayOf(at));
}
