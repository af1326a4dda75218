import type { CardElement, IAdaptiveCard, IExecuteAction } from '@microsoft/teams.cards';
import type { Mover, RankedCustomer } from '../../../engine/index.ts';
import { isolate, type Texts } from '../../texts/texts.ts';
import type { CardAction } from '../cardAction.ts';
import { button, card, faint, heading, text, title } from '../kit.ts';
import { listHead, listRow, showCustomer, type ListRow } from './listRow.ts';
import { isPaged, pageButtons, pageLine, type ShownPage } from './paging.ts';
import { buttonNameLengthMax, daysAgo, freshness, shownName, type Shown } from './wording.ts';

export interface NamedEnrichment {
  readonly id: string;
  readonly name: string;
}

/** Of which results a list is; `others` have results, too, and can be switched to. */
export interface ListContent extends Shown {
  readonly enrichment: NamedEnrichment;
  readonly others: readonly NamedEnrichment[];
}

export type PagedList = ListContent & ShownPage & { readonly items: readonly RankedCustomer[] };

/** Teams hides what is more than six buttons, and a page can have four others. */
const switchesMax = 2;

export function rankingCard(texts: Texts, list: PagedList): IAdaptiveCard {
  const { enrichment: { id }, items } = list;
  const actionAt = (enrichmentId: string, offset = 0): CardAction => ({ verb: 'ranking.show', enrichmentId, offset });
  const rows = items.map((customer) => listRow(texts, { ...rowOf(texts, id, customer), detail: volume(texts, customer) }));
  return listCard(texts, list, {
    caption: texts.text('customer.ranking.title'),
    lines: extent(texts, list),
    body: items.length === 0 ? [text(texts.text('customer.ranking.none'))] : [rankedHead(texts), ...rows],
    buttons: [...pageButtons(texts, list, (offset) => actionAt(id, offset)), moversButton(texts, id), staleButton(texts, id), ...switches(texts, list, actionAt)],
  });
}

export function moversCard(texts: Texts, list: ListContent & { readonly up: readonly Mover[]; readonly down: readonly Mover[] }): IAdaptiveCard {
  const { enrichment: { id }, up, down } = list;
  const rows = (movers: readonly Mover[], none: string): CardElement[] =>
    movers.length === 0
      ? [text(none, { isSubtle: true })]
      : movers.map((mover) =>
          listRow(texts, {
            name: mover.name,
            detail: texts.text('customer.rankOnly', { rank: mover.rank }),
            value: texts.number(mover.score),
            change: mover.scoreChange,
            action: showCustomer(id, mover.customerId),
          }),
        );
  const body =
    up.length + down.length === 0
      ? [text(texts.text('customer.movers.none'))]
      : [heading(texts.text('customer.movers.up')), ...rows(up, texts.text('customer.movers.noneUp')), heading(texts.text('customer.movers.down')), ...rows(down, texts.text('customer.movers.noneDown'))];
  return listCard(texts, list, {
    caption: texts.text('customer.movers.title'),
    lines: [texts.text('customer.movers.intro')],
    body,
    buttons: [rankingButton(texts, id), staleButton(texts, id), ...switches(texts, list, (enrichmentId) => ({ verb: 'movers.show', enrichmentId }))],
  });
}

/** The accounts gone quiet, those of the best rank first. */
export function staleCard(texts: Texts, list: PagedList): IAdaptiveCard {
  const { enrichment: { id }, items, total } = list;
  const actionAt = (enrichmentId: string, offset = 0): CardAction => ({ verb: 'stale.show', enrichmentId, offset });
  return listCard(texts, list, {
    caption: texts.text('customer.stale.title'),
    lines: [texts.text('customer.stale.intro'), ...extent(texts, list)],
    body: total === 0 ? [text(texts.text('customer.stale.none'))] : [rankedHead(texts), ...items.map((customer) => listRow(texts, { ...rowOf(texts, id, customer), detail: lastContact(texts, customer) }))],
    buttons: [...pageButtons(texts, list, (offset) => actionAt(id, offset)), rankingButton(texts, id), ...switches(texts, list, actionAt)],
  });
}

export function segmentCard(texts: Texts, list: PagedList & { readonly segment: { readonly id: string; readonly name: string } }): IAdaptiveCard {
  const { enrichment: { id }, segment, items, total } = list;
  return listCard(texts, list, {
    caption: shownName(texts, segment.name),
    lines: extent(texts, list),
    body: total === 0 ? [text(texts.text('customer.segment.none'))] : [rankedHead(texts), ...items.map((customer) => listRow(texts, { ...rowOf(texts, id, customer), detail: volume(texts, customer) }))],
    buttons: pageButtons(texts, list, (offset) => ({ verb: 'segment.show', enrichmentId: id, segmentId: segment.id, offset })),
  });
}

const rankingButton = (texts: Texts, enrichmentId: string) => button(texts.text('customer.buttons.ranking'), { verb: 'ranking.show', enrichmentId, offset: 0 });
const moversButton = (texts: Texts, enrichmentId: string) => button(texts.text('customer.buttons.movers'), { verb: 'movers.show', enrichmentId });
const staleButton = (texts: Texts, enrichmentId: string) => button(texts.text('customer.buttons.stale'), { verb: 'stale.show', enrichmentId, offset: 0 });

interface ListParts {
  readonly caption: string;
  /** Below the caption. */
  readonly lines: readonly string[];
  readonly body: readonly CardElement[];
  readonly buttons: readonly IExecuteAction[];
}

function listCard(texts: Texts, list: ListContent, { caption, lines, body, buttons }: ListParts): IAdaptiveCard {
  const below = [...(list.others.length === 0 ? [] : [isolate(shownName(texts, list.enrichment.name))]), ...lines];
  return card({
    lang: texts.language,
    fallbackText: texts.text('customer.fallback'),
    body: [title(caption), ...(below.length === 0 ? [] : [faint(below.join(' · '))]), ...body, { ...faint(freshness(texts, list)), spacing: 'Medium' }],
    actions: [...buttons],
  });
}

function switches(texts: Texts, { others }: ListContent, actionOf: (enrichmentId: string) => CardAction): IExecuteAction[] {
  return others.slice(0, switchesMax).map(({ id, name }) => button(texts.text('customer.buttons.show', { name: shownName(texts, name, buttonNameLengthMax) }), actionOf(id)));
}

function rowOf(texts: Texts, enrichmentId: string, { customerId, name, rank, score, scoreChange }: RankedCustomer): Omit<ListRow, 'detail'> {
  return { name, lead: texts.number(rank), value: texts.number(score), ...(scoreChange !== undefined && { change: scoreChange }), action: showCustomer(enrichmentId, customerId) };
}

const rankedHead = (texts: Texts) => listHead({ lead: '#', name: texts.text('customer.customer'), value: texts.text('customer.score') });

/** How many there are, or which of them are on this page. */
function extent(texts: Texts, list: PagedList): readonly string[] {
  if (list.total === 0) return [];
  return isPaged(list) ? [pageLine(texts, list, list.items.length)] : [texts.text('customer.count', { count: list.total })];
}

function volume(texts: Texts, { emails, meetings }: RankedCustomer): string {
  return `${texts.text('customer.emailCount', { count: emails })} · ${texts.text('customer.meetingCount', { count: meetings })}`;
}

function lastContact(texts: Texts, { daysSinceLastEmail, daysSinceLastMeeting }: RankedCustomer): string {
  return texts.text('customer.lastContact', { email: daysAgo(texts, daysSinceLastEmail), meeting: daysAgo(texts, daysSinceLastMeeting) });
}
