/** Id of the tab of enrichments in the manifest. */
const setupTab = 'setup';

interface LinkOptions {
  /** Where the tab is served, with a slash at the end. */
  readonly tabUrl: string;
  /** Id of the app in its manifest; undefined where links open in the browser. */
  readonly teamsAppId: string | undefined;
}

/**
 * A link to a request for somebody else: the same as the bot's.
 * https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application
 */
export function consentLink({ tabUrl, teamsAppId }: LinkOptions, consentId: string): string {
  const place = `consents/${encodeURIComponent(consentId)}`;
  const webUrl = `${tabUrl}${setupTab}/${place}`;
  if (teamsAppId === undefined) return webUrl;
  const query = new URLSearchParams({ webUrl, context: JSON.stringify({ subEntityId: place }) });
  return `https://teams.microsoft.com/l/entity/${teamsAppId}/${setupTab}?${query.toString()}`;
}
