const viewKey = 'engagement.customersView';

export type View = 'cards' | 'table';

/** How this person looked at the list last. */
export function readView(): View {
  return localStorage.getItem(viewKey) === 'table' ? 'table' : 'cards';
}

export function writeView(view: View): void {
  localStorage.setItem(viewKey, view);
}
