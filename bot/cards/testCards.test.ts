import { describe, expect, test } from 'vitest';
import type { CardElement, IAdaptiveCard } from '@microsoft/teams.cards';
import { button, card, facts, faint, heading, table, text, title } from './kit.ts';
import { assertCard, awkwardNames, cardButtons, cardTexts } from './testCards.ts';

const made = (...body: CardElement[]): IAdaptiveCard => card({ lang: 'en', body, fallbackText: 'x' });
const chart = { type: 'Chart.VerticalBar.Grouped' as const, title: 'Emails', data: [{ legend: 'To', values: [{ x: 'Nov', y: 1 }] }] };

test('everything of the kit is taken, with any name in it', () => {
  for (const name of awkwardNames) assertCard(made(title(name), heading('x'), faint(name), facts([[name, name]]), table(['A', 'B'], [[name, '1']], [2, 1], ['Left', 'Right'])));
});

test('a chart is taken with a fallback only', () => {
  assertCard(made({ ...chart, fallback: text('1 email') }));
  expect(() => assertCard(made(chart))).toThrow('fallback');
});

describe('refused is', () => {
  test('a text that reads Markdown', () => {
    expect(() => assertCard(made({ type: 'TextBlock', text: '**x**' }))).toThrow('body.0.type');
    expect(() => assertCard(made({ type: 'FactSet', facts: [] }))).toThrow('body.0.type');
  });

  test('a property that there is not', () => {
    expect(() => assertCard(made({ ...text('x'), wrap: true } as CardElement))).toThrow('wrap');
  });

  test('an input without a label', () => {
    expect(() => assertCard(made({ type: 'Input.Text', id: 'other' }))).toThrow('label');
  });

  test('a button without a caption, or one that the bot does not understand', () => {
    const pressed = (caption: string, verb: string) => ({ ...made(text('x')), actions: [{ type: 'Action.Execute' as const, title: caption, verb, data: { text: 'help' } }] });
    expect(() => assertCard(pressed('Help', 'question'))).not.toThrow();
    expect(() => assertCard(pressed('', 'question'))).toThrow('title');
    expect(() => assertCard(pressed('Help', 'questions'))).toThrow('questions');
  });

  test('a table with a cell too few', () => {
    expect(() => assertCard(made(table(['A', 'B'], [['1']], [1, 1])))).toThrow('2, 1 cells');
  });

  test('a card that is too large', () => {
    expect(() => assertCard({ ...made(text('x')), body: [text('x'.repeat(40_000))] })).toThrow('bytes');
  });

  test('a card that says nothing', () => {
    expect(() => assertCard(made(text(' ')))).toThrow('says nothing');
  });
});

test('texts are told in reading order, and what buttons ask for', () => {
  const told = card({ lang: 'en', body: [title('A'), facts([['B', 'C']])], actions: [button('D', { verb: 'question', text: 'help' })], fallbackText: 'x' });
  expect(cardTexts(told)).toEqual(['A', 'B', 'C', 'D']);
  expect(cardButtons(told)).toEqual([{ title: 'D', verb: 'question', data: { text: 'help' } }]);
});
