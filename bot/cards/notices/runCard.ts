import type { CardElement, IAdaptiveCard } from '@microsoft/teams.cards';
import type { Coverage, FailureCode, Mover, Progress, RunRecord } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';
import { button, card, heading, table, text } from '../kit.ts';
import { banner, localInstant, metrics, moversTables, openButton, type Mood } from './parts.ts';

type Overview = NonNullable<RunRecord['overview']>;

/** How far a run is, as its card tells it. */
export type RunPhase =
  | { readonly kind: 'scheduled'; readonly startsAt: number }
  /** It was scheduled, but the enrichment is inactive now, or waits for another consent. */
  | { readonly kind: 'onHold' }
  /** `progress`: undefined while it waits its turn. `results`: those that are shown before the year is whole. */
  | { readonly kind: 'running'; readonly progress: Progress | undefined; readonly results: { readonly coverage: Coverage; readonly customersEnriched: number; readonly customersTotal: number } | undefined }
  | { readonly kind: 'completed'; readonly overview: Overview | undefined; readonly hasWarnings: boolean; readonly warning: FailureCode | undefined }
  | { readonly kind: 'failed'; readonly failure: FailureCode }
  | { readonly kind: 'cancelled'; readonly failure: FailureCode | undefined }
  /** It goes on, but the conversation has unsubscribed. */
  | { readonly kind: 'left' };

export interface RunNews {
  readonly enrichmentId: string;
  readonly enrichmentName: string;
  readonly timeZone: string;
  /** Undefined before it has started. */
  readonly run: Pick<RunRecord, 'cause' | 'startedAt' | 'endedAt'> | undefined;
  readonly phase: RunPhase;
  readonly movers: { readonly up: readonly Mover[]; readonly down: readonly Mover[] };
  readonly canRunAgain: boolean;
  readonly url: string | undefined;
}

const moods: Readonly<Record<RunPhase['kind'], Mood>> = {
  scheduled: 'emphasis',
  onHold: 'emphasis',
  running: 'accent',
  completed: 'good',
  failed: 'attention',
  cancelled: 'emphasis',
  left: 'emphasis',
};

/** In a word, as it stands on top of the card and in a notification. */
export function runState(texts: Texts, phase: RunPhase): string {
  switch (phase.kind) {
    case 'running':
      if (phase.results !== undefined) return texts.text('notices.state.firstResults');
      return texts.text(phase.progress?.stage === 'resolve' || phase.progress === undefined ? 'notices.state.started' : 'notices.state.reading');
    case 'completed':
      return texts.text(phase.hasWarnings ? 'notices.state.completedWithWarnings' : 'notices.state.completed');
    default:
      return texts.text(`notices.state.${phase.kind}`);
  }
}

/** One run from its announcement to its end. Figures are of accounts; no message of a failure is shown, since it may repeat an address. */
export function runCard(texts: Texts, news: RunNews): IAdaptiveCard {
  const { phase, enrichmentId, enrichmentName } = news;
  const state = runState(texts, phase);
  const mood = phase.kind === 'completed' && phase.hasWarnings ? 'warning' : moods[phase.kind];
  const hasResults = phase.kind === 'completed' || (phase.kind === 'running' && phase.results !== undefined);
  return card({
    lang: texts.language,
    fallbackText: texts.text('notices.headline', { state, name: enrichmentName }),
    body: [banner(mood, state, enrichmentName, times(texts, news)), ...phaseElements(texts, news)],
    actions: [
      ...(news.canRunAgain ? [button(texts.text('notices.runAgain'), { verb: 'run.again', enrichmentId }, { style: 'positive' })] : []),
      ...(hasResults ? [button(texts.text('notices.ranking'), { verb: 'ranking.show', enrichmentId, offset: 0 })] : []),
      ...openButton(texts, news.url),
    ],
  });
}

function times(texts: Texts, { run, timeZone, phase }: RunNews): string {
  if (phase.kind === 'scheduled') return texts.text('notices.run.startsAt', { at: localInstant(texts, phase.startsAt, timeZone) });
  if (run === undefined) return texts.text('notices.cause.first');
  const cause = texts.text(`notices.cause.${run.cause}`);
  return run.endedAt === undefined
    ? texts.text('notices.run.startedAt', { cause, at: localInstant(texts, run.startedAt, timeZone) })
    : texts.text('notices.run.endedAt', { cause, at: localInstant(texts, run.endedAt, timeZone) });
}

