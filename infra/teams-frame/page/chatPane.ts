import type { LocalPerson } from '../contract.ts';
import { element, icon } from './elements.ts';
import { readPeople } from './server.ts';
import type { FrameTexts } from './texts.ts';

const pollMilliseconds = 1_500;

/** The Playground lays itself out for no less, and cuts off what does not fit. */
const chatPixels = 640;
/** Smaller can hardly be read: a narrower pane is scrolled. */
const scaleLeast = 0.7;

/** The person's chat with the bot, in Microsoft's Agents Playground; until it has been opened, a word about that. `closing` ends the waiting. */
export function chatPane({ userId, chatUrl }: LocalPerson, texts: FrameTexts, closing: AbortSignal): HTMLElement {
  const header = element('div', { class: 'paneHeader' }, element('h2', {}, texts.chatWith));
  const waiting = element('p', { class: 'notice', role: 'status' }, texts.chatOpening);
  const pane = element('section', { class: 'chat', 'aria-label': texts.chat }, header, waiting);
  const open = (url: string): void => {
    header.append(element('a', { class: 'iconButton', href: url, target: '_blank', rel: 'noopener', 'aria-label': texts.ownWindow, title: texts.ownWindow }, icon('window')));
    const chat = element('iframe', { title: texts.chatWith, src: url, class: 'content beginsWide', allow: 'clipboard-write' });
    chat.addEventListener('load', () => narrowWhenSeen(chat), { once: true });
    // It scrolls where it is narrow, so that the keyboard has to reach it.
    const window = element('div', { class: 'chatWindow', role: 'group', 'aria-label': texts.chatWith, tabindex: '0' }, chat);
    new ResizeObserver(() => window.style.setProperty('--scale', String(Math.min(1, Math.max(scaleLeast, window.clientWidth / chatPixels))))).observe(window);
    waiting.replaceWith(window);
  };
  const look = async (): Promise<void> => {
    // A service that does not answer just now is asked again as well.
    const people = await readPeople().catch(() => []);
    const url = people.find((person) => person.userId === userId)?.chatUrl;
    if (closing.aborted) return;
    if (url === undefined) setTimeout(() => void look(), pollMilliseconds);
    else open(url);
  };
  if (chatUrl === undefined) void look();
  else open(chatUrl);
  return pane;
}

/** The Playground begins with its log over the chat, and takes it away only as its window becomes narrow: it has to be seen wide before. */
function narrowWhenSeen(chat: HTMLIFrameElement): void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => chat.classList.remove('beginsWide')));
  });
  observer.observe(chat);
}
