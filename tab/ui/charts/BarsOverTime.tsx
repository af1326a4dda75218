import { lazy } from 'react';
import { useTexts } from '../texts/TextsContext.ts';
import { ChartFrame } from './ChartFrame.tsx';
import { sideColors, type Side } from './chartColors.ts';

export interface BarsOverTimeProps {
  readonly title: string;
  /** Months or weeks, the oldest first. `label`: what stands below the bar; `name`: what it is called in full, default the day of `isoDate`. */
  readonly points: readonly { readonly isoDate: string; readonly label: string; readonly name?: string }[];
  /** What each bar is stacked of, with one value a point. */
  readonly series: readonly { readonly name: string; readonly side: Side; readonly values: readonly number[] }[];
  /** What the axis reaches at least, so that charts beside each other can be compared. */
  readonly valueMax?: number;
}

/** Fluent's charts are large: they come after the figures beside them. */
const StackedBars = lazy(() => import('./StackedBars.tsx'));

/** Counts over time by side, as stacked bars. */
export function BarsOverTime(props: BarsOverTimeProps) {
  const { text, day } = useTexts();
  const { title, points, series } = props;
  return (
    <ChartFrame
      title={title}
      legend={series.map(({ name, side }) => ({ name, color: sideColors[side] }))}
      table={{ columns: [text('charts.period'), ...series.map(({ name }) => name)], rows: points.map(({ isoDate, name }, place) => [name ?? day(isoDate), ...series.map(({ values }) => values[place] ?? 0)]) }}
    >
      {(widthPixels) => <StackedBars {...props} widthPixels={widthPixels} />}
    </ChartFrame>
  );
}
