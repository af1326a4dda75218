import { button, element } from './elements.ts';

export interface Dialog {
  readonly close: () => void;
}

interface DialogOptions {
  readonly title: string;
  readonly closeLabel: string;
  readonly body: readonly Node[];
  /** Left of the button that closes. */
  readonly actions?: readonly Node[];
  readonly isWide?: boolean;
  readonly onClose?: () => void;
}

/** A dialogue over the frame: it keeps the focus, Escape closes it, and it is gone from the page when it is closed. */
export function openDialog({ title, closeLabel, body, actions = [], isWide = false, onClose }: DialogOptions): Dialog {
  const dialog = element('dialog', { 'aria-label': title, class: isWide ? 'wide' : undefined }, element('h2', {}, title), ...body);
  dialog.append(element('div', { class: 'actions' }, ...actions, button(closeLabel, () => dialog.close())));
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClose?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { close: () => dialog.close() };
}
