import type { IColumn, IColumnSet, IRichTextBlock } from '@microsoft/teams.cards';
import type { Texts } from '../../texts/texts.ts';
import type { CardAction } from '../cardAction.ts';
import { faint, marked, text } from '../kit.ts';
import { shownName } from './wording.ts';

export interface ListRow {
  readonly name: string;
  /** Before the name, such as a rank. */
  readonly lead?: string;
  readonly detail: string;
  /** At the end of the line. */
  readonly value?: string;
  /** Below the value: how much it grew or fell. */
  readonly change?: number;
  /** What a tap on the row asks for. */
  readonly action: CardAction;
}

const leadWidth = '28px';

/** What the parts of the entries below are. */
export function listHead({ lead, name, value }: { readonly lead: string; readonly name: string; readonly value: string }): IColumnSet {
  return {
    type: 'ColumnSet',
    spacing: 'Medium',
    columns: [
      { type: 'Column', width: leadWidth, items: [faint(lead)] },
      { type: 'Column', width: 'stretch', items: [faint(name)] },
      { type: 'Column', width: 'auto', items: [faint(value)] },
    ],
  };
}

/** An entry of a list, which opens by a tap; made of columns, so that name and figures have room on a telephone, too. */
export function listRow(texts: Texts, { name, lead, detail, value, change, action: { verb, ...data } }: ListRow): IColumnSet {
  const called = shownName(texts, name);
  const leading: IColumn[] = lead === undefined ? [] : [{ type: 'Column', width: leadWidth, items: [text(lead, { isSubtle: true })] }];
  const trailing: IColumn[] = value === undefined ? [] : [{ type: 'Column', width: 'auto', items: [text(value, { weight: 'Bolder' }, { horizontalAlignment: 'Right' }), ...changeOf(texts, change)] }];
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    separator: true,
    selectAction: { type: 'Action.Execute', title: texts.text('customer.buttons.show', { name: called }), verb, data },
    columns: [
      ...leading,
      { type: 'Column', width: 'stretch', items: [text(called, { weight: 'Bolder' }), { ...faint(detail), spacing: 'None' }] },
      ...trailing,
    ],
  };
}

function changeOf(texts: Texts, change: number | undefined): IRichTextBlock[] {
  if (change === undefined || change === 0) return [];
  const [mark, color] = change > 0 ? (['▲', 'Good'] as const) : (['▼', 'Attention'] as const);
  return [marked(mark, color, texts.change(change), { size: 'Small' }, { horizontalAlignment: 'Right', spacing: 'None' })];
}

/** A customer's card, as it is shown first. */
export function showCustomer(enrichmentId: string, customerId: string): CardAction {
  return { verb: 'customer.show', enrichmentId, customerId, months: 12 };
}
