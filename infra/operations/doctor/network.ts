import { z } from 'zod';
import { clientCredentialTokens } from '../../../engine/index.ts';
import { tabSettings } from '../../../tab/contract/settings.ts';
import type { Configuration } from '../../server/configuration.ts';
import { notChecked, ok, problem, warning, type Outcome } from './finding.ts';
import { withPatience } from './patience.ts';
import { reach, type Answer, type Reach, type Silence } from './reach.ts';

const network = 'Check the network of this machine: its DNS, its firewall, and a proxy in between.';

const keysSchema = z.object({ keys: z.array(z.unknown()).min(1) });
const metadataSchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Where Entra publishes the keys of sign-ins: reached without any secret, and needed by the tab. */
export function judgeEntra(answer: Answer | Silence, { jwksUrl }: Configuration): Outcome {
  const { host } = new URL(jwksUrl);
  if (!answer.isReached) return problem(`Microsoft Entra ID (${host}) cannot be reached: ${answer.reason}.`, network);
  if (keysSchema.safeParse(jsonOf(answer.text)).success) return ok(`Microsoft Entra ID (${host}) answers, with the keys of sign-ins.`);
  return problem(`${host} answers with status ${answer.status}, and not with the keys of sign-ins.`, 'Check AUTHORITY_URL and TENANT_IDS (or JWKS_URL), and whether a proxy answers in its place.');
}

/** Graph answers everybody, if only to ask for a token. */
export function judgeGraph(answer: Answer | Silence, { graphUrl }: Configuration): Outcome {
  const { host } = new URL(graphUrl);
  if (!answer.isReached) return problem(`Microsoft Graph (${host}) cannot be reached: ${answer.reason}.`, network);
  if (answer.status >= 500) return problem(`Microsoft Graph (${host}) answers with status ${answer.status}.`, 'Look at the service health in the Microsoft 365 admin centre, and try again later.');
  return ok(`Microsoft Graph (${host}) answers.`);
}

const skewWarningSeconds = 60;
/** Beyond it tokens seem to have run out, or not to be valid yet, also where five minutes are allowed for. */
const skewProblemSeconds = 300;

/** By the clocks of those who answered. */
export function judgeClock(answers: readonly (Answer | Silence)[]): Outcome {
  const ahead = answers.flatMap((answer) => (answer.isReached && answer.aheadMilliseconds !== undefined ? [answer.aheadMilliseconds] : []));
  if (ahead.length === 0) return notChecked('Nobody answered whose clock could be compared.');
  const seconds = Math.round(ahead.reduce((farthest, one) => (Math.abs(one) > Math.abs(farthest) ? one : farthest)) / 1000);
  const difference = Math.abs(seconds);
  if (difference <= skewWarningSeconds) return ok(`The clock of this machine is right to ${Math.max(difference, 1)} s.`);
  const found = `The clock of this machine is ${difference} s ${seconds > 0 ? 'behind' : 'ahead of'} Microsoft's.`;
  const advice = 'Set it by the network (NTP); a container has the clock of its host. When it is wrong by minutes, sign-ins fail.';
  return difference > skewProblemSeconds ? problem(found, advice) : warning(found, advice);
}

/** A token for what the bot sends, and the metadata by which it knows what Teams sends. */
export async function checkBot(configuration: Configuration, { clock, timeoutMilliseconds }: Reach): Promise<Outcome> {
  const { authorityUrl, botTenantId, botTokenIssuer, botOpenIdMetadataUrl, clientId, clientSecret } = configuration;
  const { host } = new URL(botOpenIdMetadataUrl);
  const advice = `Check the registration of the bot: single tenant, in the organisation ${botTenantId} (BOT_TENANT_ID), with the app CLIENT_ID; and that ${host} can be reached.`;
  return withPatience(timeoutMilliseconds, advice, async () => {
    const metadata = await reach(botOpenIdMetadataUrl, { clock, timeoutMilliseconds });
    if (!metadata.isReached) return problem(`The keys of Teams (${host}) cannot be reached: ${metadata.reason}.`, network);
    if (!metadataSchema.safeParse(jsonOf(metadata.text)).success) return problem(`${host} answers with status ${metadata.status}, and not with OpenID Connect metadata.`, 'Check BOT_OPENID_METADATA_URL, and whether a proxy answers in its place.');
    await clientCredentialTokens({ authorityUrl, tenantId: botTenantId, clientId, clientSecret, clock, scope: `${botTokenIssuer}/.default` }).token();
    return ok('The bot gets a token for what it sends, and the keys for what Teams sends.');
  });
}

/** Whether browsers and Teams find this service under its public address. */
export async function checkPublicAddress({ publicUrl, mode, teamsLinkAppId }: Configuration, options: Reach): Promise<Outcome> {
  const advice = 'Start the service, and let the name, the certificate and the proxy of PUBLIC_URL lead to its PORT. Where the network of this machine does not lead to its own public address, open it from elsewhere.';
  const alive = await reach(`${publicUrl}/healthz`, options);
  if (!alive.isReached) return problem(`${publicUrl} cannot be reached: ${alive.reason}.`, advice);
  if (alive.status !== 200 || jsonOf(alive.text)?.['status'] !== 'alive') return problem(`${publicUrl}/healthz answers with status ${alive.status}, and not as this product does.`, advice);
  const settings = await reach(`${publicUrl}/tab/settings.json`, options);
  const told = settings.isReached ? tabSettings.safeParse(jsonOf(settings.text)).data : undefined;
  if (told?.mode !== mode || told.teamsAppId !== teamsLinkAppId) return problem(`Under ${publicUrl} another installation of this product answers: its mode or TEAMS_APP_ID is another.`, advice);
  return ok(`${publicUrl} leads to the service.`);
}

function jsonOf(text: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Whom the service depends on, asked side by side without any secret. */
export async function reachMicrosoft({ jwksUrl, graphUrl }: Configuration, options: Reach): Promise<{ readonly entra: Answer | Silence; readonly graph: Answer | Silence }> {
  const [entra, graph] = await Promise.all([reach(jwksUrl, options), reach(graphUrl, options)]);
  return { entra, graph };
}
