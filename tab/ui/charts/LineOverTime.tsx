import { lazy } from 'react';
import { useTexts } from '../texts/TextsContext.ts';
import { ChartFrame } from './ChartFrame.tsx';

export interface LineOverTimeProps {
  readonly title: string;
  /** The oldest first; `at` in milliseconds since the Unix epoch. */
  readonly points: readonly { readonly at: number; readonly value: number }[];
  /** What the values count. */
  readonly valueName: string;
}

/** Fluent's charts are large: they come after the figures beside them. */
const Line = lazy(() => import('./Line.tsx'));

/** A number as it changes over time. */
export function LineOverTime(props: LineOverTimeProps) {
  const { text, instant } = useTexts();
  const { title, points, valueName } = props;
  return (
    <ChartFrame title={title} table={{ columns: [text('charts.at'), valueName], rows: points.map(({ at, value }) => [instant(at), value]) }}>
      {(widthPixels) => <Line {...props} widthPixels={widthPixels} />}
    </ChartFrame>
  );
}
