import { describe, expect, test } from 'vitest';
import { languages } from '../../texts/language.ts';
import { textsIn } from '../../texts/texts.ts';
import { assertCard, awkwardNames, cardButtons, cardTexts } from '../testCards.ts';
import { comparisonCard } from './comparisonCard.ts';
import { customerCard } from './customerCard.ts';
import { rankingCard } from './lists.ts';
import { customer, enrichmentId, noLinks, quietCustomer, shown, shownInPart } from './testCustomer.ts';
import { allLinks, content, customerCards, list } from './testCustomerCards.ts';

const english = textsIn('en');

describe.each(languages)('in %s', (language) => {
  test.each(Object.entries(customerCards))('%s: Teams takes the card, whatever the names are', (_, build) => {
    for (const name of [...awkwardNames, 'Contoso', 'x'.repeat(20_000)]) assertCard(build(textsIn(language), name));
  });
});

describe('a customer’s card', () => {
  const texts = cardTexts(customerCard(english, noLinks, content()));

  test('tells the figures by direction, the people of both sides by number, and how new it is', () => {
    expect(texts).toEqual(expect.arrayContaining(['Contoso', '65', 'Rank 12 of 136', '+5 since the previous results, up 3 places', 'Their average reply time: 5.3 h · Average meeting: 35 min', 'As of 23 Nov 2026, 13:00.']));
    const figures = texts.slice(texts.indexOf('Last 12 months'));
    expect([0, 3, 6, 9, 12, 15].map((at) => figures.slice(at, at + 3))).toEqual([
      ['Last 12 months', '105 emails', '12 meetings'],
      ['From us', '60', '9'],
      ['From them', '45', '3'],
      ['Our people', '4', '3'],
      ['Their people', '5', '4'],
      ['Latest', '4 days ago', '40 days ago'],
    ]);
  });

  test('offers the other length of the charts, to compare, to share, and its page of the ranking', () => {
    const buttons = cardButtons(customerCard(english, noLinks, content()));
    expect(buttons.map(({ title, verb }) => [title, verb])).toEqual([['Last 3 months', 'customer.show'], ['Compare', 'customer.compare'], ['Share to chat', 'customer.share'], ['Ranking', 'ranking.show']]);
    expect(buttons.at(-1)?.data).toEqual({ enrichmentId, offset: 10 });
    expect(cardButtons(customerCard(english, noLinks, content({ months: 3 })))[0]).toMatchObject({ title: 'Last 12 months', data: { months: 12 } });
  });

  test('draws as many months as wanted, the latest; and as a table where the client draws none', () => {
    const charts = (months: 3 | 12) => customerCard(english, noLinks, content({ months })).body.flatMap((element) => (element.type === 'Chart.VerticalBar.Grouped' ? [element] : []));
    expect(charts(12).map(({ data }) => data?.map(({ values }) => values?.length))).toEqual([[12, 12], [12, 12]]);
    expect(charts(3)[0]?.data?.[0]?.values).toEqual([{ x: 'Sep', y: 1010 }, { x: 'Oct', y: 1011 }, { x: 'Nov', y: 1012 }]);
    expect(charts(3)[0]?.fallback).toMatchObject({ type: 'Table', rows: [{}, {}, {}, {}] });
  });

  test('says what the figures cover while the first year is being read, and leaves out what has not been read', () => {
    const made = customerCard(english, noLinks, content(shownInPart));
    expect(cardTexts(made)).toEqual(expect.arrayContaining(['Since 5 Oct 2026', 'As of 23 Nov 2026, 13:00. The first year is still being read: the figures cover 49 days so far, since 5 Oct 2026.']));
    expect(cardTexts(made)).toContain('Emails, Oct 2026 – Nov 2026');
    expect(cardButtons(made).map(({ verb }) => verb)).not.toContain('customer.show');
  });

  test('of a customer without any email or meeting says so, and offers nothing but the tab', () => {
    const made = customerCard(english, allLinks, content({ customer: quietCustomer('Adatum') }));
    expect(cardTexts(made).slice(0, 2)).toEqual(['Adatum', 'No emails or meetings with this customer in the last 12 months.']);
    expect(made.actions?.map(({ type }) => type)).toEqual(['Action.OpenUrl']);
  });
});

test('pages lead on and back, never beyond the ends', () => {
  const offsets = (offset: number) => cardButtons(rankingCard(english, list('Sales', { offset, others: [] }))).flatMap(({ title, data }) => (title === 'Previous' || title === 'Next' ? [[title, data['offset']]] : []));
  expect(offsets(0)).toEqual([['Next', 10]]);
  expect(offsets(10)).toEqual([['Previous', 0], ['Next', 20]]);
  expect(offsets(130)).toEqual([['Previous', 120]]);
});

test('customers are compared under letters, which stand for their names', () => {
  const compared = cardTexts(comparisonCard(english, { ...shown, enrichmentId, customers: ['Contoso', 'Fabrikam'].map((name) => customer(name)) }));
  expect(compared.slice(0, 9)).toEqual(['Comparison', 'A  Contoso', 'B  Fabrikam', '', 'A', 'B', 'Score', '65', '65']);
});
