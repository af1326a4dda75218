import type { CardElement, IAdaptiveCard, IColumn, IExecuteAction, IOpenUrlAction, IRichTextBlock, IShowCardAction } from '@microsoft/teams.cards';
import type { CustomerCard, OutputColumnName } from '../../../engine/index.ts';
import type { Links } from '../../links.ts';
import type { Texts } from '../../texts/texts.ts';
import type { ChartMonths } from '../cardAction.ts';
import { button, buttonWithInputs, card, faint, heading, text, title } from '../kit.ts';
import { coveredMonths, monthlyCharts } from './charts.ts';
import { pageSize } from './paging.ts';
import { standouts } from './standouts.ts';
import { daysAgo, duration, freshness, shownName, type Shown } from './wording.ts';

export interface CustomerCardContent extends Shown {
  readonly enrichmentId: string;
  readonly customer: CustomerCard;
  /** Over how many months the charts go. */
  readonly months: ChartMonths;
}

/** How the engagement with a customer is. Numbers of the account only: nobody's name or share is in it. */
export function customerCard(texts: Texts, links: Links, content: CustomerCardContent): IAdaptiveCard {
  const { customer } = content;
  const isQuiet = customer.score === undefined;
  return card({
    lang: texts.language,
    fallbackText: texts.text('customer.fallback'),
    body: [title(shownName(texts, customer.name)), ...(isQuiet ? quietBody(texts, content) : engagedBody(texts, content)), faint(freshness(texts, content))],
    actions: [...openInTab(texts, links, content), ...(isQuiet ? [] : buttons(texts, content))],
  });
}

function quietBody(texts: Texts, { coverage }: CustomerCardContent): CardElement[] {
  const sentence = coverage.isComplete ? texts.text('customer.quiet') : texts.text('customer.quietSoFar', { day: texts.day(coverage.from) });
  return [text(sentence), faint(texts.text('customer.quietAdvice'))];
}

function engagedBody(texts: Texts, { customer, coverage, months }: CustomerCardContent): CardElement[] {
  return [
    standing(texts, customer),
    heading(texts.text('customer.standsOut')),
    ...standoutLines(texts, customer),
    heading(coverage.isComplete ? texts.text('customer.lastTwelveMonths') : texts.text('customer.sinceDay', { day: texts.day(coverage.from) })),
    figures(texts, customer),
    ...monthlyCharts(texts, coveredMonths(customer.months, coverage), months),
  ];
}

function standing(texts: Texts, { score, rank, customersRanked, scoreChange, rankChange }: CustomerCard): CardElement {
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      { type: 'Column', width: 'auto', items: [text(texts.number(score ?? 0), { size: 'ExtraLarge', weight: 'Bolder', color: 'Accent' }), faintClose(texts.text('customer.score'))] },
      {
        type: 'Column',
        width: 'stretch',
        verticalContentAlignment: 'Center',
        items: [text(texts.text('customer.rank', { rank: rank ?? 0, total: customersRanked }), { weight: 'Bolder' }), changeLine(texts, scoreChange, rankChange)],
      },
    ],
  };
}

function changeLine(texts: Texts, scoreChange: number | undefined, rankChange: number | undefined): IRichTextBlock {
  if (scoreChange === undefined) return text(texts.text('customer.isNew'), { isSubtle: true }, { spacing: 'None' });
  const score = scoreChange === 0 ? texts.text('customer.changeNone') : texts.text('customer.change', { change: texts.change(scoreChange) });
  // A smaller rank is a better one.
  const places = rankChange === undefined || rankChange === 0 ? [] : [texts.text(rankChange < 0 ? 'customer.placesUp' : 'customer.placesDown', { count: Math.abs(rankChange) })];
  return text([score, ...places].join(', '), scoreChange === 0 ? { isSubtle: true } : { color: scoreChange > 0 ? 'Good' : 'Attention' }, { spacing: 'None' });
}

function standoutLines(texts: Texts, { parts }: CustomerCard): IRichTextBlock[] {
  const lines = standouts(texts, parts);
  if (lines.length === 0) return [text(texts.text('customer.standsOutNothing'), {}, { spacing: 'Small' })];
  return lines.map(({ isAbove, sentence }) => ({
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: [
      { type: 'TextRun', text: isAbove ? '▲ ' : '▼ ', color: isAbove ? 'Good' : 'Attention' },
      { type: 'TextRun', text: sentence },
    ],
  }));
}

