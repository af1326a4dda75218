import { element } from './elements.ts';

/** Shares of the width, in percent. */
const least = 20;
const most = 70;
const step = 5;

/** The line between two panes, to be moved with pointer or arrow keys; it sets `--chat-width` of the container. */
export function splitter(container: HTMLElement, label: string): HTMLElement {
  const line = element('div', { class: 'splitter', role: 'separator', tabindex: '0', 'aria-orientation': 'vertical', 'aria-label': label, 'aria-valuemin': String(least), 'aria-valuemax': String(most) });
  let percent = 0;
  const set = (wanted: number): void => {
    percent = Math.min(most, Math.max(least, Math.round(wanted)));
    line.setAttribute('aria-valuenow', String(percent));
    container.style.setProperty('--chat-width', `${percent}%`);
  };
  set(40);
  line.addEventListener('keydown', (event) => {
    const wanted = { ArrowLeft: percent - step, ArrowRight: percent + step, Home: least, End: most }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    set(wanted);
  });
  line.addEventListener('pointerdown', (event) => {
    line.setPointerCapture(event.pointerId);
    container.classList.add('resizing');
  });
  line.addEventListener('pointermove', (event) => {
    if (!line.hasPointerCapture(event.pointerId)) return;
    const { left, width } = container.getBoundingClientRect();
    set(((event.clientX - left) / width) * 100);
  });
  line.addEventListener('lostpointercapture', () => container.classList.remove('resizing'));
  return line;
}
