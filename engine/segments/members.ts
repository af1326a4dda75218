import type { Readable } from 'node:stream';
import type { RankedCustomer } from '../insights/customers.ts';
import type { OpenInsights } from '../insights/insights.ts';
import type { Selection } from '../insights/selection.ts';
import type { ExportFormat } from '../insights/temporaryExport.ts';
import type { Page, Paged } from '../model/page.ts';
import type { SegmentDefinition } from '../model/segment.ts';
import { compileCondition } from './compileCondition.ts';

type Unnamed = Omit<SegmentDefinition, 'name'>;

/** How many accounts are members. Throws `conditionUnusable`, as the others do. */
export async function countMembers(insights: OpenInsights, definition: Unnamed): Promise<number> {
  return insights.countSelected(selectionOf(definition));
}

/** Members in ranking order. */
export async function members(insights: OpenInsights, definition: Unnamed, page: Page): Promise<Paged<RankedCustomer>> {
  return insights.customers({ ...selectionOf(definition), sorting: { column: 'score', direction: 'descending' }, page });
}

/** Members in ranking order as a file, written into `folder` and gone with the stream: name, rank, and the columns of their Year rows. */
export async function exportMembers(insights: OpenInsights, definition: Unnamed, format: ExportFormat, folder: string): Promise<Readable> {
  return insights.exportSelected(selectionOf(definition), format, folder);
}

function selectionOf({ level, condition }: Unnamed): Selection {
  return { level, predicate: compileCondition(condition) };
}
