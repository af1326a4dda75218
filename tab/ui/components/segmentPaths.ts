import type { AggregationLevel, SegmentCondition } from './conditions/columns.ts';

/** The pages of segments, below the tab's base. */
export const segmentsPath = (enrichmentId: string) => `/segments?${new URLSearchParams({ enrichment: enrichmentId }).toString()}`;
export const segmentPath = (enrichmentId: string, segmentId: string) => `/segments/${enrichmentId}/${segmentId}`;
export const editSegmentPath = (enrichmentId: string, segmentId: string) => `${segmentPath(enrichmentId, segmentId)}/edit`;

interface Beginning {
  readonly name?: string;
  readonly level?: AggregationLevel;
  readonly condition?: SegmentCondition | undefined;
}

/** The page on which a segment is made, with what it begins with: the filters of a list, or another segment. */
export function newSegmentPath(enrichmentId: string, { name, level, condition }: Beginning = {}): string {
  const query = new URLSearchParams({ ...(name !== undefined && { name }), ...(level !== undefined && { level }), ...(condition !== undefined && { condition: JSON.stringify(condition) }) }).toString();
  return `/segments/${enrichmentId}/new${query === '' ? '' : `?${query}`}`;
}
