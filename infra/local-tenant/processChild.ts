import { EngagementFailure } from '../../engine/failure.ts';
import { startLocalTenant } from './index.ts';
import type { LocalTenant } from './index.ts';
import type { CallAnswer, CallMessage, StartAnswer, StartMessage, TenantCall } from './processMessages.ts';

// The entry of the child process: started by `spawnLocalTenant` and by nothing else.

async function started({ folder, options }: StartMessage): Promise<LocalTenant | StartAnswer> {
  try {
    return await startLocalTenant(folder, options);
  } catch (error) {
    if (error instanceof EngagementFailure) return { kind: 'refused', code: error.code, message: error.message };
    throw error;
  }
}

async function resultOf(tenant: LocalTenant, call: TenantCall): Promise<string> {
  switch (call.name) {
    case 'userToken':
      return tenant.userToken(call.userId, call.changes);
    case 'channelToken':
      return tenant.channelToken(call.serviceUrl, call.changes);
    case 'installedApps':
      return JSON.stringify(tenant.installedApps());
    case 'grant':
    case 'revoke':
      tenant[call.name](...call.roles);
      return '';
  }
}

async function answered(tenant: LocalTenant, { number, call }: CallMessage): Promise<CallAnswer> {
  return resultOf(tenant, call).then(
    (result) => ({ kind: 'done', number, result }),
    (error: unknown) => ({ kind: 'failed', number, message: error instanceof Error ? error.message : String(error) }),
  );
}

const say = (message: StartAnswer | CallAnswer): boolean | undefined => process.send?.(message);

async function serveParent(start: StartMessage): Promise<void> {
  const tenant = await started(start);
  if ('kind' in tenant) {
    say(tenant);
    return;
  }
  process.on('message', (message) => void answered(tenant, message as CallMessage).then(say));
  const { tenantId, graphUrl, authorityUrl, dataverseUrl, botOpenIdMetadataUrl, clientId, clientSecret } = tenant;
  say({ kind: 'ready', address: { tenantId, graphUrl, authorityUrl, dataverseUrl, botOpenIdMetadataUrl, clientId, clientSecret } });
}

// Ctrl-C reaches every process of the terminal. The parent decides when the tenant goes: the channel to it closes, even when it is killed.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.once('disconnect', () => process.exit(0));
process.once('message', (message) => void serveParent(message as StartMessage));
