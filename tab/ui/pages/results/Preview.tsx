import { Body1, Button, Caption1, Link, makeStyles, mergeClasses, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useApi } from '../../api/useApi.ts';
import type { ResultTable } from '../../api/contract.ts';
import { Loading } from '../../components/Loading.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { isNumeric, writtenValue, type ResultColumn } from './resultColumns.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  scroller: { overflowX: 'auto', minWidth: 0 },
  table: { minWidth: '1000px' },
  nameHeader: { width: '22%' },
  name: { textAlign: 'left', overflowWrap: 'anywhere' },
  numeric: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  numericHeader: { '& > div': { justifyContent: 'flex-end', textAlign: 'right' } },
});

const columns: readonly ResultColumn[] = ['Name', 'EngagementScore', 'NoOfEmails_ToAccount', 'NoOfEmails_FromAccount', 'NoOfMeetings_ToAccount', 'NoOfMeetings_FromAccount', 'DaysSinceLastEmail', 'DaysSinceLastMeeting', 'EngagementStartDate'];
const rowsShown = 6;

/** The first rows of the results. */
export function Preview({ enrichmentId, publicationId }: { readonly enrichmentId: string; readonly publicationId: string }) {
  const styles = useStyles();
  const texts = useTexts();
  const { text } = texts;
  const navigate = useNavigate();
  const api = useApi();
  const path = `/enrichments/${enrichmentId}/results/query`;
  const query = useQuery({ queryKey: [path, 'preview', publicationId], queryFn: ({ signal }) => api.send<ResultTable>('POST', path, { body: { limit: rowsShown }, signal }) });
  return (
    <Section
      title={text('results.preview.title')}
      action={
        <Button appearance="transparent" onClick={() => void navigate(`/enrichments/${enrichmentId}/table`)}>
          {text('results.preview.more')}
        </Button>
      }
    >
      <QueryView query={query} loading={<Loading heights={[16, 308]} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Body1>{text('results.preview.none')}</Body1>
          ) : (
            <>
              <Caption1 className={styles.quiet}>{text('results.preview.text')}</Caption1>
              <div className={styles.scroller} tabIndex={0} role="group" aria-label={text('results.preview.title')}>
                <Table aria-label={text('results.preview.title')} className={styles.table}>
                  <TableHeader>
                    <TableRow>
                      {columns.map((column) => (
                        <TableHeaderCell key={column} className={mergeClasses(isNumeric(column) && styles.numericHeader, column === 'Name' && styles.nameHeader)}>
                          {text(`words.columns.${column}`)}
                        </TableHeaderCell>
                      ))}
                    </TableRow>
                  </TableHeader>
                  <TableBody>
                    {items.map((row) => (
                      <TableRow key={row.PrimaryKey}>
                        {columns.map((column) => (
                          <TableCell key={column} className={isNumeric(column) ? styles.numeric : ''}>
                            {column === 'Name' ? (
                              <Link as="button" className={styles.name} onClick={() => void navigate(`/customers/${enrichmentId}/${encodeURIComponent(String(row.CustomerId))}`)}>
                                {row.Name}
                              </Link>
                            ) : (
                              writtenValue(row, column, texts)
                            )}
                          </TableCell>
                        ))}
                      </TableRow>
                    ))}
                  </TableBody>
                </Table>
              </div>
            </>
          )
        }
      </QueryView>
    </Section>
  );
}
