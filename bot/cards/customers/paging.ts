import type { IExecuteAction } from '@microsoft/teams.cards';
import type { Texts } from '../../texts/texts.ts';
import type { CardAction } from '../cardAction.ts';
import { button } from '../kit.ts';

/** Customers on a card. */
export const pageSize = 10;

export interface ShownPage {
  readonly offset: number;
  readonly total: number;
}

export function isPaged({ offset, total }: ShownPage): boolean {
  return total > pageSize || offset > 0;
}

/** `11–20 of 136`. */
export function pageLine(texts: Texts, { offset, total }: ShownPage, shown: number): string {
  return texts.text('customer.ranking.page', { from: Math.min(offset + 1, total), to: offset + shown, total });
}

export function pageButtons(texts: Texts, { offset, total }: ShownPage, actionAt: (offset: number) => CardAction): IExecuteAction[] {
  return [
    ...(offset > 0 ? [button(texts.text('customer.buttons.previous'), actionAt(Math.max(0, Math.min(offset, total) - pageSize)))] : []),
    ...(offset + pageSize < total ? [button(texts.text('customer.buttons.next'), actionAt(offset + pageSize))] : []),
  ];
}
