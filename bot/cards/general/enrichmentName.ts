import type { EnrichmentView } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';
import { shownName } from '../customers/wording.ts';

/** As its owner calls it, also while it is being set up. */
export function enrichmentName(texts: Texts, { enrichment: { settings, draft } }: Pick<EnrichmentView, 'enrichment'>, lengthMax?: number): string {
  return shownName(texts, settings?.name ?? draft?.name ?? '', lengthMax);
}
