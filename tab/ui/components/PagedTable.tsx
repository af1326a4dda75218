import { Button, Caption1, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { ArrowDown16Regular, ArrowUp16Regular } from '@fluentui/react-icons';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTexts } from '../texts/TextsContext.ts';
import { FailureMessage } from './FailureMessage.tsx';
import { usePages, type LoadRows } from './usePages.ts';

const rowHeightPixels = 44;
/** Two lines of a label. */
const headerHeightPixels = 52;
/** Rows that stand in while it is not known how many there are. */
const rowsWhileLoading = 8;
/** Rows above and below those in sight, so that the pages around are loaded before they come into sight. */
const overscan = 12;

const useStyles = makeStyles({
  table: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  scroller: { position: 'relative', overflow: 'auto', maxHeight: 'max(360px, 70vh)', overscrollBehaviorX: 'contain', border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground1 },
  row: { display: 'grid', alignItems: 'stretch', boxSizing: 'border-box', backgroundColor: tokens.colorNeutralBackground1, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  header: { position: 'sticky', top: 0, zIndex: 2 },
  headerRow: { height: `${headerHeightPixels}px` },
  item: { position: 'absolute', top: 0, left: 0, width: '100%', height: `${rowHeightPixels}px` },
  opens: {
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground4 },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`, outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`, zIndex: 1 },
  },
  cell: { display: 'flex', alignItems: 'center', boxSizing: 'border-box', minWidth: 0, padding: `0 ${tokens.spacingHorizontalM}`, backgroundColor: 'inherit' },
  content: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  numeric: { justifyContent: 'flex-end', textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  first: { position: 'sticky', left: 0, zIndex: 1, boxShadow: `1px 0 0 ${tokens.colorNeutralStroke2}` },
  label: { ...typographyStyles.caption1Strong, color: tokens.colorNeutralForeground2 },
  sort: { ...typographyStyles.caption1Strong, minWidth: 0, margin: `0 calc(-1 * ${tokens.spacingHorizontalXS})`, padding: tokens.spacingHorizontalXS, textAlign: 'inherit', color: tokens.colorNeutralForeground2 },
  sorted: { color: tokens.colorNeutralForeground1 },
  outdated: { opacity: 0.6 },
  pending: { width: '60%', height: '12px', borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralStencil1 },
  count: { color: tokens.colorNeutralForeground2 },
});

export interface Sorting {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

export interface PagedColumn<Row> {
  readonly id: string;
  readonly label: string;
  /** The least; columns share what is left. */
  readonly widthPixels: number;
  readonly isNumeric?: boolean;
  readonly isSortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface PagedTableProps<Row> {
  readonly label: string;
  /** The first stays in sight when the others are scrolled sideways. */
  readonly columns: readonly PagedColumn<Row>[];
  /** Everything that the rows depend on; begins with the path that they come from. */
  readonly queryKey: readonly unknown[];
  readonly load: LoadRows<Row>;
  readonly sorting?: Sorting;
  readonly onSort?: (sorting: Sorting) => void;
  readonly rowKey: (row: Row) => string;
  /** By click or Enter. */
  readonly onOpen?: (row: Row) => void;
  /** In place of the table where there are no rows. */
  readonly empty: ReactNode;
}

/** A table of any length: rows are asked for by pages as one scrolls, and only those in sight are drawn. */
export function PagedTable<Row>({ label, columns, queryKey, load, sorting, onSort, rowKey, onOpen, empty }: PagedTableProps<Row>) {
  const styles = useStyles();
  const { text } = useTexts();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [count, setCount] = useState(rowsWhileLoading);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPixels,
    overscan,
    scrollMargin: headerHeightPixels,
    scrollPaddingStart: headerHeightPixels,
    // The row that has the focus stays where it is, however far somebody scrolls away from it.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), Math.min(active, range.count - 1)])].sort((a, b) => a - b),
    // React warns of synchronous updates while it draws.
    useFlushSync: false,
  });
  const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  const { total, rowAt, isOutdated, error, retry } = usePages(queryKey, load, { first: Math.max(0, startIndex - overscan), last: Math.min(count - 1, endIndex + overscan) });
  if (total !== undefined && total !== count) setCount(total);

  const question = JSON.stringify(queryKey);
  useEffect(() => {
    setActive(0);
    scroller.current?.scrollTo({ top: 0 });
  }, [question]);

