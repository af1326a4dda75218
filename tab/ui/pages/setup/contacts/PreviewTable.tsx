import { Body1, Caption1Strong, makeStyles, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import type { ContactPreview } from '../../../api/contract.ts';
import { useTexts } from '../../../texts/TextsContext.ts';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  region: { overflowX: 'auto', border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` } },
  table: { tableLayout: 'auto', width: 'max-content', minWidth: '100%' },
  head: { fontWeight: tokens.fontWeightSemibold, whiteSpace: 'nowrap' },
  cell: { whiteSpace: 'nowrap', maxWidth: '240px', overflow: 'hidden', textOverflow: 'ellipsis' },
});

const rowsShown = 5;

/** The first rows of a file, so that one sees whether it is the right one. */
export function PreviewTable({ file: { name, columns, rows } }: { readonly file: ContactPreview['files'][number] }) {
  const styles = useStyles();
  const { text } = useTexts();
  const label = text(`setup.contacts.previewOf.${name}`);
  return (
    <div className={styles.part}>
      <Caption1Strong>{label}</Caption1Strong>
      {rows.length === 0 && <Body1>{text('setup.contacts.previewEmpty')}</Body1>}
      <div className={styles.region} role="region" aria-label={label} tabIndex={0}>
        <Table size="small" className={styles.table} aria-label={label}>
          <TableHeader>
            <TableRow>
              {columns.map((column, place) => (
                <TableHeaderCell key={place} className={styles.head}>
                  {column}
                </TableHeaderCell>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.slice(0, rowsShown).map((row, rowPlace) => (
              <TableRow key={rowPlace}>
                {columns.map((_column, place) => (
                  <TableCell key={place} className={styles.cell}>
                    {row[place]}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </div>
  );
}
