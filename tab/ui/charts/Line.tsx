import { tokens } from '@fluentui/react-components';
import { LineChart } from '@fluentui/react-charts';
import { useTexts } from '../texts/TextsContext.ts';
import { chartHeightPixels } from './ChartFrame.tsx';
import { ChartHint } from './ChartHint.tsx';
import type { LineOverTimeProps } from './LineOverTime.tsx';
import { labelledPlaces, wholeAxisEnd } from './ticks.ts';

const margins = { top: 8, right: 32, bottom: 28, left: 48 };
const labelWidthPixels = 104;
const tickCount = 4;
const dayMilliseconds = 24 * 3_600_000;
const color = tokens.colorBrandForeground1;

/** Fluent's chart, with its words in the reader's language. */
export default function Line({ title, points, valueName, widthPixels }: LineOverTimeProps & { readonly widthPixels: number }) {
  const { text, day, time, instant, number } = useTexts();
  const isWithinDay = (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0) < dayMilliseconds;
  const labelled = labelledPlaces(points.length, widthPixels - margins.left - margins.right, labelWidthPixels).flatMap((place) => points[place] ?? []);
  return (
    <LineChart
      data={{
        lineChartData: [
          {
            legend: valueName,
            color,
            lineOptions: { strokeWidth: 2 },
            data: points.map(({ at, value }) => ({ x: new Date(at), y: value, xAxisCalloutData: instant(at), yAxisCalloutData: number(value, 2) })),
          },
        ],
      }}
      width={widthPixels}
      height={chartHeightPixels}
      margins={margins}
      tickValues={labelled.map(({ at }) => new Date(at))}
      // Within a day, its date alone would stand there again and again.
      customDateTimeFormatter={(at) => (isWithinDay ? time(at.getTime()) : day(at.toISOString()))}
      hideTickOverlap={false}
      yAxisTickCount={tickCount}
      yMaxValue={wholeAxisEnd(Math.max(...points.map(({ value }) => value)), tickCount)}
      yAxisTickFormat={(value: number) => number(value)}
      hideLegend
      svgProps={{ role: 'group', 'aria-label': text('charts.lineOf', { title }) }}
      onRenderCalloutPerStack={(stack) => {
        const value = stack?.values[0];
        return value === undefined || !(stack?.x instanceof Date) ? null : <ChartHint title={instant(stack.x.getTime())} values={[{ name: valueName, color, value: value.y }]} />;
      }}
    />
  );
}
