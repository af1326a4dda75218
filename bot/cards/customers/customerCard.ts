import type { CardElement, IAdaptiveCard, IExecuteAction, IOpenUrlAction, IRichTextBlock, IShowCardAction } from '@microsoft/teams.cards';
import type { Coverage, CustomerCard, OutputColumnName } from '../../../engine/index.ts';
import type { Links } from '../../links.ts';
import type { Texts } from '../../texts/texts.ts';
import type { ChartMonths } from '../cardAction.ts';
import { button, buttonWithInputs, card, faint, heading, marked, table, text, title } from '../kit.ts';
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
    body: [title(shownName(texts, customer.name)), ...(isQuiet ? quietBody(texts, content) : engagedBody(texts, content)), { ...faint(freshness(texts, content)), spacing: 'Medium' }],
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
    ...figures(texts, customer, coverage),
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
        items: [text(texts.text('customer.rank', { rank: rank ?? 0, total: customersRanked }), { weight: 'Bolder' }), ...changeLine(texts, scoreChange, rankChange)],
      },
    ],
  };
}

/** Nothing where there was no score before: whether the customer is new or the results are the first, they do not tell. */
function changeLine(texts: Texts, scoreChange: number | undefined, rankChange: number | undefined): IRichTextBlock[] {
  if (scoreChange === undefined) return [];
  const score = scoreChange === 0 ? texts.text('customer.changeNone') : texts.text('customer.change', { change: texts.change(scoreChange) });
  // A smaller rank is a better one.
  const places = rankChange === undefined || rankChange === 0 ? [] : [texts.text(rankChange < 0 ? 'customer.placesUp' : 'customer.placesDown', { count: Math.abs(rankChange) })];
  const sentence = [score, ...places].join(', ');
  if (scoreChange === 0) return [text(sentence, { isSubtle: true }, { spacing: 'None' })];
  return [scoreChange > 0 ? marked('▲', 'Good', sentence, {}, { spacing: 'None' }) : marked('▼', 'Attention', sentence, {}, { spacing: 'None' })];
}

function standoutLines(texts: Texts, { parts }: CustomerCard): IRichTextBlock[] {
  const lines = standouts(texts, parts);
  if (lines.length === 0) return [text(texts.text('customer.standsOutNothing'), {}, { spacing: 'Small' })];
  return lines.map(({ isAbove, sentence }) => (isAbove ? marked('▲', 'Good', sentence, {}, { spacing: 'Small' }) : marked('▼', 'Attention', sentence, {}, { spacing: 'Small' })));
}

/** Emails beside meetings, over all that has been read of the last twelve months. */
function figures(texts: Texts, { year }: CustomerCard, coverage: Coverage): CardElement[] {
  const number = (column: OutputColumnName): number | undefined => (typeof year?.[column] === 'number' ? year[column] : undefined);
  const written = (column: OutputColumnName): string => texts.number(number(column) ?? 0);
  const sum = (...columns: OutputColumnName[]): number => columns.reduce((total, column) => total + (number(column) ?? 0), 0);
  const replies = number('AverageDuration_Of_AccountEmailReplies');
  const length = number('AverageDuration_Of_Meetings');
  const averages = [
    ...(replies === undefined ? [] : [texts.text('customer.replies', { duration: duration(texts, replies) })]),
    ...(length === undefined ? [] : [texts.text('customer.length', { duration: duration(texts, length) })]),
  ];
  const headings = [
    coverage.isComplete ? texts.text('customer.lastTwelveMonths') : texts.text('customer.sinceDay', { day: texts.day(coverage.from) }),
    texts.text('customer.emailCount', { count: sum('NoOfEmails_ToAccount', 'NoOfEmails_FromAccount') }),
    texts.text('customer.meetingCount', { count: sum('NoOfMeetings_ToAccount', 'NoOfMeetings_FromAccount') }),
  ];
  const rows = [
    [texts.text('customer.fromUs'), written('NoOfEmails_ToAccount'), written('NoOfMeetings_ToAccount')],
    [texts.text('customer.fromThem'), written('NoOfEmails_FromAccount'), written('NoOfMeetings_FromAccount')],
    [texts.text('customer.ourPeople'), written('NoOfContactsInvolved_Emails'), written('NoOfContactsInvolved_Meetings')],
    [texts.text('customer.theirPeople'), written('NoOfAccountContactsInvolved_Emails'), written('NoOfAccountContactsInvolved_Meetings')],
    [texts.text('customer.latest'), daysAgo(texts, number('DaysSinceLastEmail')), daysAgo(texts, number('DaysSinceLastMeeting'))],
  ];
  return [{ ...table(headings, rows, [1, 1, 1], ['Left', 'Right', 'Right']), spacing: 'Large' }, ...(averages.length === 0 ? [] : [faint(averages.join(' · '))])];
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
