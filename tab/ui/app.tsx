import { lazy, Suspense, type ComponentType } from 'react';
import { matchRoutes, Navigate, Outlet, Route, Routes } from 'react-router';
import { Loading } from './components/Loading.tsx';
import { NotFound } from './components/NotFound.tsx';
import { PageBoundary } from './components/PageBoundary.tsx';
import { Shell } from './components/Shell.tsx';

type Load = () => Promise<{ readonly default: ComponentType }>;

/** Pages below the bar, by their paths below the tab's base. Each is a script of its own, so that a customer card does not wait for the set-up. */
const withinShell: Readonly<Record<string, Load>> = {
  'customers/:enrichmentId?': () => import('./pages/customers/CustomersPage.tsx'),
  'customers/:enrichmentId/:customerId': () => import('./pages/customer/CustomerPage.tsx'),
  'compare/:enrichmentId': () => import('./pages/compare/ComparePage.tsx'),
  segments: () => import('./pages/segments/SegmentsPage.tsx'),
  'segments/:enrichmentId/new': () => import('./pages/segments/EditSegmentPage.tsx'),
  'segments/:enrichmentId/:segmentId': () => import('./pages/segments/SegmentPage.tsx'),
  'segments/:enrichmentId/:segmentId/edit': () => import('./pages/segments/EditSegmentPage.tsx'),
  enrichments: () => import('./pages/enrichments/EnrichmentsPage.tsx'),
  'enrichments/new': () => import('./pages/setup/SetupPage.tsx'),
  'enrichments/:enrichmentId': () => import('./pages/results/ResultsPage.tsx'),
  'enrichments/:enrichmentId/edit': () => import('./pages/setup/SetupPage.tsx'),
  'enrichments/:enrichmentId/table': () => import('./pages/results/ResultTablePage.tsx'),
  'enrichments/consents/:consentId': () => import('./pages/consent/ConsentPage.tsx'),
  privacy: () => import('./pages/privacy/PrivacyPage.tsx'),
  about: () => import('./pages/about/AboutPage.tsx'),
};

/** Pages that Teams shows by themselves, in a channel. */
const alone: Readonly<Record<string, Load>> = {
  'channel/configure': () => import('./pages/channel/ConfigurePage.tsx'),
  'channel/pinned': () => import('./pages/channel/PinnedPage.tsx'),
};

function routesOf(pages: Readonly<Record<string, Load>>) {
  return Object.entries(pages).map(([path, load]) => {
    const Loaded = lazy(load);
    const element = (
      <PageBoundary>
        <Suspense fallback={<Loading heights={[64, 240]} />}>
          <Loaded />
        </Suspense>
      </PageBoundary>
    );
    return <Route key={path} path={path} element={element} />;
  });
}

/** Made once: pages that were made anew at a change of theme would be loaded anew as well. */
const routes = (
  <Routes>
    <Route element={<Shell><Outlet /></Shell>}>
      <Route index element={<Navigate to="/customers" replace />} />
      {routesOf(withinShell)}
      <Route path="*" element={<NotFound />} />
    </Route>
    {routesOf(alone)}
  </Routes>
);

/** Has the browser fetch the script of a page before anything is drawn, while it is still being found out where the tab is shown. */
export function fetchPage(pathname: string): void {
  const pages = Object.entries({ ...withinShell, ...alone }).map(([path, load]) => ({ path, handle: load }));
  const [match] = matchRoutes(pages, pathname, import.meta.env.BASE_URL) ?? [];
  // A script that does not come is asked for again by the page itself, which tells of it.
  match?.route.handle().catch(() => undefined);
}

/** All pages. The paths of links in cards are made in bot/links.ts. */
export function App() {
  return routes;
}
