/** Id of the tab of customers in the manifest. */
const customersTab = 'customers';

interface LinkOptions {
  /** Where the tab is served, with a slash at the end. */
  readonly tabUrl: string;
  /** Id of the app in its manifest; undefined where links open in the browser. */
  readonly teamsAppId: string | undefined;
}

/**
 * A link to a customer's card for somebody else: the same as the bot's.
 * https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application
 */
export function customerLink({ tabUrl, teamsAppId }: LinkOptions, enrichmentId: string, customerId: string): string {
  const webUrl = `${tabUrl}${[customersTab, enrichmentId, customerId].map(encodeURIComponent).join('/')}`;
  if (teamsAppId === undefined) return webUrl;
  const query = new URLSearchParams({ webUrl, context: JSON.stringify({ subEntityId: `${enrichmentId}/${customerId}` }) });
  return `https://teams.microsoft.com/l/entity/${teamsAppId}/${customersTab}?${query.toString()}`;
}
