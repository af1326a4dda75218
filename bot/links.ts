import { z } from 'zod';
import { idSchema } from '../engine/index.ts';

/** Where buttons lead that open something outside of the chat; undefined where the installation does not have it. */
export interface Links {
  readonly customer: (enrichmentId: string, customerId: string) => string | undefined;
  readonly enrichment: (enrichmentId: string) => string | undefined;
  readonly consent: (consentId: string) => string | undefined;
  /** To install the app in Teams. */
  readonly app: () => string | undefined;
  /** Which customer a link to the tab means; undefined where it is another link. */
  readonly customerOf: (url: string) => { readonly enrichmentId: string; readonly customerId: string } | undefined;
}

export interface LinkOptions {
  /** Where the tab is served, without a slash at the end; undefined where it is not. */
  readonly tabUrl: string | undefined;
  /** What links name the app by: its id in the organisation's catalogue, or in its manifest where it is in none; undefined outside of Teams, where links open in the browser. */
  readonly teamsAppId: string | undefined;
}

/** Ids of the tabs in the manifest, with which the paths of their pages begin. */
const customersTab = 'customers';
const enrichmentsTab = 'enrichments';

const customerSchema = z.object({ enrichmentId: idSchema, customerId: z.string().min(1).max(200) });

/** https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application */
export function createLinks({ tabUrl, teamsAppId }: LinkOptions): Links {
  const tab = (tabId: string, ...place: readonly string[]): string | undefined => {
    if (tabUrl === undefined) return undefined;
    const webUrl = [tabUrl, tabId, ...place.map(encodeURIComponent)].join('/');
    if (teamsAppId === undefined) return webUrl;
    const query = new URLSearchParams({ webUrl, context: JSON.stringify({ subEntityId: place.join('/') }) });
    return `https://teams.microsoft.com/l/entity/${teamsAppId}/${tabId}?${query.toString()}`;
  };
  return {
    customer: (enrichmentId, customerId) => tab(customersTab, enrichmentId, customerId),
    enrichment: (enrichmentId) => tab(enrichmentsTab, enrichmentId),
    consent: (consentId) => tab(enrichmentsTab, 'consents', consentId),
    app: () => (teamsAppId === undefined ? undefined : `https://teams.microsoft.com/l/app/${teamsAppId}`),
    customerOf: (url) => {
      const prefix = `${tabUrl ?? ''}/${customersTab}/`;
      if (tabUrl === undefined || !url.startsWith(prefix)) return undefined;
      const [enrichmentId, customerId] = url.slice(prefix.length).split(/[?#]/, 1)[0]?.split('/').map(decoded) ?? [];
      return customerSchema.safeParse({ enrichmentId, customerId }).data;
    },
  };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
