import type { Segment } from '../api/contract.ts';
import type { Texts } from '../texts/texts.ts';

/** What a segment is called: one that is ready-made in the person's language, as the bot calls it, others as somebody named them. */
export function segmentName({ text }: Pick<Texts, 'text'>, { name, isReadyMade }: Pick<Segment, 'name' | 'isReadyMade'>): string {
  return isReadyMade ? text('segments.readyMadeName') : name;
}
