import { FluentProvider, teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme, type Theme } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Root } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { ApiClient } from './api/apiClient.ts';
import { ApiContext, createQueryClient } from './api/useApi.ts';
import { App, fetchPage } from './app.tsx';
import { HostFailurePage } from './components/HostFailurePage.tsx';
import { HostContext } from './host/HostContext.ts';
import { languageOf, themeOf, type Host, type ThemeName } from './host/host.ts';
import { startHost } from './host/startHost.ts';
import { TextsContext } from './texts/TextsContext.ts';
import { textsIn, type Texts } from './texts/texts.ts';

const themes: Readonly<Record<ThemeName, Theme>> = { default: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme };

/** Finds out where the page is shown, and shows it: nothing is drawn before theme and language are known, so that neither changes under the reader. */
export async function start(root: Root): Promise<void> {
  fetchPage(location.pathname);
  try {
    const host = await startHost();
    const texts = await textsIn(host.language);
    if (host.place !== undefined && location.pathname.split('/').length <= 3) history.replaceState(null, '', `${import.meta.env.BASE_URL.replace(/\/$/, '')}${host.place}`);
    root.render(<Tab host={host} texts={texts} />);
    host.ready();
  } catch (error) {
    const texts = await textsIn(languageOf(navigator.language));
    root.render(
      <Themed theme={themeOf(new URLSearchParams(location.search).get('theme')) ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default')} texts={texts}>
        <HostFailurePage error={error} />
      </Themed>,
    );
  }
}

function Tab({ host, texts }: { readonly host: Host; readonly texts: Texts }) {
  const [theme, setTheme] = useState(host.theme);
  useEffect(() => host.onThemeChange(setTheme), [host]);
  const api = useMemo(() => new ApiClient(host), [host]);
  const [queries] = useState(createQueryClient);
  return (
    <StrictMode>
      <HostContext value={host}>
        <ApiContext value={api}>
          <QueryClientProvider client={queries}>
            <Themed theme={theme} texts={texts}>
              <BrowserRouter basename={import.meta.env.BASE_URL}>
                <App />
              </BrowserRouter>
            </Themed>
          </QueryClientProvider>
        </ApiContext>
      </HostContext>
    </StrictMode>
  );
}

function Themed({ theme, texts, children }: { readonly theme: ThemeName; readonly texts: Texts; readonly children: ReactNode }) {
  useEffect(() => {
    document.documentElement.lang = texts.language;
    document.documentElement.style.colorScheme = theme === 'default' ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = theme;
  }, [theme, texts]);
  return (
    <TextsContext value={texts}>
      <FluentProvider theme={themes[theme]} dir="ltr" style={{ backgroundColor: 'var(--colorNeutralBackground3)' }}>
        {children}
      </FluentProvider>
    </TextsContext>
  );
}
