import type { LocalPerson } from '../contract.ts';
import { openChannel, type OpenTab } from './channel.ts';
import { chatPane } from './chatPane.ts';
import type { Look } from './choices.ts';
import { openDialog } from './dialog.ts';
import { button, element, icon, type IconName } from './elements.ts';
import type { SharedLink } from './hostProtocol.ts';
import { readToken } from './server.ts';
import { splitter } from './splitter.ts';
import { openTabFrame, type TabFrame } from './tabFrame.ts';
import { placeOfLink, type TabPlace } from './tabLink.ts';
import type { FrameTexts } from './texts.ts';

/** As Teams names them in the context of a tab. */
const locales: Readonly<Record<Look['language'], string>> = { en: 'en-gb', pl: 'pl-pl' };

/** What stands beside the chat: a tab of the personal app, or the channel. */
export type Place = TabPlace | 'channel';

interface FrameOptions {
  readonly person: LocalPerson;
  /** Of the moment: the theme changes while the frame is open. */
  readonly look: () => Look;
  readonly texts: FrameTexts;
  /** Choices of person, theme and language, for the bar at the top. */
  readonly bar: readonly Node[];
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
}

export interface Frame {
  readonly element: HTMLElement;
  /** Tells every open page of the tab. */
  readonly changeTheme: (theme: Look['theme']) => void;
  readonly close: () => void;
}

/** Teams around one person: the rail with the apps, the chat with the bot, and the tab or the channel beside it; one of them at a time where it is narrow. */
export function openFrame({ person, look, texts, bar, place: firstPlace, onPlace }: FrameOptions): Frame {
  const closing = new AbortController();
  const open = new Set<TabFrame>();
  let place = firstPlace;
  let closePlace = (): void => undefined;

  const openTab: OpenTab = (url, title, within, options = {}) => {
    const frame = openTabFrame(url, title, {
      frameContext: 'content',
      context: () => ({ userObjectId: person.userId, theme: look().theme, locale: locales[look().language], ...within }),
      token: () => readToken(person.userId),
      onLink: follow,
      onShare: (link) => share(link, texts),
      ...options,
    });
    const tracked: TabFrame = {
      ...frame,
      close: () => {
        open.delete(tracked);
        frame.close();
      },
    };
    open.add(tracked);
    return tracked;
  };

  const openPersonalTab = ({ tabId, subPageId, path = `/${tabId}` }: TabPlace): { readonly element: HTMLElement; readonly close: () => void } => {
    const title = texts[tabId];
    const tab = openTab(`/tab${path}`, title, { entityId: tabId, ...(subPageId !== undefined && { subEntityId: subPageId }) });
    return { element: element('section', { class: 'tab', 'aria-label': title }, tab.iframe), close: tab.close };
  };

  const side = element('div', { class: 'side' });
  const panes = element('main', { class: 'panes', 'data-shown': 'side' });
  panes.append(chatPane(person, texts, closing.signal), splitter(panes, texts.width), side);

  const go = (next: Place): void => {
    place = next;
    onPlace(place);
    closePlace();
    const shown = place === 'channel' ? openChannel({ texts, openTab }) : openPersonalTab(place);
    closePlace = shown.close;
    side.replaceChildren(shown.element);
    showPane('side');
  };
  const follow = (url: string): void => {
    const within = placeOfLink(url, location.origin);
    if (within === undefined) window.open(url, '_blank', 'noopener');
    else go(within);
  };

  const railButton = (name: IconName, label: string, onClick: () => void): HTMLButtonElement => button([icon(name), element('span', {}, label)], onClick);
  const rail = {
    chat: railButton('chat', texts.chat, () => showPane('chat')),
    customers: railButton('customers', texts.customers, () => go({ tabId: 'customers' })),
    enrichments: railButton('enrichments', texts.enrichments, () => go({ tabId: 'enrichments' })),
    channel: railButton('channel', texts.channel, () => go('channel')),
  };
  /** Where both fit, both are shown: the chat's button then takes the chat away, and brings it back. */
  const showPane = (wanted: 'chat' | 'side'): void => {
    const isNarrow = getComputedStyle(panes).getPropertyValue('--is-narrow').trim() === '1';
    panes.dataset['shown'] = wanted;
    if (wanted === 'chat' && !isNarrow) panes.classList.toggle('withoutChat');
    const current = isNarrow && wanted === 'chat' ? 'chat' : place === 'channel' ? 'channel' : place.tabId;
    for (const [name, entry] of Object.entries(rail)) {
      if (name === current) entry.setAttribute('aria-current', 'page');
      else entry.removeAttribute('aria-current');
    }
    rail.chat.setAttribute('aria-pressed', String(isNarrow ? wanted === 'chat' : !panes.classList.contains('withoutChat')));
  };

  const root = element(
    'div',
    { class: 'frame' },
    element('header', { class: 'bar' }, element('div', { class: 'product' }, element('h1', {}, texts.product), element('span', {}, texts.frameName)), ...bar),
    element('nav', { class: 'rail', 'aria-label': texts.apps }, ...Object.values(rail)),
    panes,
  );
  go(place);
  return {
    element: root,
    changeTheme: (theme) => open.forEach(({ protocol }) => protocol.changeTheme(theme)),
    close: () => {
      closing.abort();
      closePlace();
      root.remove();
    },
  };
}

/** Teams asks for a chat and sends the link there; here it is shown, and can be copied. */
function share({ url, message }: SharedLink, { share: words, close }: FrameTexts): void {
  const status = element('p', { role: 'status' });
  const input = element('input', { value: url, readonly: true });
  const copy = button(words.copy, () => void navigator.clipboard.writeText(url).then(() => (status.textContent = words.copied)), { class: 'primary' });
  const body = [element('p', {}, words.text), ...(message === undefined ? [] : [element('blockquote', {}, message)]), element('label', { class: 'field' }, element('span', {}, words.link), input), status];
  openDialog({ title: words.heading, closeLabel: close, body, actions: [copy] });
}
