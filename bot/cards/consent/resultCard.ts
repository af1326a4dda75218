import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { requestDays, type Consent } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';
import { card, text } from '../kit.ts';
import type { ConsentOutcome, OutcomeKind } from './consentOutcome.ts';
import { detailsButton, head, leadingFacts, moment, ownCard, type ContainerStyle } from './consentParts.ts';

export interface ResultCardOptions {
  readonly consent: Consent;
  readonly outcome: ConsentOutcome;
  /** Name of who answered, withdrew or deleted, as the directory has it now. */
  readonly by: string | undefined;
  readonly timeZone: string;
  /** When the next run begins, and whether it is the first; undefined where none is due. */
  readonly nextRun: { readonly at: number; readonly isFirst: boolean } | undefined;
  /** What only those may see who may read the request, and whoever asked. Undefined on the card that stands in a chat, from where it can be passed on: it lets Teams ask for the rest. */
  readonly confidential: { readonly enrichmentName: string; readonly askedBy: string | undefined } | undefined;
}

/** What became of the request, who decided it and when, and what happens next. Nothing is left to press but what shows more. */
export function resultCard(texts: Texts, options: ResultCardOptions): IAdaptiveCard {
  const { consent, outcome, by, timeZone, confidential } = options;
  const caption = outcomeCaption(texts, outcome.kind);
  const named = (name: string, value: string | undefined): [string, string][] => (value ? [[name, value]] : []);
  return card({
    lang: texts.language,
    fallbackText: caption,
    body: [
      head(texts, caption, [], styles[outcome.kind]),
      leadingFacts([
        ...named(texts.text('consent.result.enrichment'), confidential?.enrichmentName),
        ...named(texts.text('consent.result.by'), by ?? (outcome.by && texts.text('consent.details.unknownPerson'))),
        [texts.text('consent.result.at'), moment(texts, outcome.at, timeZone)],
        ...named(texts.text('consent.result.reason'), confidential && consent.declineReason),
        ...named(texts.text('consent.result.askedBy'), confidential?.askedBy),
      ]),
      text(whatNext(texts, options), {}, { spacing: 'Medium' }),
    ],
    ...(confidential === undefined && { actions: [detailsButton(texts, consent.id)], refresh: ownCard(consent.id) }),
  });
}

/** Such as `Consent was given`. */
export function outcomeCaption(texts: Texts, kind: OutcomeKind): string {
  return texts.text(`consent.result.titles.${kind}`);
}

const styles: Readonly<Record<OutcomeKind, ContainerStyle>> = {
  granted: 'good',
  declined: 'attention',
  expired: 'warning',
  withdrawn: 'attention',
  superseded: 'emphasis',
  enrichmentDeleted: 'emphasis',
};

function whatNext(texts: Texts, { outcome, nextRun, timeZone }: ResultCardOptions): string {
  if (outcome.kind === 'expired') return texts.text('consent.result.next.expired', { count: requestDays });
  if (outcome.kind !== 'granted' || nextRun === undefined) return texts.text(`consent.result.next.${outcome.kind}`);
  return texts.text(nextRun.isFirst ? 'consent.result.next.grantedFirstRun' : 'consent.result.next.grantedNextRun', { when: moment(texts, nextRun.at, timeZone) });
}
