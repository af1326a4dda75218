import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { CustomerCard, OutputColumnName } from '../../../engine/index.ts';
import { isolate, type Texts } from '../../texts/texts.ts';
import { button, card, faint, table, text, title } from '../kit.ts';
import { showCustomer } from './listRow.ts';
import { buttonNameLengthMax, duration, freshness, shownName, type Shown } from './wording.ts';

const letters = ['A', 'B', 'C', 'D'];
/** More columns have no room for names on a telephone: letters stand for them. */
const namesMax = 2;
const headingLengthMax = 40;

/** Two to four customers side by side. */
export function comparisonCard(texts: Texts, { enrichmentId, customers, ...shown }: Shown & { readonly enrichmentId: string; readonly customers: readonly CustomerCard[] }): IAdaptiveCard {
  const hasLetters = customers.length > namesMax;
  const headings = customers.map(({ name }, index) => (hasLetters ? (letters[index] ?? '') : shownName(texts, name, headingLengthMax)));
  const rows = lines.map(({ name, value }) => [name(texts), ...customers.map((customer) => value(texts, customer))]);
  return card({
    lang: texts.language,
    fallbackText: texts.text('customer.fallback'),
    body: [
      title(texts.text('customer.compare.title')),
      ...(hasLetters ? customers.map(({ name }, index) => text(`${letters[index] ?? ''}  ${isolate(shownName(texts, name))}`, { weight: 'Bolder' }, { spacing: 'Small' })) : []),
      table(['', ...headings], rows, [3, ...customers.map(() => (hasLetters ? 2 : 3))], ['Left', ...customers.map(() => 'Right' as const)]),
      faint(`${texts.text('customer.compare.note')} ${freshness(texts, shown)}`),
    ],
    actions: customers.map(({ customerId, name }) => button(texts.text('customer.buttons.show', { name: shownName(texts, name, buttonNameLengthMax) }), showCustomer(enrichmentId, customerId))),
  });
}

interface Line {
  readonly name: (texts: Texts) => string;
  readonly value: (texts: Texts, customer: CustomerCard) => string;
}

const lines: readonly Line[] = [
  { name: (texts) => texts.text('customer.score'), value: (texts, { score }) => numberOrDash(texts, score) },
  { name: (texts) => texts.text('customer.compare.rank'), value: (texts, { rank }) => numberOrDash(texts, rank) },
  { name: (texts) => texts.text('customer.emails'), value: (texts, customer) => sum(texts, customer, 'NoOfEmails_ToAccount', 'NoOfEmails_FromAccount') },
  { name: (texts) => texts.text('customer.meetings'), value: (texts, customer) => sum(texts, customer, 'NoOfMeetings_ToAccount', 'NoOfMeetings_FromAccount') },
  { name: (texts) => texts.text('customer.compare.daysSinceEmail'), value: (texts, customer) => numberOrDash(texts, figure(customer, 'DaysSinceLastEmail')) },
  { name: (texts) => texts.text('customer.compare.daysSinceMeeting'), value: (texts, customer) => numberOrDash(texts, figure(customer, 'DaysSinceLastMeeting')) },
  { name: (texts) => texts.text('customer.compare.peopleInEmails'), value: (texts, customer) => sides(texts, customer, 'NoOfContactsInvolved_Emails', 'NoOfAccountContactsInvolved_Emails') },
  { name: (texts) => texts.text('customer.compare.peopleInMeetings'), value: (texts, customer) => sides(texts, customer, 'NoOfContactsInvolved_Meetings', 'NoOfAccountContactsInvolved_Meetings') },
  { name: (texts) => texts.text('customer.replyTime'), value: (texts, customer) => duration(texts, figure(customer, 'AverageDuration_Of_AccountEmailReplies')) },
];

function figure({ year }: CustomerCard, column: OutputColumnName): number | undefined {
  const value = year?.[column];
  return typeof value === 'number' ? value : undefined;
}

function numberOrDash(texts: Texts, value: number | undefined): string {
  return value === undefined ? texts.text('customer.notKnown') : texts.number(value);
}

function sum(texts: Texts, customer: CustomerCard, ...columns: readonly OutputColumnName[]): string {
  return texts.number(columns.reduce((total, column) => total + (figure(customer, column) ?? 0), 0));
}

/** Ours + theirs: not added up, since who was there on which side is what one wants to know. */
function sides(texts: Texts, customer: CustomerCard, own: OutputColumnName, theirs: OutputColumnName): string {
  return `${sum(texts, customer, own)} + ${sum(texts, customer, theirs)}`;
}
