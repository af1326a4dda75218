import type { CardElement, IAdaptiveCard } from '@microsoft/teams.cards';
import type { Texts } from '../../texts/texts.ts';
import { card, faint, heading, text, title } from '../kit.ts';
import type { NamedEnrichment } from './lists.ts';
import { listRow } from './listRow.ts';
import { shownName } from './wording.ts';

export interface SegmentEntry {
  readonly id: string;
  readonly name: string;
  /** Members at the last count; undefined before the first results. */
  readonly count: number | undefined;
}

export interface SegmentGroup {
  readonly enrichment: NamedEnrichment;
  readonly segments: readonly SegmentEntry[];
}

/** On one card; who has more writes the name. */
const segmentsMax = 20;

/** The segments that there are, or those that a name may mean; `intro` says which. */
export function segmentsCard(texts: Texts, { intro, groups }: { readonly intro: string | undefined; readonly groups: readonly SegmentGroup[] }): IAdaptiveCard {
  const total = groups.reduce((sum, { segments }) => sum + segments.length, 0);
  let room = segmentsMax;
  const body = groups.flatMap(({ enrichment, segments }): CardElement[] => {
    const shown = segments.slice(0, room);
    room -= shown.length;
    if (shown.length === 0) return [];
    const rows = shown.map(({ id, name, count }) =>
      listRow(texts, { name, detail: count === undefined ? texts.text('customer.segment.notCounted') : texts.text('customer.count', { count }), action: { verb: 'segment.show', enrichmentId: enrichment.id, segmentId: id, offset: 0 } }),
    );
    return [...(groups.length > 1 ? [heading(shownName(texts, enrichment.name))] : []), ...rows];
  });
  return card({
    lang: texts.language,
    fallbackText: texts.text('customer.fallback'),
    body: [
      title(texts.text('customer.segment.list')),
      ...(intro === undefined ? [] : [text(intro)]),
      ...(total === 0 ? [text(texts.text('customer.segment.noneMade'))] : body),
      ...(total > segmentsMax ? [faint(texts.text('customer.segment.more'))] : []),
    ],
  });
}
