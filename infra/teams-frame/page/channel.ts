import { choices, type PinnedTab } from './choices.ts';
import { openDialog } from './dialog.ts';
import { button, element } from './elements.ts';
import type { HostOptions, TabContext } from './hostProtocol.ts';
import type { TabFrame } from './tabFrame.ts';
import type { FrameTexts } from './texts.ts';

/** The same id for the channel wherever a tab is told of it. */
const channelId = '19:local-channel@thread.tacv2';

/** Pages of the tab, as the manifest names them. */
const configurationUrl = '/tab/channel/configure';

/** Opens a page of the tab for the person of the frame. */
export type OpenTab = (url: string, title: string, place: Pick<TabContext, 'entityId' | 'subEntityId' | 'channelId'>, options?: Partial<HostOptions>) => TabFrame;

/** What the channel needs of the frame around it. */
export interface ChannelOptions {
  readonly texts: FrameTexts;
  readonly openTab: OpenTab;
}

/** A channel with its one pinned tab, which can be added, changed, renamed and removed. `close` takes away what is open of it. */
export function openChannel({ texts, openTab }: ChannelOptions): { readonly element: HTMLElement; readonly close: () => void } {
  const pane = element('section', { class: 'channel', 'aria-label': texts.channel });
  let shown: TabFrame | undefined;
  const close = (): void => {
    shown?.close();
    shown = undefined;
  };

  const pin = (tab: PinnedTab | undefined): void => {
    choices.setPinnedTab(tab);
    show();
  };

  const configure = (present: PinnedTab | undefined): void => {
    const failure = element('p', { class: 'failure', role: 'alert' });
    const save = button(texts.save, () => void saveTab(), { class: 'primary', disabled: true });
    const title = present === undefined ? texts.addTab : texts.settings;
    const configuration = openTab(configurationUrl, title, { entityId: present?.entityId ?? '', channelId }, {
      frameContext: 'settings',
      channelTab: () => present && { ...present, suggestedDisplayName: present.name },
      onValidity: (isValid) => {
        save.disabled = !isValid;
      },
    });
    const dialog = openDialog({ title, closeLabel: texts.cancel, body: [configuration.iframe, failure], actions: [save], isWide: true, onClose: configuration.close });
    const saveTab = async (): Promise<void> => {
      try {
        const tab = await configuration.protocol.save();
        pin({ ...tab, name: tab.suggestedDisplayName ?? present?.name ?? texts.product });
        dialog.close();
      } catch (error) {
        failure.textContent = texts.saveFailed.replace('{reason}', error instanceof Error ? error.message : '');
      }
    };
  };

  const rename = (tab: PinnedTab): void => {
    const input = element('input', { value: tab.name, maxlength: '128', required: true });
    const form = element('form', { id: 'rename' }, element('label', { class: 'field' }, element('span', {}, texts.name), input));
    const dialog = openDialog({ title: texts.rename, closeLabel: texts.cancel, body: [form], actions: [element('button', { class: 'primary', form: 'rename' }, texts.save)] });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      pin({ ...tab, name: input.value.trim() });
      dialog.close();
    });
  };

  const remove = (tab: PinnedTab): void => {
    const confirm = button(texts.remove, () => {
      pin(undefined);
      dialog.close();
    }, { class: 'primary' });
    const dialog = openDialog({ title: texts.remove, closeLabel: texts.cancel, body: [element('p', {}, texts.removeText.replace('{name}', tab.name))], actions: [confirm] });
  };

  const show = (): void => {
    close();
    const tab = choices.pinnedTab();
    const commands = tab === undefined ? [] : [button(texts.settings, () => configure(tab)), button(texts.rename, () => rename(tab)), button(texts.remove, () => remove(tab))];
    const header = element('div', { class: 'paneHeader' }, element('h2', {}, texts.channelName), element('div', { class: 'commands' }, ...(tab === undefined ? [] : [element('strong', {}, tab.name)]), ...commands));
    if (tab === undefined) {
      const add = button(texts.addTab, () => configure(undefined), { class: 'primary' });
      pane.replaceChildren(header, element('div', { class: 'empty' }, element('h3', {}, texts.noTab.heading), element('p', {}, texts.noTab.text), add));
      return;
    }
    shown = openTab(tab.contentUrl, tab.name, { entityId: tab.entityId, channelId }, { channelTab: () => tab });
    pane.replaceChildren(header, shown.iframe);
  };
  show();
  return { element: pane, close };
}
