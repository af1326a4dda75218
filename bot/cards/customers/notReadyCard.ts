import type { IAdaptiveCard, IOpenUrlAction } from '@microsoft/teams.cards';
import type { EnrichmentView, Progress } from '../../../engine/index.ts';
import type { Links } from '../../links.ts';
import type { Texts } from '../../texts/texts.ts';
import { button, card, heading, text, title } from '../kit.ts';
import { buttonNameLengthMax, shownName } from './wording.ts';

/** An enrichment without results; `progress` of its run where one is under way. */
export interface UnreadyEnrichment {
  readonly view: EnrichmentView;
  readonly progress: Progress | undefined;
}

const enrichmentsMax = 4;

/** Why there are no figures yet, and what to do. */
export function notReadyCard(texts: Texts, links: Links, unready: readonly UnreadyEnrichment[]): IAdaptiveCard {
  const shown = unready.slice(0, enrichmentsMax);
  const open = shown.flatMap(({ view }): IOpenUrlAction[] => {
    const url = links.enrichment(view.enrichment.id);
    return url === undefined ? [] : [{ type: 'Action.OpenUrl', title: shown.length === 1 ? texts.text('answers.open') : texts.text('answers.openNamed', { name: nameOf(texts, view, buttonNameLengthMax) }), url }];
  });
  return card({
    lang: texts.language,
    fallbackText: texts.text('customer.fallback'),
    body: [
      title(texts.text('customer.notReady.title')),
      ...(shown.length === 0 ? [text(texts.text('customer.notReady.nothing'))] : shown.flatMap((one) => [heading(nameOf(texts, one.view)), text(stateSentence(texts, one), {}, { spacing: 'Small' })])),
    ],
    actions: [...open, ...(shown.length === 0 ? [] : [button(texts.text('customer.buttons.status'), { verb: 'question', text: 'status' })])],
  });
}

/** What state an enrichment without results is in, and what to do about it. */
export function stateSentence(texts: Texts, { view: { state, nextRunAt, enrichment }, progress }: UnreadyEnrichment): string {
  if (state === 'running') return texts.text('customer.notReady.running', { percent: progress?.percent ?? 0, count: progress?.daysOfData ?? 0 });
  if (state === 'scheduled') {
    const zone = enrichment.settings?.timeZone;
    return nextRunAt === undefined || zone === undefined ? texts.text('customer.notReady.scheduledSoon') : texts.text('customer.notReady.scheduled', { instant: texts.instant(nextRunAt, zone) });
  }
  return texts.text(`customer.notReady.${state}`);
}

function nameOf(texts: Texts, { enrichment: { settings, draft } }: EnrichmentView, lengthMax?: number): string {
  return shownName(texts, settings?.name ?? draft?.name ?? '', lengthMax);
}
