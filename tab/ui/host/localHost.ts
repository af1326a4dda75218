import { HostFailure, languageOf, themeOf, type Host, type ThemeName } from './host.ts';
import { isWorn } from './tokenAge.ts';

/** Who was signed in last on this machine: a person of the local tenant's made-up company. */
export const personKey = 'engagement.person';

/** Where the local `npm start` lets somebody choose who to be; `open` is where to go then. */
const signInPath = '/local/';

/**
 * The tab alone in a browser, beside the local tenant. Where nobody is signed in yet, the browser goes to the sign-in page, and the promise
 * stays open. Theme and language are those of the browser, or of `theme` and `language` in the address.
 */
export function startLocalHost(teamsAppId: string | undefined): Promise<Host> {
  const person = localStorage.getItem(personKey);
  if (person === null) {
    location.replace(`${signInPath}?${new URLSearchParams({ open: `${location.pathname}${location.search}` }).toString()}`);
    return new Promise(() => undefined);
  }
  const wanted = new URLSearchParams(location.search);
  let known: string | undefined;
  return Promise.resolve({
    kind: 'local',
    theme: themeOf(wanted.get('theme')) ?? themeOfBrowser(),
    language: languageOf(wanted.get('language') ?? navigator.language),
    place: undefined,
    isConfiguration: false,
    teamsAppId,
    token: async ({ isRefused = false } = {}) => {
      if (known === undefined || isRefused || isWorn(known)) known = await tokenOf(person);
      return known;
    },
    onThemeChange: (change) => {
      for (const query of [dark, contrast]) query.addEventListener('change', () => change(themeOfBrowser()));
    },
    share: async ({ url }) => {
      await navigator.clipboard.writeText(url);
      return 'copied';
    },
    open: (url) => {
      window.open(url, '_blank', 'noopener');
      return Promise.resolve();
    },
    channelTab: () => Promise.resolve(undefined),
    offerChannelTab: () => undefined,
    ready: () => undefined,
  });
}

const dark = matchMedia('(prefers-color-scheme: dark)');
const contrast = matchMedia('(forced-colors: active)');

function themeOfBrowser(): ThemeName {
  if (contrast.matches) return 'contrast';
  return dark.matches ? 'dark' : 'default';
}

async function tokenOf(userId: string): Promise<string> {
  const response = await fetch('/local/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userId }) }).catch((error: unknown) => {
    throw new HostFailure('signInFailed', { cause: error });
  });
  if (response.ok) return ((await response.json()) as { readonly token: string }).token;
  // Somebody of another day's sample company.
  localStorage.removeItem(personKey);
  throw new HostFailure('signInFailed');
}
