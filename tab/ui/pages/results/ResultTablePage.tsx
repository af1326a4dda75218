import { Body1, Button, Dropdown, makeStyles, Menu, MenuItemCheckbox, MenuList, MenuPopover, MenuTrigger, Option, SearchBox, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular, ColumnEditRegular, FilterFilled, FilterRegular, SearchRegular, TableRegular } from '@fluentui/react-icons';
import { useDeferredValue, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useApi, useEnrichment } from '../../api/useApi.ts';
import type { ResultRow, ResultTable } from '../../api/contract.ts';
import { isUsable } from '../../components/conditions/conditionTree.ts';
import { ConditionEditor, type ConditionEditorProps } from '../../components/conditions/ConditionEditor.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FreshnessLine } from '../../components/FreshnessLine.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { PagedTable, type Sorting } from '../../components/PagedTable.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { nameOf } from '../../components/useChosenEnrichment.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { isNumeric, resultColumns, widthPixelsOf, writtenValue, type ResultColumn } from './resultColumns.ts';

type Level = ConditionEditorProps['level'];
type Condition = ConditionEditorProps['condition'];

const levels: readonly Level[] = ['Year', 'Month', 'Week'];
/** Keys for machines: there when they are asked for. */
const hiddenAtFirst: readonly ResultColumn[] = ['AggregationLevel', 'CustomerId', 'PrimaryKey'];

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  search: { flexGrow: 1, minWidth: '200px', maxWidth: '320px' },
  level: { minWidth: '120px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** All results of an enrichment: every column, sorted and filtered on the server. */
export default function ResultTablePage() {
  const { enrichmentId = '' } = useParams();
  const { text } = useTexts();
  const query = useEnrichment(enrichmentId);
  const name = query.data && (nameOf(query.data) ?? text('results.titleUnnamed'));
  return (
    <Page
      title={text('results.table.title', { name: name ?? '' })}
      description={text('results.table.text')}
      crumbs={[
        { label: text('enrichments.title'), path: '/enrichments?view=mine' },
        ...(name === undefined ? [] : [{ label: name, path: `/enrichments/${enrichmentId}` }]),
      ]}
    >
      <QueryView query={query} loading={<Loading heights={[32, 480]} />}>
        {({ publication }) =>
          publication === undefined ? (
            <NoResults enrichmentId={enrichmentId} />
          ) : (
            <>
              <FreshnessLine publication={publication} coverage={publication.coverage} />
              <Results enrichmentId={enrichmentId} publicationId={publication.id} />
            </>
          )
        }
      </QueryView>
    </Page>
  );
}

function NoResults({ enrichmentId }: { readonly enrichmentId: string }) {
  const { text } = useTexts();
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={<TableRegular />}
      title={text('results.nothing.title')}
      text={text('results.nothing.scheduled')}
      action={
        <Button icon={<ArrowLeftRegular />} onClick={() => void navigate(`/enrichments/${enrichmentId}`)}>
          {text('shell.back')}
        </Button>
      }
    />
  );
}

function Results({ enrichmentId, publicationId }: { readonly enrichmentId: string; readonly publicationId: string }) {
  const styles = useStyles();
  const texts = useTexts();
  const { text } = texts;
  const navigate = useNavigate();
  const api = useApi();
  const [level, setLevel] = useState<Level>('Year');
  const [search, setSearch] = useState('');
  const [isFilterShown, setFilterShown] = useState(false);
  const [condition, setCondition] = useState<Condition>();
  const [sorting, setSorting] = useState<Sorting>({ column: 'EngagementScore', direction: 'descending' });
  const [shown, setShown] = useState<readonly ResultColumn[]>(resultColumns.filter((column) => !hiddenAtFirst.includes(column)));
  const deferredSearch = useDeferredValue(search.trim());
  const isConditionUsable = condition === undefined || isUsable(condition);
  const applied = condition !== undefined && isConditionUsable ? condition : undefined;
  const wanted = { level, sort: sorting.column, direction: sorting.direction, ...(deferredSearch !== '' && { text: deferredSearch }), ...(applied !== undefined && { condition: applied }) };
  const isNarrowed = deferredSearch !== '' || applied !== undefined;
  const path = `/enrichments/${enrichmentId}/results/query`;
  const showAll = () => {
    setSearch('');
    setCondition(undefined);
  };
  return (
    <Section title={text('results.table.label', { level: text(`words.levels.${level}`) })}>
      <div className={styles.bar} role="search">
        <SearchBox className={styles.search} aria-label={text('results.table.search')} placeholder={text('results.table.search')} value={search} onChange={(_event, { value }) => setSearch(value)} />
        <Dropdown
          className={styles.level}
          aria-label={text('results.table.level')}
          value={text(`words.levels.${level}`)}
          selectedOptions={[level]}
          onOptionSelect={(_event, { optionValue }) => setLevel(levels.find((name) => name === optionValue) ?? level)}
        >
          {levels.map((name) => (
            <Option key={name} value={name}>
              {text(`words.levels.${name}`)}
            </Option>
          ))}
        </Dropdown>
        <Button icon={applied === undefined ? <FilterRegular /> : <FilterFilled />} aria-expanded={isFilterShown} onClick={() => setFilterShown(!isFilterShown)}>
          {text(applied === undefined ? 'results.table.filter' : 'results.table.filterOn')}
        </Button>
        <Menu checkedValues={{ columns: [...shown] }} onCheckedValueChange={(_event, { checkedItems }) => setShown(resultColumns.filter((column) => column === 'Name' || checkedItems.includes(column)))}>
          <MenuTrigger disableButtonEnhancement>
            <Button icon={<ColumnEditRegular />}>{text('results.table.chooseColumns')}</Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {resultColumns.map((column) => (
                <MenuItemCheckbox key={column} name="columns" value={column} disabled={column === 'Name'}>
                  {text(`words.columns.${column}`)}
                </MenuItemCheckbox>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
      {isFilterShown && (
        <Section
          title={text('results.table.filterTitle')}
          {...(condition !== undefined && { action: <Button appearance="subtle" onClick={() => setCondition(undefined)}>{text('results.table.clearFilter')}</Button> })}
        >
          <ConditionEditor level={level} condition={condition} onChange={setCondition} />
          {!isConditionUsable && <Body1 className={styles.quiet}>{text('results.table.incomplete')}</Body1>}
        </Section>
      )}
      <PagedTable<ResultRow>
        label={text('results.table.label', { level: text(`words.levels.${level}`) })}
        columns={shown.map((column) => ({
          id: column,
          label: text(`words.columns.${column}`),
          widthPixels: widthPixelsOf(column),
          isNumeric: isNumeric(column),
          isSortable: true,
          cell: (row) => writtenValue(row, column, texts),
        }))}
        queryKey={[path, wanted, publicationId]}
        load={(page, signal) => api.send<ResultTable>('POST', path, { body: { ...wanted, ...page }, signal })}
        sorting={sorting}
        onSort={setSorting}
        rowKey={(row) => String(row.PrimaryKey)}
        onOpen={(row) => void navigate(`/customers/${enrichmentId}/${encodeURIComponent(String(row.CustomerId))}`)}
        empty={
          isNarrowed ? (
            <EmptyState icon={<SearchRegular />} title={text('results.table.nothingFound.title')} text={text('results.table.nothingFound.text')} action={<Button onClick={showAll}>{text('results.table.nothingFound.action')}</Button>} />
          ) : (
            <EmptyState icon={<TableRegular />} title={text('results.table.nothing.title')} text={text('results.table.nothing.text')} />
          )
        }
      />
    </Section>
  );
}