function phaseElements(texts: Texts, news: RunNews): CardElement[] {
  const { phase } = news;
  switch (phase.kind) {
    case 'running':
      return runningElements(texts, phase);
    case 'completed':
      return [...completedElements(texts, phase), ...moversTables(texts, news.movers)];
    case 'failed':
      return [text(texts.text(`failures.${phase.failure}`))];
    case 'cancelled':
      return [text(phase.failure === undefined ? texts.text('notices.run.cancelled') : texts.text(`failures.${phase.failure}`))];
    default:
      return [text(texts.text(`notices.run.${phase.kind}`))];
  }
}

function runningElements(texts: Texts, { progress, results }: RunPhase & { kind: 'running' }): CardElement[] {
  if (progress === undefined) return [text(texts.text('notices.run.waiting'))];
  const resultElements =
    results === undefined
      ? []
      : [
          text(texts.text('notices.run.firstResults', { count: results.coverage.days })),
          ...metrics([
            { value: texts.number(results.customersEnriched), label: texts.text('notices.metric.customersSoFar', { total: texts.number(results.customersTotal) }) },
            { value: texts.number(results.coverage.days), label: texts.text('notices.metric.days', { count: results.coverage.days }) },
          ]),
        ];
  const { stage, percent, mailboxesDone, mailboxesTotal, secondsLeft } = progress;
  const minutesLeft = secondsLeft === undefined ? undefined : Math.max(1, Math.round(secondsLeft / 60));
  const reading =
    stage === 'read'
      ? metrics([
          { value: texts.text('notices.run.percent', { percent }), label: texts.text('notices.metric.read') },
          { value: texts.number(mailboxesDone), label: texts.text('notices.metric.mailboxes', { total: texts.number(mailboxesTotal) }) },
        ])
      : [];
  return [
    ...resultElements,
    text(texts.text(`notices.stage.${stage}`), { weight: 'Bolder' }, { spacing: 'Medium' }),
    ...reading,
    ...(stage === 'read' && minutesLeft !== undefined ? [text(texts.text('notices.run.minutesLeft', { count: minutesLeft }), { isSubtle: true })] : []),
  ];
}

function completedElements(texts: Texts, { overview, warning }: RunPhase & { kind: 'completed' }): CardElement[] {
  const warnings = warning === undefined ? [] : [text(texts.text(`failures.${warning}`), {}, { spacing: 'Medium' })];
  if (overview === undefined) return warnings;
  const { customersEnriched, customersTotal, emailsProcessed, meetingsProcessed, daysOfData, addressesSkipped } = overview;
  const mailboxesSkipped = addressesSkipped.reduce((total, { count }) => total + count, 0);
  return [
    ...metrics([
      { value: texts.number(customersEnriched), label: texts.text('notices.metric.customers', { total: texts.number(customersTotal) }) },
      { value: texts.number(daysOfData), label: texts.text('notices.metric.days', { count: daysOfData }) },
      { value: texts.number(emailsProcessed), label: texts.text('notices.metric.emails', { count: emailsProcessed }) },
      { value: texts.number(meetingsProcessed), label: texts.text('notices.metric.meetings', { count: meetingsProcessed }) },
    ]),
    ...(customersEnriched === 0 ? [text(texts.text('notices.run.noCustomers'), {}, { spacing: 'Medium' })] : []),
    ...warnings,
    ...(mailboxesSkipped === 0
      ? []
      : [
          { ...heading(texts.text('notices.run.mailboxesSkipped', { count: mailboxesSkipped })), spacing: 'Large' as const },
          table([texts.text('notices.run.skipReason'), texts.text('notices.run.skipCount')], addressesSkipped.map(({ reason, count }) => [texts.text(`notices.skipReason.${reason}`), texts.number(count)]), [5, 2], ['Left', 'Right']),
        ]),
  ];
}
