import type { CardElement, IColumn, IContainer } from '@microsoft/teams.cards';
import type { Mover } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';
import { faint, table, text, title } from '../kit.ts';

export type Mood = NonNullable<IContainer['style']>;

/** What has happened, in a word, above what it has happened to; coloured by the host's theme. */
export function banner(mood: Mood, state: string, name: string, details: string): CardElement {
  return { type: 'Container', style: mood, bleed: true, items: [text(state, { weight: 'Bolder', size: 'Small' }), { ...title(name), spacing: 'Small' }, faint(details)] };
}

export interface Metric {
  readonly value: string;
  readonly label: string;
}

/** Big numbers, two beside each other: so they have room in a narrow chat as well. */
export function metrics(all: readonly Metric[]): CardElement[] {
  const rows = Array.from({ length: Math.ceil(all.length / 2) }, (_, row) => all.slice(2 * row, 2 * row + 2));
  return rows.map((pair) => ({ type: 'ColumnSet', spacing: 'Medium', columns: pair.map(metricColumn) }));
}

function metricColumn({ value, label }: Metric): IColumn {
  return { type: 'Column', width: 'stretch', items: [text(value, { size: 'ExtraLarge', weight: 'Bolder' }), { ...faint(label), spacing: 'None' }] };
}

/** Accounts that rose and fell the most, each in a table of its own; of none, nothing. */
export function moversTables(texts: Texts, { up, down }: { readonly up: readonly Mover[]; readonly down: readonly Mover[] }): CardElement[] {
  const lists = [
    { heading: texts.text('notices.biggestRises'), movers: up },
    { heading: texts.text('notices.biggestFalls'), movers: down },
  ];
  return lists
    .filter(({ movers }) => movers.length > 0)
    .map(({ heading, movers }) => ({
      ...table(
        [heading, texts.text('notices.score'), texts.text('notices.change')],
        movers.map(({ name, score, scoreChange }) => [name, texts.number(score), texts.change(scoreChange)]),
        [5, 2, 2],
        ['Left', 'Right', 'Right'],
      ),
      spacing: 'Large',
    }));
}

/** A day and time in the enrichment's zone; in that of nobody, where the zone has gone with the enrichment. */
export function localInstant(texts: Texts, at: number, timeZone: string | undefined): string {
  return timeZone === undefined ? `${texts.instant(at, 'utc')} UTC` : texts.instant(at, timeZone);
}

/** Opens something outside of the chat, where the installation has it. */
export function openButton(texts: Texts, url: string | undefined) {
  return url === undefined ? [] : [{ type: 'Action.OpenUrl' as const, title: texts.text('notices.openInTab'), url }];
}
