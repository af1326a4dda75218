import { app, authentication, FrameContexts, pages, sharing } from '@microsoft/teams-js';
import { HostFailure, languageOf, themeOf, type ChannelTab, type Host } from './host.ts';
import { placeOf } from './places.ts';
import { isWorn } from './tokenAge.ts';
import { withinTime } from './withinTime.ts';

/** Teams answers within milliseconds. An unanswered call would hang for ever, and a strange frame around the page answers none. */
const answerMilliseconds = 15_000;

/** The tab within Teams, Outlook or Microsoft 365. @throws HostFailure `noAnswer` where what is around the page is none of them */
export async function startTeamsHost(teamsAppId: string | undefined): Promise<Host> {
  await ask(app.initialize());
  const { app: { locale, theme }, page } = await ask(app.getContext());
  let known: string | undefined;
  return {
    kind: 'teams',
    theme: themeOf(theme) ?? 'default',
    language: languageOf(locale),
    place: placeOf(page.id, page.subPageId),
    isConfiguration: page.frameContext === FrameContexts.settings,
    teamsAppId,
    token: async ({ isRefused = false } = {}) => {
      if (known === undefined || isRefused || isWorn(known)) {
        known = await withinTime(authentication.getAuthToken(), answerMilliseconds).catch((error: unknown) => {
          throw new HostFailure('signInFailed', { cause: error });
        });
      }
      return known;
    },
    onThemeChange: (change) => app.registerOnThemeChangeHandler((name) => change(themeOf(name) ?? 'default')),
    share: async ({ url, message }) => {
      if (sharing.isSupported()) {
        await sharing.shareWebContent({ content: [{ type: 'URL', url, message, preview: true }] });
        return 'shared';
      }
      await navigator.clipboard.writeText(url);
      return 'copied';
    },
    open: (url) => app.openLink(url),
    channelTab: async () => {
      const { contentUrl, suggestedDisplayName } = await ask(pages.getConfig());
      return contentUrl === '' ? undefined : { name: suggestedDisplayName ?? '', path: pathOf(contentUrl) };
    },
    offerChannelTab: (tab) => {
      if (tab !== undefined) pages.config.registerOnSaveHandler((saving) => void save(page.id, tab, saving));
      pages.config.setValidityState(tab !== undefined);
    },
    ready: () => {
      app.notifyAppLoaded();
      void app.notifySuccess();
    },
  };
}

/** `entityId`: of the tab that is changed, empty for a new one. The host may refuse to keep the tab, and then says so itself. */
async function save(entityId: string, { name, path }: ChannelTab, saving: pages.config.SaveEvent): Promise<void> {
  const contentUrl = `${location.origin}${import.meta.env.BASE_URL.replace(/\/$/, '')}${path}`;
  try {
    await pages.config.setConfig({ entityId: entityId === '' ? crypto.randomUUID() : entityId, suggestedDisplayName: name, contentUrl, websiteUrl: contentUrl });
    saving.notifySuccess();
  } catch (error) {
    saving.notifyFailure(error instanceof Error ? error.message : undefined);
  }
}

function pathOf(contentUrl: string): string {
  const { pathname, search } = new URL(contentUrl, location.origin);
  return `/${pathname.slice(import.meta.env.BASE_URL.length)}${search}`;
}

async function ask<Answer>(answer: Promise<Answer>): Promise<Answer> {
  return withinTime(answer, answerMilliseconds).catch((error: unknown) => {
    throw new HostFailure('noAnswer', { cause: error });
  });
}
