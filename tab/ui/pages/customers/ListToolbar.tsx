import { Button, CounterBadge, Dropdown, makeStyles, Option, tokens, ToolbarRadioButton, Toolbar, ToolbarRadioGroup, Tooltip } from '@fluentui/react-components';
import { ArrowSortDownRegular, ArrowSortUpRegular, FilterRegular, GridRegular, TableRegular } from '@fluentui/react-icons';
import { CustomerSearch } from '../../components/customers/CustomerSearch.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { firstDirection, sortColumns, type ListState } from './listState.ts';
import type { View } from './listView.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  search: { flex: '1 1 240px', minWidth: 0 },
  sort: { display: 'flex', alignItems: 'center', minWidth: 0 },
  column: { minWidth: '0', width: '190px' },
  views: { padding: 0 },
});

interface ListToolbarProps {
  readonly enrichmentId: string;
  readonly state: ListState;
  readonly view: View;
  readonly onChange: (changed: Partial<ListState>) => void;
  readonly onView: (view: View) => void;
  readonly onFilter: () => void;
  readonly onOpen: (customerId: string) => void;
}

/** Search, sort, filter and view of the list. */
export function ListToolbar({ enrichmentId, state: { sort, direction, filter }, view, onChange, onView, onFilter, onOpen }: ListToolbarProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const turn = text(direction === 'ascending' ? 'customers.ascending' : 'customers.descending');
  return (
    <div className={styles.bar}>
      <div className={styles.search}>
        <CustomerSearch enrichmentId={enrichmentId} label={text('customers.search')} placeholder={text('customers.search')} onChoose={({ customerId }) => onOpen(customerId)} onShowAll={(typed) => onChange({ text: typed })} />
      </div>
      {view === 'cards' && (
        <div className={styles.sort}>
          <Dropdown
            className={styles.column}
            aria-label={text('customers.sort')}
            value={text(`customers.columns.${sort}`)}
            selectedOptions={[sort]}
            onOptionSelect={(_event, { optionValue }) => {
              const column = sortColumns.find((known) => known === optionValue) ?? 'score';
              onChange({ sort: column, direction: firstDirection(column) });
            }}
          >
            {sortColumns.map((column) => (
              <Option key={column} value={column}>
                {text(`customers.columns.${column}`)}
              </Option>
            ))}
          </Dropdown>
          <Tooltip content={turn} relationship="label">
            <Button appearance="subtle" icon={direction === 'ascending' ? <ArrowSortUpRegular /> : <ArrowSortDownRegular />} onClick={() => onChange({ direction: direction === 'ascending' ? 'descending' : 'ascending' })} />
          </Tooltip>
        </div>
      )}
      <Button icon={<FilterRegular />} onClick={onFilter}>
        {text('customers.filter')}
        {filter !== undefined && <CounterBadge count={1} dot color="brand" />}
      </Button>
      <Toolbar className={styles.views} aria-label={text('customers.view')} checkedValues={{ view: [view] }} onCheckedValueChange={(_event, { checkedItems: [chosen] }) => onView(chosen === 'table' ? 'table' : 'cards')}>
        <ToolbarRadioGroup>
          <ToolbarRadioButton name="view" value="cards" icon={<GridRegular />} aria-label={text('customers.asCards')} title={text('customers.asCards')} />
          <ToolbarRadioButton name="view" value="table" icon={<TableRegular />} aria-label={text('customers.asTable')} title={text('customers.asTable')} />
        </ToolbarRadioGroup>
      </Toolbar>
    </div>
  );
}
