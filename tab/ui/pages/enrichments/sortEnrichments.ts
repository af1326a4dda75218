import type { EnrichmentView } from '../../api/contract.ts';
import { nameOf } from '../../components/useChosenEnrichment.ts';

export const columns = ['name', 'state', 'enriched', 'refreshed', 'next'] as const;
export type Column = (typeof columns)[number];

export interface Order {
  readonly column: Column;
  readonly direction: 'ascending' | 'descending';
}

/** What needs somebody comes first. */
const states: readonly EnrichmentView['state'][] = ['declined', 'awaitingConsent', 'draft', 'running', 'scheduled', 'ready', 'inactive'];

/** Those whose name has the text in it, sorted; what has no value in the column comes last in both directions. */
export function foundAndSorted(views: readonly EnrichmentView[], text: string, { column, direction }: Order): readonly EnrichmentView[] {
  const wanted = text.trim().toLocaleLowerCase();
  const sign = direction === 'ascending' ? 1 : -1;
  return views
    .filter((view) => (nameOf(view) ?? '').toLocaleLowerCase().includes(wanted))
    .map((view) => ({ view, value: valueOf(view, column) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined) return Number(a.value === undefined) - Number(b.value === undefined);
      return sign * (typeof a.value === 'string' ? a.value.localeCompare(String(b.value)) : a.value - Number(b.value));
    })
    .map(({ view }) => view);
}

function valueOf(view: EnrichmentView, column: Column): string | number | undefined {
  if (column === 'name') return nameOf(view);
  if (column === 'state') return states.indexOf(view.state);
  if (column === 'enriched') return view.publication?.customersEnriched;
  return column === 'refreshed' ? view.publication?.publishedAt : view.nextRunAt;
}
