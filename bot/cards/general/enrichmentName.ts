import type { EnrichmentView } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';

/** As its owner calls it, also while it is being set up. */
export function enrichmentName(texts: Texts, { enrichment: { settings, draft } }: Pick<EnrichmentView, 'enrichment'>): string {
  const name = (settings?.name ?? draft?.name ?? '').trim();
  return name === '' ? texts.text('answers.unnamed') : name;
}
