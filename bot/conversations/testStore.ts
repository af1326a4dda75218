import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Conversation } from '../port/conversation.ts';
import type { BotStore } from './botStore.ts';
import { openBotStore } from './openBotStore.ts';

export const testTenantId = '11111111-2222-4333-8444-555555555555';

/** A store over a real file; closed and removed when the test ends. */
export async function openTestBotStore(): Promise<BotStore> {
  const folder = await mkdtemp(join(tmpdir(), 'bot-'));
  const store = await openBotStore({ folder, tenantId: testTenantId });
  onTestFinished(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  return store;
}

export function testConversation(kind: Conversation['kind'], id: string = kind): Conversation {
  return { id, tenantId: testTenantId, kind, serviceUrl: 'https://smba.trafficmanager.net/emea/', botAccountId: '28:bot' };
}
