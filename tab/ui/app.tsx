import { lazy, Suspense, type ComponentType } from 'react';
import { Navigate, Outlet, Route, Routes } from 'react-router';
import { Loading } from './components/Loading.tsx';
import { NotFound } from './components/NotFound.tsx';
import { PageBoundary } from './components/PageBoundary.tsx';
import { Shell } from './components/Shell.tsx';

/** Each page is a script of its own, so that a customer card does not wait for the set-up. */
function page(load: () => Promise<{ readonly default: ComponentType }>) {
  const Loaded = lazy(load);
  return (
    <PageBoundary>
      <Suspense fallback={<Loading heights={[64, 240]} />}>
        <Loaded />
      </Suspense>
    </PageBoundary>
  );
}

/** By their paths below the tab's base. Made once: pages that were made anew at a change of theme would be loaded anew as well. */
const pages = (
  <Routes>
    <Route element={<Shell><Outlet /></Shell>}>
      <Route index element={<Navigate to="/customers" replace />} />
      <Route path="customers/:enrichmentId?" element={page(() => import('./pages/customers/CustomersPage.tsx'))} />
      <Route path="customers/:enrichmentId/:customerId" element={page(() => import('./pages/customer/CustomerPage.tsx'))} />
      <Route path="compare/:enrichmentId" element={page(() => import('./pages/compare/ComparePage.tsx'))} />
      <Route path="segments" element={page(() => import('./pages/segments/SegmentsPage.tsx'))} />
      <Route path="segments/:enrichmentId/new" element={page(() => import('./pages/segments/EditSegmentPage.tsx'))} />
      <Route path="segments/:enrichmentId/:segmentId" element={page(() => import('./pages/segments/SegmentPage.tsx'))} />
      <Route path="segments/:enrichmentId/:segmentId/edit" element={page(() => import('./pages/segments/EditSegmentPage.tsx'))} />
      <Route path="enrichments" element={page(() => import('./pages/enrichments/EnrichmentsPage.tsx'))} />
      <Route path="enrichments/new" element={page(() => import('./pages/setup/SetupPage.tsx'))} />
      <Route path="enrichments/:enrichmentId" element={page(() => import('./pages/results/ResultsPage.tsx'))} />
      <Route path="enrichments/:enrichmentId/edit" element={page(() => import('./pages/setup/SetupPage.tsx'))} />
      <Route path="enrichments/:enrichmentId/table" element={page(() => import('./pages/results/ResultTablePage.tsx'))} />
      <Route path="enrichments/consents/:consentId" element={page(() => import('./pages/consent/ConsentPage.tsx'))} />
      <Route path="privacy" element={page(() => import('./pages/privacy/PrivacyPage.tsx'))} />
      <Route path="about" element={page(() => import('./pages/about/AboutPage.tsx'))} />
      <Route path="*" element={<NotFound />} />
    </Route>
    <Route path="channel/configure" element={page(() => import('./pages/channel/ConfigurePage.tsx'))} />
    <Route path="channel/pinned" element={page(() => import('./pages/channel/PinnedPage.tsx'))} />
  </Routes>
);

/** All pages. The paths of links in cards are made in bot/links.ts. */
export function App() {
  return pages;
}
