import { existsSync } from 'node:fs';
import type { LocalPerson } from '../../infra/teams-frame/contract.ts';
import { createLocalPages } from '../../infra/teams-frame/localPages.ts';
import { builtTabFolder } from '../../infra/server/builtTab.ts';
import { startRunningService, type RunningService, type RunningServiceOptions } from '../service/runningService.ts';
import { people, type Person } from '../service/salesYear.ts';
import { consentTo, endOfRun, setUpEnrichment, type EnrichmentView } from '../service/setUp.ts';
import { enrichmentAnswer } from '../../tab/contract/enrichments.ts';

/** Who sits at the tab, and the part each plays on the sign-in page. */
const parts = { globalAdministrator: 'globalAdministrator', admin: 'admin', viewer: 'seller', member: 'manager' } as const satisfies Partial<Record<Person, LocalPerson['part']>>;

/** The whole service with its built tab and the local stand-in for Teams, as `npm start` has them. */
export async function startTabCompany(options: RunningServiceOptions = {}): Promise<RunningService> {
  if (!existsSync(builtTabFolder)) throw new Error('The tab has not been built: npm test does it first; for a single test, node infra/setup/buildTab.mjs.');
  return startRunningService({
    ...options,
    localPages: (tenant, idOf) =>
      createLocalPages({
        people: () => Object.entries(parts).map(([part, localPart]) => ({ part: localPart, userId: idOf(part as Person), displayName: people[part as Person] })),
        token: (userId) => tenant.userToken(userId),
      }),
  });
}

export interface EnrichedCompany {
  readonly service: RunningService;
  readonly enrichmentId: string;
  /** As it is after its first run. */
  readonly view: EnrichmentView;
}

/** The same with the enrichment "Sales engagement", which has consent and results of a whole year. */
export async function startEnrichedCompany(options: RunningServiceOptions = {}): Promise<EnrichedCompany> {
  const service = await startTabCompany(options);
  const [admin, director] = await Promise.all([service.signIn('admin'), service.signIn('globalAdministrator')]);
  const asked = await setUpEnrichment(admin, 'Sales engagement', { outputTable: 'SalesEngagement' });
  const enrichmentId = asked.enrichment.id;
  await consentTo(director, asked);
  await endOfRun(admin, enrichmentId);
  return { service, enrichmentId, view: await admin.get(`/enrichments/${enrichmentId}`, enrichmentAnswer) };
}
