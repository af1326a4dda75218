import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { CustomerCard, OutputColumnName } from '../../../engine/index.ts';
import { isolate, type Texts } from '../../texts/texts.ts';
import { button, card, faint, table, text, title } from '../kit.ts';
import { showCustomer } from './listRow.ts';
import { buttonNameLengthMax, duration, freshness, shownName, type Shown } from './wording.ts';

/** Stand for the names in the table, which has no room for them on a telephone. */
const letters = ['A', 'B', 'C', 'D'] as const;

/** Two to four customers side by side. */
export function comparisonCard(texts: Texts, { enrichmentId, customers, ...shown }: Shown & { readonly enrichmentId: string; readonly customers: readonly CustomerCard[] }): IAdaptiveCard {
  const compared = customers.slice(0, letters.length);
  const rows = lines.map(({ name, value }) => [name(texts), ...compared.map((customer) => value(texts, customer))]);
  return card({
    lang: texts.language,
    fallbackText: texts.text('customer.fallback'),
    body: [
      title(texts.text('customer.compare.title')),
      ...compared.map(({ name }, index) => text(`${letters[index] ?? ''}  ${isolate(shownName(texts, name))}`, { weight: 'Bolder' }, { spacing: 'Small' })),
      { ...table(['', ...letters.slice(0, compared.length)], rows, [4, ...compared.map(() => 2)], ['Left', ...compared.map(() => 'Right' as const)]), spacing: 'Medium' },
      { ...faint(`${texts.text('customer.compare.note')} ${freshness(texts, shown)}`), spacing: 'Medium' },
    ],
    actions: compared.map(({ customerId, name }) => button(texts.text('customer.buttons.show', { name: shownName(texts, name, buttonNameLengthMax) }), showCustomer(enrichmentId, customerId))),
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
