import { makeStyles } from '@fluentui/react-components';
import { DataVizPalette, getColorFromToken, ResponsiveContainer, VerticalStackedBarChart } from '@fluentui/react-charts';
import { useTexts } from '../../texts/TextsContext.ts';
import type { GroupedChart } from './renderCard.ts';

/** What the names of colours on the bot's cards are in Fluent's palette. */
const palette: Readonly<Record<string, string>> = { categoricalBlue: getColorFromToken(DataVizPalette.color6), categoricalTeal: getColorFromToken(DataVizPalette.color3) };

const useStyles = makeStyles({
  // The library would write each word of a legend with a capital letter.
  chart: { height: '240px', width: '100%', '& .fui-legend__text': { textTransform: 'none' } },
});

/** A chart of an Adaptive Card: bars by month, each series upon the one before. */
export function GroupedBars({ chart: { title, data } }: { readonly chart: GroupedChart }) {
  const styles = useStyles();
  const { language } = useTexts();
  const places = data[0]?.values.map(({ x }) => x) ?? [];
  return (
    <div className={styles.chart}>
      <ResponsiveContainer>
        <VerticalStackedBarChart
          chartTitle={title}
          culture={language}
          data={places.map((x, place) => ({
            xAxisPoint: x,
            chartData: data.map(({ legend, color, values }) => ({ legend, data: values[place]?.y ?? 0, color: palette[color ?? ''] ?? getColorFromToken(DataVizPalette.color1) })),
          }))}
          hideLabels
          barWidth="auto"
          barGapMax={2}
          maxBarWidth={24}
          yAxisTickCount={4}
        />
      </ResponsiveContainer>
    </div>
  );
}
