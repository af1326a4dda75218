import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { Segment } from '../../api/contract.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { linePoints, trendOf } from './history.ts';

const [width, height, margin] = [96, 28, 3];

const useStyles = makeStyles({
  trend: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  line: { display: 'block', overflow: 'visible', color: tokens.colorBrandForeground1 },
  text: { color: tokens.colorNeutralForeground2 },
});

/** How the number of customers in a segment changed: as a line, and in words. */
export function Trend({ history }: Pick<Segment, 'history'>) {
  const styles = useStyles();
  const points = linePoints(history, width - 2 * margin, height - 2 * margin).map(([x, y]) => [x + margin, y + margin] as const);
  const end = points.at(-1);
  return (
    <div className={styles.trend}>
      {end !== undefined && points.length > 1 && (
        <svg className={styles.line} width={width} height={height} aria-hidden>
          <polyline points={points.map((point) => point.join(',')).join(' ')} fill="none" stroke="currentColor" strokeWidth={2} strokeLinejoin="round" strokeLinecap="round" />
          <circle cx={end[0]} cy={end[1]} r={3} fill="currentColor" />
        </svg>
      )}
      <TrendText history={history} className={styles.text} />
    </div>
  );
}

export function TrendText({ history, className }: Pick<Segment, 'history'> & { readonly className: string }) {
  const { text, change, day } = useTexts();
  const trend = trendOf(history);
  if (trend === undefined) return <Caption1 className={className}>{text('segments.notCounted')}</Caption1>;
  const since = day(localDay(trend.since));
  return <Caption1 className={className}>{trend.change === undefined ? text('segments.firstCounted', { day: since }) : text('segments.changeSince', { change: change(trend.change), day: since })}</Caption1>;
}

/** ISO date of the instant where the reader is. */
function localDay(at: number): string {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