/** Emails beside meetings: two columns have room on a telephone, too. */
function figures(texts: Texts, { year }: CustomerCard): CardElement {
  const number = (column: OutputColumnName): number | undefined => (typeof year?.[column] === 'number' ? year[column] : undefined);
  const sum = (...columns: OutputColumnName[]): number => columns.reduce((total, column) => total + (number(column) ?? 0), 0);
  const people = (own: OutputColumnName, theirs: OutputColumnName): string => texts.text('customer.peopleSides', { own: sum(own), theirs: sum(theirs) });
  const since = (column: OutputColumnName): string => texts.text('customer.last', { when: daysAgo(texts, number(column)) });
  const replies = number('AverageDuration_Of_AccountEmailReplies');
  const length = number('AverageDuration_Of_Meetings');
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      figureColumn(texts.text('customer.emails'), texts.number(sum('NoOfEmails_ToAccount', 'NoOfEmails_FromAccount')), [
        texts.text('customer.direction', { to: sum('NoOfEmails_ToAccount'), from: sum('NoOfEmails_FromAccount') }),
        since('DaysSinceLastEmail'),
        people('NoOfContactsInvolved_Emails', 'NoOfAccountContactsInvolved_Emails'),
        ...(replies === undefined ? [] : [texts.text('customer.replies', { duration: duration(texts, replies) })]),
      ]),
      figureColumn(texts.text('customer.meetings'), texts.number(sum('NoOfMeetings_ToAccount', 'NoOfMeetings_FromAccount')), [
        texts.text('customer.directionMeetings', { to: sum('NoOfMeetings_ToAccount'), from: sum('NoOfMeetings_FromAccount') }),
        since('DaysSinceLastMeeting'),
        people('NoOfContactsInvolved_Meetings', 'NoOfAccountContactsInvolved_Meetings'),
        ...(length === undefined ? [] : [texts.text('customer.length', { duration: duration(texts, length) })]),
      ]),
    ],
  };
}

function figureColumn(name: string, total: string, lines: readonly string[]): IColumn {
  return { type: 'Column', width: '1', items: [text(name, { isSubtle: true }), text(total, { size: 'Large', weight: 'Bolder' }, { spacing: 'None' }), ...lines.map(faintClose)] };
}

function faintClose(content: string): IRichTextBlock {
  return { ...faint(content), spacing: 'None' };
}

function openInTab(texts: Texts, links: Links, { enrichmentId, customer }: CustomerCardContent): IOpenUrlAction[] {
  const url = links.customer(enrichmentId, customer.customerId);
  return url === undefined ? [] : [{ type: 'Action.OpenUrl', title: texts.text('customer.buttons.open'), url }];
}

function buttons(texts: Texts, { enrichmentId, customer, coverage, months }: CustomerCardContent): (IExecuteAction | IShowCardAction)[] {
  const { customerId, rank = 1 } = customer;
  const otherMonths = months === 12 ? 3 : 12;
  return [
    ...(coveredMonths(customer.months, coverage).length > 3 ? [button(texts.text(`customer.buttons.months${otherMonths}`), { verb: 'customer.show', enrichmentId, customerId, months: otherMonths })] : []),
    {
      type: 'Action.ShowCard',
      title: texts.text('customer.buttons.compare'),
      card: {
        type: 'AdaptiveCard',
        body: [{ type: 'Input.Text', id: 'other', label: texts.text('customer.compare.with'), placeholder: texts.text('customer.compare.placeholder'), maxLength: 300, isRequired: true, errorMessage: texts.text('customer.compare.required') }],
        actions: [buttonWithInputs(texts.text('customer.buttons.compare'), 'customer.compare', { enrichmentId, customerId })],
      },
    },
    button(texts.text('customer.buttons.share'), { verb: 'customer.share', enrichmentId, customerId }),
    // Equals share a rank, so that this is the page on which the customer stands, or the one before.
    button(texts.text('customer.buttons.ranking'), { verb: 'ranking.show', enrichmentId, offset: Math.floor((rank - 1) / pageSize) * pageSize }),
  ];
}
