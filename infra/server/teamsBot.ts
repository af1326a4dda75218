import { existsSync } from 'node:fs';
import { startBot, type Bot } from '../../bot/index.ts';
import { clientCredentialTokens, type Clock, type Service } from '../../engine/index.ts';
import { builtTabFolder } from './builtTab.ts';
import type { Configuration } from './configuration.ts';
import type { Logger } from './logger.ts';
import { botFolderOf } from './tenantFolders.ts';

/** The bot as the configuration wants it. */
export function startTeamsBot(configuration: Configuration, { services, clock, logger }: { readonly services: ReadonlyMap<string, Service>; readonly clock: Clock; readonly logger: Logger }): Promise<Bot> {
  const { mode, authorityUrl, botTenantId, botTokenIssuer, botOpenIdMetadataUrl, clientId, clientSecret, dataFolder, publicUrl, teamsLinkAppId } = configuration;
  return startBot({
    services,
    folderOf: (tenantId) => botFolderOf(dataFolder, tenantId),
    appId: clientId,
    credentials: clientCredentialTokens({ authorityUrl, tenantId: botTenantId, clientId, clientSecret, clock, scope: `${botTokenIssuer}/.default` }),
    inbound: { tokenIssuer: botTokenIssuer, openIdMetadataUrl: botOpenIdMetadataUrl },
    tabUrl: existsSync(builtTabFolder) ? `${publicUrl}/tab` : undefined,
    // On this machine there is no Teams that could open its own links.
    teamsAppId: mode === 'local' ? undefined : teamsLinkAppId,
    clock,
    random: Math.random,
    onFault: (error) => logger.error({ error }, 'bot'),
  });
}
