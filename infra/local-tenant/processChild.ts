import { EngagementFailure } from '../../engine/index.ts';
import { startLocalTenant } from './index.ts';
import type { ChildMessage, ParentMessage } from './processMessages.ts';

/** The entry of the child process: started by `spawnLocalTenant` and by nothing else. */
async function answer({ folder, options }: ParentMessage): Promise<ChildMessage> {
  try {
    const { tenantId, graphUrl, authorityUrl, dataverseUrl, clientId, clientSecret } = await startLocalTenant(folder, options);
    return { kind: 'ready', address: { tenantId, graphUrl, authorityUrl, dataverseUrl, clientId, clientSecret } };
  } catch (error) {
    if (error instanceof EngagementFailure) return { kind: 'refused', code: error.code, message: error.message };
    throw error;
  }
}

// Ctrl-C reaches every process of the terminal. The parent decides when the tenant goes: the channel to it closes, even when it is killed.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.once('disconnect', () => process.exit(0));
process.once('message', (message) => {
  void answer(message as ParentMessage).then((said) => process.send?.(said));
});
