import { VerticalStackedBarChart } from '@fluentui/react-charts';
import { useTexts } from '../texts/TextsContext.ts';
import { chartHeightPixels } from './ChartFrame.tsx';
import { ChartHint } from './ChartHint.tsx';
import type { BarsOverTimeProps } from './BarsOverTime.tsx';
import { sideColors } from './chartColors.ts';
import { labelledPlaces, wholeAxisEnd } from './ticks.ts';

const margins = { top: 8, right: 24, bottom: 28, left: 40 };
const labelWidthPixels = 48;
const tickCount = 4;

/** Fluent's chart, with its words in the reader's language. */
export default function StackedBars({ title, points, series, valueMax = 0, widthPixels }: BarsOverTimeProps & { readonly widthPixels: number }) {
  const { text, day, number } = useTexts();
  const axisWidth = widthPixels - margins.left - margins.right;
  const labelled = labelledPlaces(points.length, axisWidth, labelWidthPixels).flatMap((place) => points[place] ?? []);
  const totals = points.map((_, place) => series.reduce((sum, { values }) => sum + (values[place] ?? 0), 0));
  return (
    <VerticalStackedBarChart
      data={points.map(({ isoDate, name = day(isoDate) }, place) => ({
        xAxisPoint: isoDate,
        xAxisCalloutData: name,
        chartData: series.map(({ name: legend, side, values }) => ({ legend, data: values[place] ?? 0, color: sideColors[side], xAxisCalloutData: isoDate })),
      }))}
      width={widthPixels}
      height={chartHeightPixels}
      margins={margins}
      tickValues={labelled.map(({ isoDate }) => isoDate)}
      xAxis={{ tickText: labelled.map(({ label }) => label) }}
      hideTickOverlap={false}
      barWidth="auto"
      maxBarWidth={32}
      xAxisInnerPadding={0.35}
      xAxisOuterPadding={0.2}
      yAxisTickCount={tickCount}
      yMaxValue={wholeAxisEnd(Math.max(valueMax, ...totals), tickCount)}
      yAxisTickFormat={(value: number) => number(value)}
      hideLegend
      hideLabels
      svgProps={{ role: 'group', 'aria-label': text('charts.barsOf', { title }) }}
      onRenderCalloutPerDataPoint={(point) => {
        const place = points.findIndex(({ isoDate }) => isoDate === point?.xAxisCalloutData);
        const under = points[place];
        if (under === undefined) return null;
        return <ChartHint title={under.name ?? day(under.isoDate)} values={series.map(({ name, side, values }) => ({ name, color: sideColors[side], value: values[place] ?? 0 }))} />;
      }}
    />
  );
}
