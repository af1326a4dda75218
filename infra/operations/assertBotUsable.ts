// Past the face of the bot: that one brings the SDK, which takes a second to load.
import { openBotStore } from '../../bot/conversations/openBotStore.ts';
import { namesIn } from '../../engine/index.ts';
import { botFolderOf } from '../server/tenantFolders.ts';

/**
 * Reads what the bot remembers of an organisation to its end, where there is anything, as a start of the service would. Changes nothing, and
 * may be called while a service runs.
 * @throws EngagementFailure `stateUnusable`, and the file system's own errors
 */
export async function assertBotUsable(dataFolder: string, tenantId: string): Promise<void> {
  const folder = botFolderOf(dataFolder, tenantId);
  if ((await namesIn(folder)).includes('bot.json')) await (await openBotStore({ folder, tenantId })).close();
}
