import { join } from 'node:path';
import { startPlaygrounds, type DirectoryPerson, type Playgrounds } from '../../infra/playground/index.ts';
import { addressOf, idOf } from '../end-to-end/smallTenant.ts';
import { startRunningService, type RunningService, type RunningServiceOptions } from '../service/runningService.ts';
import { people, type Person } from '../service/salesYear.ts';
import { PlaygroundClient } from './playgroundClient.ts';

/** Who sits at a Playground of their own. */
const parts = ['globalAdministrator', 'admin', 'viewer'] as const satisfies readonly Person[];
export type Part = (typeof parts)[number];

/** The sales team of the other tests with the whole service, and the Teams of three of its people. */
export interface ChattingCompany {
  readonly service: RunningService;
  readonly chats: Readonly<Record<Part, PlaygroundClient>>;
  readonly close: () => Promise<void>;
}

export async function startChattingCompany(options: RunningServiceOptions): Promise<ChattingCompany> {
  const service = await startRunningService(options);
  const colleagues = (Object.keys(people) as Person[]).filter((part) => !(parts as readonly Person[]).includes(part));
  let playgrounds: Playgrounds<Part>;
  try {
    playgrounds = await startPlaygrounds({
      tenant: service.tenant,
      people: Object.fromEntries(parts.map((part) => [part, directoryPerson(part)])) as Record<Part, DirectoryPerson>,
      colleagues: colleagues.map(directoryPerson),
      messagesUrl: `${service.url}/api/messages`,
      folder: join(service.folder, 'playgrounds'),
      firstPort: 0,
    });
  } catch (error) {
    await service.close();
    throw error;
  }
  const opened = await Promise.all(parts.map(async (part) => [part, await PlaygroundClient.open(playgrounds.of[part])] as const));
  const chats = Object.fromEntries(opened) as Record<Part, PlaygroundClient>;
  return {
    service,
    chats,
    close: async () => {
      await Promise.all(Object.values(chats).map((chat) => chat.close()));
      await playgrounds.close();
      await service.close();
    },
  };
}

function directoryPerson(part: Person): DirectoryPerson {
  const name = people[part];
  return { userId: idOf(name), displayName: name, userPrincipalName: addressOf(name) };
}
