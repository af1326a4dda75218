import { Caption1, Checkbox, Link, makeStyles, mergeClasses, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens, typographyStyles } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/useApi.ts';
import type { EnrichmentView } from '../../api/contract.ts';
import type { Change } from '../../components/enrichment/possible.ts';
import { StateBadge } from '../../components/enrichment/StateBadge.tsx';
import { nameOf } from '../../components/useChosenEnrichment.ts';
import { useNow } from '../../components/useNow.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { RowMenu } from './RowMenu.tsx';
import { columns, type Column, type Order } from './sortEnrichments.ts';

const narrow = '@media (max-width: 760px)';

/** Fluent's room around the content of a cell is wider than what stands in it. */
const flat = { paddingLeft: 0, paddingRight: 0 } as const;

const useStyles = makeStyles({
  surface: { padding: tokens.spacingHorizontalS, borderRadius: tokens.borderRadiusXLarge, backgroundColor: tokens.colorNeutralBackground1, boxShadow: tokens.shadow2, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
  check: { width: '40px', [narrow]: { width: '32px', ...flat } },
  menu: { width: '44px', [narrow]: { width: '32px', ...flat } },
  state: { boxSizing: 'border-box', width: '24%', [narrow]: { width: '42%' } },
  figure: { boxSizing: 'border-box', width: '15%' },
  wide: { [narrow]: { display: 'none' } },
  cell: { paddingTop: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalS },
  stack: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  name: { ...typographyStyles.body1Strong, overflowWrap: 'break-word', maxWidth: '100%', textAlign: 'left' },
  quiet: { color: tokens.colorNeutralForeground2 },
  summary: { display: 'none', color: tokens.colorNeutralForeground2, [narrow]: { display: 'inline' } },
});

interface EnrichmentsTableProps {
  readonly views: readonly EnrichmentView[];
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly selectedIds: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly onChange: (change: Change, views: readonly EnrichmentView[]) => void;
}

/** Where it is narrow, the figures stand below the name. */
export function EnrichmentsTable({ views, order, onOrder, selectedIds, onSelect, onChange }: EnrichmentsTableProps) {
  const styles = useStyles();
  const { text, percent, instant, relative } = useTexts();
  const now = useNow();
  const navigate = useNavigate();
  const mayEdit = useMay('editEnrichments');
  const selectedHere = views.filter(({ enrichment }) => selectedIds.has(enrichment.id)).length;
  const classOf: Readonly<Record<Column, string>> = { name: '', state: styles.state, enriched: mergeClasses(styles.figure, styles.wide), refreshed: mergeClasses(styles.figure, styles.wide), next: mergeClasses(styles.figure, styles.wide) };
  const select = (id: string) => {
    const next = new Set(selectedIds);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  const figuresOf = ({ publication, nextRunAt }: EnrichmentView) => ({
    enriched:
      publication &&
      text('enrichments.enrichedOf', {
        enriched: publication.customersEnriched,
        total: publication.customersTotal,
        share: percent(publication.customersTotal === 0 ? 0 : publication.customersEnriched / publication.customersTotal),
      }),
    refreshed: publication && relative(publication.publishedAt, now),
    next: nextRunAt && (nextRunAt <= now ? text('enrichments.due') : instant(nextRunAt)),
  });
  return (
    <div className={styles.surface}>
      <Table aria-label={text('enrichments.mine')} sortable>
        <TableHeader>
          <TableRow>
            {mayEdit && (
              <TableHeaderCell className={styles.check} sortable={false}>
                <Checkbox
                  aria-label={text('enrichments.selectAll')}
                  checked={selectedHere === 0 ? false : selectedHere === views.length ? true : 'mixed'}
                  onChange={() => onSelect(new Set(selectedHere === views.length ? [] : views.map(({ enrichment }) => enrichment.id)))}
                />
              </TableHeaderCell>
            )}
            {columns.map((column) => (
              <TableHeaderCell
                key={column}
                className={classOf[column]}
                {...(order.column === column && { sortDirection: order.direction })}
                onClick={() => onOrder({ column, direction: order.column === column && order.direction === 'ascending' ? 'descending' : 'ascending' })}
              >
                {text(`enrichments.columns.${column}`)}
              </TableHeaderCell>
            ))}
            <TableHeaderCell className={styles.menu} sortable={false} aria-hidden />
          </TableRow>
        </TableHeader>
        <TableBody>
          {views.map((view) => {
            const { id } = view.enrichment;
            const name = nameOf(view) ?? text('enrichments.unnamed');
            const { enriched, refreshed, next } = figuresOf(view);
            return (
              <TableRow key={id}>
                {mayEdit && (
                  <TableCell className={styles.check}>
                    <Checkbox aria-label={text('enrichments.selectOne', { name })} checked={selectedIds.has(id)} onChange={() => select(id)} />
                  </TableCell>
                )}
                <TableCell className={styles.cell}>
                  <span className={styles.stack}>
                    <Link as="button" className={styles.name} onClick={() => void navigate(`/enrichments/${id}`)}>
                      {name}
                    </Link>
                    {enriched !== undefined && <Caption1 className={styles.summary}>{enriched}</Caption1>}
                    {refreshed !== undefined && <Caption1 className={styles.summary}>{refreshed}</Caption1>}
                  </span>
                </TableCell>
                <TableCell className={mergeClasses(styles.cell, styles.state)}>
                  <span className={styles.stack}>
                    <StateBadge state={view.state} />
                    <NextStep view={view} />
                  </span>
                </TableCell>
                <TableCell className={classOf.enriched}>{enriched ?? text('enrichments.none')}</TableCell>
                <TableCell className={classOf.refreshed}>{view.publication === undefined ? text('enrichments.none') : <span title={instant(view.publication.publishedAt)}>{refreshed}</span>}</TableCell>
                <TableCell className={classOf.next}>{next ?? text('enrichments.none')}</TableCell>
                <TableCell className={styles.menu}>
                  <RowMenu view={view} name={name} onChange={(change) => onChange(change, [view])} />
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </div>
  );
}

/** What somebody has to do before the enrichment can go on; a link for those who may. */
function NextStep({ view: { enrichment, state, consent } }: { readonly view: EnrichmentView }) {
  const styles = useStyles();
  const { text } = useTexts();
  const navigate = useNavigate();
  const mayEdit = useMay('editEnrichments');
  const mayAnswer = useMay('answerConsent');
  const link = (key: 'draft' | 'awaitingConsent' | 'declined', path: string) => (
    <Link as="button" onClick={() => void navigate(path)}>
      <Caption1>{text(`enrichments.next.${key}`)}</Caption1>
    </Link>
  );
  if (state === 'draft' && mayEdit) return link('draft', `/enrichments/${enrichment.id}/edit`);
  if (state === 'declined' && mayEdit) return link('declined', `/enrichments/${enrichment.id}`);
  if (state !== 'awaitingConsent') return null;
  if (mayAnswer && consent?.status === 'requested') return link('awaitingConsent', `/enrichments/consents/${consent.id}`);
  return <Caption1 className={styles.quiet}>{text('enrichments.next.awaitingConsentOthers')}</Caption1>;
}
