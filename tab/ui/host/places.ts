/** The tabs of the manifest that show pages of ours; of each, what its pages' paths begin with. Pages of other paths are below the first. */
export const tabIds = ['customers', 'enrichments'] as const;

/** Parts of the personal app that have no tab of their own in the manifest. */
const partsBelowCustomers = ['segments'];

interface LinkOptions {
  /** Where the tab is served, with a slash at the end. */
  readonly tabUrl: string;
  /** What links name the app by: its id in the organisation's catalogue, or in its manifest where it is in none; undefined where links open in the browser. */
  readonly teamsAppId: string | undefined;
}

/**
 * A link to a page of the personal app, for its path below the tab's base (encoded, without a query).
 * https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application
 */
export function linkToPage({ tabUrl, teamsAppId }: LinkOptions, path: string): string {
  const webUrl = `${tabUrl}${path.slice(1)}`;
  if (teamsAppId === undefined) return webUrl;
  const [first = '', ...rest] = path.slice(1).split('/').map(decodeURIComponent);
  const tabId = tabIds.find((id) => id === first);
  const subEntityId = (tabId === undefined ? [first, ...rest] : rest).join('/');
  const query = new URLSearchParams({ webUrl, context: JSON.stringify({ subEntityId }) });
  return `https://teams.microsoft.com/l/entity/${teamsAppId}/${tabId ?? tabIds[0]}?${query.toString()}`;
}

/** The path of the page that a deep link leads to, from the page's id and what comes below it in Teams' context; undefined where it leads nowhere else. */
export function placeOf(pageId: string, subPageId: string | undefined): string | undefined {
  if (subPageId === undefined || subPageId === '' || !tabIds.some((id) => id === pageId)) return undefined;
  const parts = subPageId.split('/');
  const [first = '', ...rest] = parts;
  if (pageId !== 'customers') return pathOf(pageId, ...parts);
  // A customer's id is whatever the contact data calls it, slashes included.
  return partsBelowCustomers.includes(first) ? pathOf(...parts) : pathOf(pageId, first, ...(rest.length > 0 ? [rest.join('/')] : []));
}

function pathOf(...parts: readonly string[]): string {
  return `/${parts.map(encodeURIComponent).join('/')}`;
}
