import type { CardElement, IAdaptiveCard, IExecuteAction } from '@microsoft/teams.cards';
import type { Consent, EnrichmentView } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';
import { buttonNameLengthMax } from '../customers/wording.ts';
import { button, card, faint, marked, text, title } from '../kit.ts';
import { enrichmentName } from './enrichmentName.ts';

const enrichmentsMax = 8;
const reviewsMax = 5;

/** What has become of each enrichment's consent, and what to do; `mayAnswer`: the reader is a Global Administrator. */
export function consentStateCard(texts: Texts, views: readonly EnrichmentView[], mayAnswer: boolean): IAdaptiveCard {
  const shown = views.slice(0, enrichmentsMax);
  const rest = views.length - shown.length;
  const open = mayAnswer ? shown.filter(({ consent }) => consent?.status === 'requested') : [];
  const reviews = open.slice(0, reviewsMax).flatMap((view): IExecuteAction[] => {
    if (view.consent === undefined) return [];
    const caption = open.length === 1 ? texts.text('answers.consent.review') : texts.text('answers.consent.reviewOf', { name: enrichmentName(texts, view, buttonNameLengthMax) });
    return [button(caption, { verb: 'consent.show', consentId: view.consent.id })];
  });
  return card({
    lang: texts.language,
    fallbackText: texts.text('answers.fallback'),
    body: [
      title(texts.text('answers.consent.title')),
      ...shown.map((view) => section(texts, view, mayAnswer)),
      ...(rest > 0 ? [faint(texts.text('answers.more', { count: rest }))] : []),
    ],
    actions: reviews,
  });
}

const colours = { requested: 'Warning', granted: 'Good', declined: 'Attention', expired: 'Attention', withdrawn: 'Attention', superseded: 'Default', none: 'Default' } as const;

function section(texts: Texts, view: EnrichmentView, mayAnswer: boolean): CardElement {
  const { consent } = view;
  const status = consent?.status ?? 'none';
  const isYours = status === 'requested' && mayAnswer;
  const reason = status === 'declined' ? consent?.declineReason?.trim() : undefined;
  return {
    type: 'Container',
    spacing: 'Medium',
    separator: true,
    items: [
      text(enrichmentName(texts, view), { weight: 'Bolder', size: 'Medium' }),
      marked('●', colours[status], texts.text(`answers.consent.${status}`, consent === undefined ? {} : instants(texts, view, consent)), {}, { spacing: 'None' }),
      ...(reason ? [text(texts.text('answers.consent.reason', { reason }), {}, { spacing: 'Small' })] : []),
      text(texts.text(isYours ? 'answers.consent.requestedTodoYours' : `answers.consent.${status}Todo`), {}, { spacing: 'Small' }),
    ],
  };
}

function instants(texts: Texts, { enrichment }: EnrichmentView, consent: Consent): { readonly at: string; readonly until: string } {
  const ended = { requested: consent.requestedAt, granted: consent.answeredAt, declined: consent.answeredAt, expired: consent.expiresAt, withdrawn: consent.withdrawnAt, superseded: undefined };
  const written = (at: number) => texts.instant(at, enrichment.settings?.timeZone ?? 'UTC');
  return { at: written(ended[consent.status] ?? consent.requestedAt), until: written(consent.expiresAt) };
}
