import { Button, makeStyles, Skeleton, SkeletonItem, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens, typographyStyles } from '@fluentui/react-components';
import { DataBarVerticalRegular, TableRegular } from '@fluentui/react-icons';
import { Suspense, useId, useState, type ReactNode } from 'react';
import { useTexts } from '../texts/TextsContext.ts';
import { useWidth } from './useWidth.ts';

export const chartHeightPixels = 220;

const useStyles = makeStyles({
  figure: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, margin: 0, minWidth: 0 },
  header: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  title: { ...typographyStyles.body1Strong },
  legend: { display: 'flex', flexWrap: 'wrap', gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalL}`, margin: 0, padding: 0, listStyleType: 'none', ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  legendItem: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  swatch: { width: '12px', height: '12px', borderRadius: tokens.borderRadiusSmall, forcedColorAdjust: 'none' },
  chart: { position: 'relative', height: `${chartHeightPixels}px`, minWidth: 0, overflow: 'hidden' },
  table: { height: `${chartHeightPixels}px`, overflow: 'auto', outlineOffset: `-${tokens.strokeWidthThick}` },
  number: { textAlign: 'right', justifyContent: 'flex-end', fontVariantNumeric: 'tabular-nums' },
  numberHeader: { textAlign: 'right', '& > div': { justifyContent: 'flex-end' } },
  empty: { display: 'flex', alignItems: 'center', justifyContent: 'center', height: '100%', color: tokens.colorNeutralForeground2 },
});

interface ChartFrameProps {
  readonly title: string;
  /** Of several series. */
  readonly legend?: readonly { readonly name: string; readonly color: string }[];
  /** The same values as the chart's, for those who would rather read them. */
  readonly table: { readonly columns: readonly string[]; readonly rows: readonly (readonly [string, ...number[]])[] };
  /** The chart itself, as wide as there is room; it may be loaded lazily. */
  readonly children: (widthPixels: number) => ReactNode;
}

/** What stands around every chart: its title, its legend, and the switch to a table. Chart, table and skeleton are equally high. */
export function ChartFrame({ title, legend = [], table, children }: ChartFrameProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const titleId = useId();
  const [isTable, setTable] = useState(false);
  const [element, widthPixels] = useWidth();
  const isEmpty = table.rows.every(([, ...values]) => values.every((value) => value === 0));
  return (
    <figure className={styles.figure} aria-labelledby={titleId}>
      <figcaption className={styles.header}>
        <span id={titleId} className={styles.title}>
          {title}
        </span>
        <Button
          size="small"
          appearance="subtle"
          icon={isTable ? <DataBarVerticalRegular /> : <TableRegular />}
          aria-label={text(isTable ? 'charts.showChartOf' : 'charts.showTableOf', { title })}
          title={text(isTable ? 'charts.showChart' : 'charts.showTable')}
          onClick={() => setTable(!isTable)}
        />
      </figcaption>
      {legend.length > 0 && (
        <ul className={styles.legend}>
          {legend.map(({ name, color }) => (
            <li key={name} className={styles.legendItem}>
              <span className={styles.swatch} style={{ backgroundColor: color }} aria-hidden />
              {name}
            </li>
          ))}
        </ul>
      )}
      {isTable ? (
        <ValuesTable label={title} {...table} />
      ) : (
        <div ref={element} className={styles.chart}>
          {isEmpty ? <div className={styles.empty}>{text('charts.empty')}</div> : <Suspense fallback={<ChartSkeleton />}>{widthPixels === 0 ? <ChartSkeleton /> : children(widthPixels)}</Suspense>}
        </div>
      )}
    </figure>
  );
}

function ChartSkeleton() {
  const { text } = useTexts();
  return (
    <Skeleton aria-label={text('shell.loading')}>
      <SkeletonItem style={{ height: chartHeightPixels }} />
    </Skeleton>
  );
}

function ValuesTable({ label, columns, rows }: ChartFrameProps['table'] & { readonly label: string }) {
  const styles = useStyles();
  const { number } = useTexts();
  return (
    // It scrolls, so that the keyboard has to reach it.
    <div className={styles.table} tabIndex={0} role="group" aria-label={label}>
      <Table size="extra-small" aria-label={label}>
        <TableHeader>
          <TableRow>
            {columns.map((column, place) => (
              <TableHeaderCell key={column} className={place === 0 ? '' : styles.numberHeader}>
                {column}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map(([name, ...values], row) => (
            <TableRow key={row}>
              <TableHeaderCell scope="row">{name}</TableHeaderCell>
              {values.map((value, place) => (
                <TableCell key={place} className={styles.number}>
                  {number(value, 2)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
