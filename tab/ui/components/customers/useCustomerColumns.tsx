import { makeStyles, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { RankedCustomer } from '../../api/contract.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import type { PagedColumn } from '../PagedTable.tsx';
import { ScoreChange } from './ScoreChange.tsx';

const useStyles = makeStyles({
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The columns of a list of customers; their ids, that of the rank excepted, are those by which the service sorts. */
export function useCustomerColumns({ isSortable }: { readonly isSortable: boolean }): readonly PagedColumn<RankedCustomer>[] {
  const styles = useStyles();
  const { text, number } = useTexts();
  return useMemo(() => {
    const days = (value: number | undefined) => (value === undefined ? <span className={styles.quiet}>{text('customers.never')}</span> : number(value));
    return [
      { id: 'name', label: text('customers.columns.name'), widthPixels: 200, isSortable, cell: ({ name }) => <span className={styles.name}>{name}</span> },
      { id: 'rank', label: text('customers.columns.rank'), widthPixels: 72, isNumeric: true, cell: ({ rank }) => number(rank) },
      { id: 'score', label: text('customers.columns.score'), widthPixels: 88, isNumeric: true, isSortable, cell: ({ score }) => number(score) },
      { id: 'scoreChange', label: text('customers.columns.scoreChange'), widthPixels: 104, isNumeric: true, isSortable, cell: ({ scoreChange }) => (scoreChange === undefined ? '–' : <ScoreChange change={scoreChange} />) },
      { id: 'emails', label: text('customers.columns.emails'), widthPixels: 96, isNumeric: true, isSortable, cell: ({ emails }) => number(emails) },
      { id: 'meetings', label: text('customers.columns.meetings'), widthPixels: 104, isNumeric: true, isSortable, cell: ({ meetings }) => number(meetings) },
      { id: 'daysSinceLastEmail', label: text('customers.columns.daysSinceLastEmail'), widthPixels: 124, isNumeric: true, isSortable, cell: ({ daysSinceLastEmail }) => days(daysSinceLastEmail) },
      { id: 'daysSinceLastMeeting', label: text('customers.columns.daysSinceLastMeeting'), widthPixels: 124, isNumeric: true, isSortable, cell: ({ daysSinceLastMeeting }) => days(daysSinceLastMeeting) },
    ];
  }, [styles, text, number, isSortable]);
}
