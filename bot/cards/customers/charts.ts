import type { CardElement, ChartColor } from '@microsoft/teams.cards';
import type { Coverage, PeriodFigures } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';
import type { ChartMonths } from '../cardAction.ts';
import { heading, table } from '../kit.ts';
import { shortMonth } from './wording.ts';

interface Series {
  readonly legend: string;
  readonly color: ChartColor;
  readonly valueOf: (month: PeriodFigures) => number;
}

/** The months that have been read, in part at least: of the others the figures say nothing yet. ISO dates sort as texts. */
export function coveredMonths(months: readonly PeriodFigures[], coverage: Coverage): readonly PeriodFigures[] {
  return months.filter(({ startDate }) => coverage.isComplete || startDate.slice(0, 7) >= coverage.from.slice(0, 7));
}

/** Emails and meetings by month and direction; where the client draws no charts, as tables. */
export function monthlyCharts(texts: Texts, covered: readonly PeriodFigures[], count: ChartMonths): CardElement[] {
  const months = covered.slice(-count);
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return [];
  const range = first === last ? texts.month(first.startDate) : `${texts.month(first.startDate)} – ${texts.month(last.startDate)}`;
  return [
    ...chart(texts, texts.text('customer.chartEmails', { range }), months, [
      { legend: texts.text('customer.fromUs'), color: 'categoricalBlue', valueOf: ({ emailsTo }) => emailsTo },
      { legend: texts.text('customer.fromThem'), color: 'categoricalTeal', valueOf: ({ emailsFrom }) => emailsFrom },
    ]),
    ...chart(texts, texts.text('customer.chartMeetings', { range }), months, [
      { legend: texts.text('customer.fromUs'), color: 'categoricalBlue', valueOf: ({ meetingsTo }) => meetingsTo },
      { legend: texts.text('customer.fromThem'), color: 'categoricalTeal', valueOf: ({ meetingsFrom }) => meetingsFrom },
    ]),
  ];
}

/** The title stands above the chart, too: not every client draws it. */
function chart(texts: Texts, title: string, months: readonly PeriodFigures[], series: readonly Series[]): CardElement[] {
  const headings = [texts.text('customer.month'), ...series.map(({ legend }) => legend)];
  const rows = months.map((month) => [texts.month(month.startDate), ...series.map(({ valueOf }) => texts.number(valueOf(month)))]);
  return [
    heading(title),
    {
      type: 'Chart.VerticalBar.Grouped',
      title,
      showLegend: true,
      stacked: true,
      data: series.map(({ legend, color, valueOf }) => ({ legend, color, values: months.map((month) => ({ x: shortMonth(texts, month.startDate), y: valueOf(month) })) })),
      fallback: table(headings, rows, [2, 2, 2], ['Left', 'Right', 'Right']),
    },
  ];
}