  const moveTo = (index: number) => {
    setActive(index);
    virtualizer.scrollToIndex(index);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true }));
  };
  const onKeyDown = (event: KeyboardEvent, index: number, row: Row | undefined) => {
    if (event.target !== event.currentTarget) return;
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + 10, PageUp: index - 10, Home: 0, End: count - 1 }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      moveTo(Math.min(Math.max(target, 0), count - 1));
    } else if (event.key === 'Enter' && row !== undefined) onOpen?.(row);
  };

  if (error !== null && total === undefined) return <FailureMessage error={error} onRetry={retry} />;
  if (total === 0) return <>{empty}</>;
  // On a phone the first column leaves room for the others.
  const widths = columns.map(({ widthPixels }, place) => (place === 0 ? `min(${widthPixels}px, 45vw)` : `${widthPixels}px`));
  const gridTemplateColumns = columns.map(({ widthPixels }, place) => `minmax(${widths[place]}, ${widthPixels}fr)`).join(' ');
  const minWidth = `calc(${widths.join(' + ')})`;
  const cellClass = (place: number, isNumeric: boolean | undefined) => mergeClasses(styles.cell, isNumeric === true && styles.numeric, place === 0 && styles.first);
  return (
    <div className={styles.table}>
      {error !== null && <FailureMessage error={error} onRetry={retry} />}
      <div
        ref={scroller}
        className={styles.scroller}
        role={onOpen === undefined ? 'table' : 'grid'}
        aria-label={label}
        aria-rowcount={total === undefined ? -1 : total + 1}
        aria-busy={total === undefined || isOutdated}
        // Where rows take no focus, the keyboard scrolls the table itself.
        {...(onOpen === undefined && { tabIndex: 0 })}
      >
        <div role="rowgroup" className={styles.header} style={{ minWidth }}>
          <div role="row" aria-rowindex={1} className={mergeClasses(styles.row, styles.headerRow)} style={{ gridTemplateColumns }}>
            {columns.map((column, place) => (
              <div key={column.id} role="columnheader" className={cellClass(place, column.isNumeric)} {...(sorting?.column === column.id && { 'aria-sort': sorting.direction })}>
                {column.isSortable === true && onSort !== undefined ? <SortButton column={column} sorting={sorting} onSort={onSort} /> : <span className={styles.label}>{column.label}</span>}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={mergeClasses(isOutdated && styles.outdated)} style={{ position: 'relative', minWidth, height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rowAt(index);
            return (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                data-index={index}
                className={mergeClasses(styles.row, styles.item, onOpen !== undefined && styles.opens)}
                style={{ gridTemplateColumns, transform: `translateY(${start - headerHeightPixels}px)` }}
                {...(onOpen !== undefined && {
                  tabIndex: index === active ? 0 : -1,
                  onFocus: () => setActive(index),
                  onKeyDown: (event: KeyboardEvent) => onKeyDown(event, index, row),
                  onClick: () => row !== undefined && onOpen(row),
                })}
              >
                <Fragment key={row === undefined ? '' : rowKey(row)}>
                  {columns.map((column, place) => (
                    <div key={column.id} role={onOpen === undefined ? 'cell' : 'gridcell'} className={cellClass(place, column.isNumeric)}>
                      {row === undefined ? <span className={styles.pending} /> : <span className={styles.content}>{column.cell(row)}</span>}
                    </div>
                  ))}
                </Fragment>
              </div>
            );
          })}
        </div>
      </div>
      <Caption1 role="status" className={styles.count}>
        {total === undefined ? text('table.loading') : text('table.rows', { count: total })}
      </Caption1>
    </div>
  );
}

function SortButton<Row>({ column: { id, label, isNumeric }, sorting, onSort }: { readonly column: PagedColumn<Row>; readonly sorting: Sorting | undefined; readonly onSort: (sorting: Sorting) => void }) {
  const styles = useStyles();
  const isSorted = sorting?.column === id;
  // What is large is looked for first; names from A on.
  const first = isNumeric === true ? 'descending' : 'ascending';
  const other = sorting?.direction === 'ascending' ? 'descending' : 'ascending';
  return (
    <Button
      appearance="transparent"
      size="small"
      className={mergeClasses(styles.sort, isSorted && styles.sorted)}
      iconPosition="after"
      {...(isSorted && { icon: sorting.direction === 'ascending' ? <ArrowUp16Regular /> : <ArrowDown16Regular /> })}
      onClick={() => onSort({ column: id, direction: isSorted ? other : first })}
    >
      {label}
    </Button>
  );
}
