import { clientCredentialTokens, createGraph, dataverseContactSource, isInCatalogue, readPrerequisites, type Clock } from '../../../engine/index.ts';
import type { Configuration } from '../../server/configuration.ts';
import { notChecked, ok, problem, warning, type CheckName, type Outcome } from './finding.ts';
import { withPatience } from './patience.ts';

const catalogueRead = ['AppCatalog.Read.All', 'AppCatalog.ReadWrite.All'] as const;

/** Permissions without which the product does less; each with the wider ones that hold it too. */
const optionalPermissions: readonly { readonly accepted: readonly [string, ...string[]]; readonly loss: string }[] = [
  { accepted: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'], loss: 'rooms and equipment are read as the mailboxes of people are' },
  { accepted: catalogueRead, loss: 'the Teams app cannot be installed for those who are to consent' },
  {
    accepted: ['TeamsAppInstallation.ReadWriteSelfForUser.All', 'TeamsAppInstallation.ReadWriteForUser.All', 'TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All', 'TeamsAppInstallation.ReadWriteAndConsentForUser.All'],
    loss: 'the Teams app cannot be installed for those who are to consent',
  },
];

const grantAdvice = 'A Global Administrator grants what is missing in the Microsoft Entra admin centre: App registrations, this app, API permissions, Grant admin consent.';

const tenantChecks = ['credentials', 'permissions', 'optionalPermissions', 'region', 'exchangeLicence', 'contactData', 'teamsApp'] as const satisfies readonly CheckName[];
type TenantCheck = (typeof tenantChecks)[number];

export interface TenantOptions {
  readonly clock: Clock;
  readonly timeoutMilliseconds: number;
  readonly isEntraReached: boolean;
  readonly isGraphReached: boolean;
}

/** What one organisation has given the app, and what it has itself. */
export async function checkTenant(tenantId: string, configuration: Configuration, { clock, timeoutMilliseconds, isEntraReached, isGraphReached }: TenantOptions): Promise<Readonly<Record<TenantCheck, Outcome>>> {
  const { graphUrl, authorityUrl, dataverseUrl, clientId, clientSecret, mailboxPermissions, teamsAppId } = configuration;
  const allNotChecked = (reason: string) => Object.fromEntries(tenantChecks.map((name) => [name, notChecked(reason)])) as Record<TenantCheck, Outcome>;
  if (!isEntraReached) return allNotChecked('Microsoft Entra ID cannot be reached.');

  const tokensFor = (url: string) => clientCredentialTokens({ authorityUrl, tenantId, clientId, clientSecret, clock, scope: `${new URL(url).origin}/.default` });
  const tokens = tokensFor(graphUrl);
  const check = (advice: string, checked: () => Promise<Outcome>) => withPatience(timeoutMilliseconds, advice, checked);
  const credentials = await check('Correct TENANT_IDS, CLIENT_ID or CLIENT_SECRET. A secret that has expired is replaced in the app registration.', async () => {
    await tokens.token();
    return ok('Microsoft Entra ID gives the app a token.');
  });
  if (credentials.state !== 'ok') return { ...allNotChecked('The app gets no token.'), credentials };
  if (!isGraphReached) return { ...allNotChecked('Microsoft Graph cannot be reached.'), credentials };

  const signal = AbortSignal.timeout(timeoutMilliseconds);
  const graph = createGraph({ baseUrl: graphUrl, tokens, mailboxPermissions, clock, random: Math.random, signal });
  try {
    const tried = 'Try again later; see the service health in the Microsoft 365 admin centre.';
    const roles = graph.grantedRoles();
    const prerequisites = readPrerequisites({ withGraph: (use) => use(graph), options: { dataverse: undefined } });
    const prerequisite = (name: 'exchangeLicensed' | 'regionSupported', advice: string) =>
      check(tried, async () => {
        const found = (await prerequisites).find((one) => one.name === name);
        if (found === undefined || found.code === 'organizationUnreadable') return notChecked(found?.message ?? '');
        return found.isMet ? ok(found.message) : problem(found.message, advice);
      });
    const [permissions, optional, region, exchangeLicence, contactData, teamsApp] = await Promise.all([
      check(tried, async () => {
        const { missingPermissions = [], isMet } = (await prerequisites)[0] ?? { isMet: false };
        if (!isMet) return problem(`Not granted: ${missingPermissions.join(', ')}.`, grantAdvice);
        return ok(mailboxPermissions === 'exchange' ? 'Everything that Microsoft Entra ID has to grant is granted; what Exchange Online grants shows when mailboxes are read.' : 'Everything that is needed is granted.');
      }),
      check(tried, async () => judgeOptional(await roles)),
      prerequisite('regionSupported', 'Set the country of the organisation in the Microsoft 365 admin centre (organisation profile), where it is wrong.'),
      prerequisite('exchangeLicensed', 'Get a licence with Exchange Online for the people whose mail is to be read.'),
      check('Check DATAVERSE_URL, and that the app is an application user of that environment, whose security role may read accounts and contacts.', async () => {
        if (dataverseUrl === undefined) return notChecked('DATAVERSE_URL is not set: accounts and contacts come as CSV files.');
        await dataverseContactSource({ baseUrl: dataverseUrl, tokens: tokensFor(dataverseUrl), clock, signal }).accounts()[Symbol.asyncIterator]().next();
        return ok('Dataverse can be read.');
      }),
      check(tried, async () => {
        if (teamsAppId === undefined) return notChecked('TEAMS_APP_ID is not set: links do not open in Teams, and the app is not installed for anybody.');
        if (!holds(await roles, catalogueRead)) return notChecked(`The catalogue of Teams apps can be read with ${catalogueRead[0]} only.`);
        if (await isInCatalogue(graph, teamsAppId)) return ok('The Teams app is in the catalogue of the organisation.');
        return warning('The catalogue of the organisation has no app with the id TEAMS_APP_ID.', 'Upload the app package in the Teams admin centre (Manage apps), or set TEAMS_APP_ID to the id in its manifest.');
      }),
    ]);
    return { credentials, permissions, optionalPermissions: optional, region, exchangeLicence, contactData, teamsApp };
  } finally {
    await graph.close();
  }
}

function holds(roles: readonly string[], accepted: readonly string[]): boolean {
  return accepted.some((permission) => roles.includes(permission));
}

function judgeOptional(roles: readonly string[]): Outcome {
  const lost = optionalPermissions.filter(({ accepted }) => !holds(roles, accepted));
  if (lost.length === 0) return ok('All optional permissions are granted, too.');
  return warning(`Not granted: ${lost.map(({ accepted: [name], loss }) => `${name} (without it ${loss})`).join('; ')}.`, `Grant it, or do without. ${grantAdvice}`);
}
