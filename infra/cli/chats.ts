import { join } from 'node:path';
import type { TenantProcess } from '../local-tenant/process.ts';
import { startPlaygrounds, type Playgrounds } from '../playground/index.ts';
import type { LocalPerson } from '../teams-frame/contract.ts';
import type { SampleCompany, SamplePart } from './sampleCompany.ts';

/** What a newcomer does in the chat of each. */
const parts: Readonly<Record<SamplePart, { readonly title: string; readonly hint: string }>> = {
  globalAdministrator: { title: 'Global Administrator', hint: 'a consent card waits; consent, and see the admin’s chat' },
  admin: { title: 'admin of the enrichment', hint: 'one card tells of each run; type "status"' },
  seller: { title: 'seller', hint: 'type "engagement for Fabrikam", "compare Fabrikam and Contoso" or just "fabrikan"' },
  manager: { title: 'manager', hint: 'choose a channel, and type "@Account Engagement subscribe"' },
};

export type Chats = Playgrounds<SamplePart>;

/** Teams for the people of the sample company: a Playground each, with the bot in their personal chat. */
export async function openChats({ cast, colleagues, dataFolder }: SampleCompany, tenant: TenantProcess, serviceUrl: string): Promise<Chats> {
  return startPlaygrounds({ tenant, people: cast, colleagues, messagesUrl: `${serviceUrl}/api/messages`, folder: join(dataFolder, '..', 'playgrounds') });
}

export function describeChats({ cast }: SampleCompany, { of }: Chats): string {
  const lines = (Object.keys(parts) as SamplePart[]).map((part) => `  ${of[part].url}  ${cast[part].displayName}, ${parts[part].title}: ${parts[part].hint}\n`);
  return `Chat with it, as in Teams (Microsoft's Agents Playground, in any browser):\n${lines.join('')}`;
}

/** The same people for the pages that show chat and tab side by side; chats that are not open yet are left out. */
export function localPeople({ cast }: SampleCompany, chats: Chats | undefined): LocalPerson[] {
  return (Object.keys(parts) as SamplePart[]).map((part) => {
    const { userId, displayName } = cast[part];
    return { part, userId, displayName, ...(chats !== undefined && { chatUrl: chats.of[part].url }) };
  });
}
