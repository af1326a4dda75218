import { expect, test } from 'vitest';
import type { EnrichmentView } from '../../api/contract.ts';
import { foundAndSorted, type Order } from './sortEnrichments.ts';

const view = (name: string, state: EnrichmentView['state'], customersEnriched?: number) =>
  ({ enrichment: { draft: { name } }, state, ...(customersEnriched !== undefined && { publication: { customersEnriched } }) }) as EnrichmentView;
const views = [view('Sales EMEA', 'ready', 12), view('Support', 'declined'), view('sales APAC', 'running', 40)];
const names = (text: string, order: Order) => foundAndSorted(views, text, order).map(({ enrichment }) => enrichment.draft?.name);

test('a search finds parts of names, whatever their case', () => {
  expect(names(' SALES', { column: 'name', direction: 'ascending' })).toEqual(['sales APAC', 'Sales EMEA']);
});

test('what has no value comes last in both directions', () => {
  expect(names('', { column: 'enriched', direction: 'descending' })).toEqual(['sales APAC', 'Sales EMEA', 'Support']);
  expect(names('', { column: 'enriched', direction: 'ascending' })).toEqual(['Sales EMEA', 'sales APAC', 'Support']);
});

test('by state, what needs somebody comes first', () => {
  expect(names('', { column: 'state', direction: 'ascending' })).toEqual(['Support', 'sales APAC', 'Sales EMEA']);
});
