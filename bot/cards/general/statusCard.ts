import type { CardElement, IAdaptiveCard, IOpenUrlAction, ITextRun } from '@microsoft/teams.cards';
import type { EnrichmentView, Progress, Publication } from '../../../engine/index.ts';
import type { Links } from '../../links.ts';
import type { Texts } from '../../texts/texts.ts';
import { buttonNameLengthMax } from '../customers/wording.ts';
import { card, faint, facts, marked, text, title } from '../kit.ts';
import { enrichmentName } from './enrichmentName.ts';

/** `progress` of the run that is under way. */
export interface EnrichmentStatus {
  readonly view: EnrichmentView;
  readonly progress: Progress | undefined;
}

const enrichmentsMax = 8;
const linksMax = 3;

const colours: Readonly<Record<EnrichmentView['state'], NonNullable<ITextRun['color']>>> = {
  ...{ draft: 'Default', scheduled: 'Accent', running: 'Accent', inactive: 'Default' },
  ...{ awaitingConsent: 'Warning', ready: 'Good', declined: 'Attention' },
};

/** Where each enrichment stands: last run, next run, how much data there is. */
export function statusCard(texts: Texts, links: Links, statuses: readonly EnrichmentStatus[]): IAdaptiveCard {
  const shown = statuses.slice(0, enrichmentsMax);
  const rest = statuses.length - shown.length;
  const open = shown.flatMap(({ view }): IOpenUrlAction[] => {
    const url = links.enrichment(view.enrichment.id);
    return url === undefined ? [] : [{ type: 'Action.OpenUrl', title: shown.length === 1 ? texts.text('answers.open') : texts.text('answers.openNamed', { name: enrichmentName(texts, view, buttonNameLengthMax) }), url }];
  });
  return card({
    lang: texts.language,
    fallbackText: texts.text('answers.fallback'),
    body: [title(texts.text('answers.status.title')), ...shown.map((status) => section(texts, status)), ...(rest > 0 ? [faint(texts.text('answers.more', { count: rest }))] : [])],
    actions: open.slice(0, linksMax),
  });
}

function section(texts: Texts, { view, progress }: EnrichmentStatus): CardElement {
  const { state, lastRun } = view;
  const stateText = texts.text(`answers.status.state.${state}`);
  const failure = lastRun?.outcome === 'failed' ? lastRun.failure : undefined;
  return {
    type: 'Container',
    spacing: 'Medium',
    separator: true,
    items: [
      text(enrichmentName(texts, view), { weight: 'Bolder', size: 'Medium' }),
      marked('●', colours[state], progress === undefined ? stateText : `${stateText} · ${texts.text('answers.status.progress', { percent: progress.percent })}`, {}, { spacing: 'None' }),
      ...(failure === undefined ? [] : [text(texts.text(`failures.${failure.code}`), { color: 'Attention' }, { spacing: 'Small' })]),
      facts(rows(texts, view)),
    ],
  };
}

function rows(texts: Texts, { enrichment, lastRun, nextRunAt, publication }: EnrichmentView): (readonly [string, string])[] {
  const t = texts.text;
  const at = (instant: number) => texts.instant(instant, enrichment.settings?.timeZone ?? 'UTC');
  return [
    ...pair(t('answers.status.lastRun'), lastRun && t(`answers.status.outcome.${lastRun.outcome ?? 'running'}`, { at: at(lastRun.endedAt ?? lastRun.startedAt) })),
    [t('answers.status.nextRun'), nextRunAt === undefined ? t('answers.status.notPlanned') : at(nextRunAt)],
    ...pair(t('answers.status.coverage'), publication && coverageOf(texts, publication)),
    ...pair(t('answers.status.enriched'), publication && t('answers.status.customersOf', { enriched: publication.customersEnriched, total: publication.customersTotal })),
  ];
}

function coverageOf(texts: Texts, { coverage: { isComplete, days, from } }: Publication): string {
  return isComplete ? texts.text('answers.status.wholeYear') : texts.text('answers.status.days', { count: days, from: texts.day(from) });
}

/** Nothing where there is no value. */
function pair(name: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[name, value]];
}
