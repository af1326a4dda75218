import { join } from 'node:path';
import type { TenantProcess } from '../local-tenant/process.ts';
import { accountId, botAccountId, conversationsOf, mockTenant, rosterMost } from './mockTenant.ts';
import type { DirectoryPerson, PlaygroundConversations } from './mockTenant.ts';
import { startPlaygroundProcess } from './playgroundProcess.ts';
import { openSigningDoor } from './signingDoor.ts';

export type { DirectoryPerson, PlaygroundConversations } from './mockTenant.ts';

/** Where the Playgrounds are looked for: the first of as many ports as there are people. */
const defaultFirstPort = 56_150;

export interface PlaygroundsOptions<Part extends string> {
  /** A local tenant, in this process or in one of its own. */
  readonly tenant: Pick<TenantProcess, 'tenantId' | 'clientId' | 'channelToken'>;
  /** Each gets a Playground. Six at most, with the colleagues. */
  readonly people: Readonly<Record<Part, DirectoryPerson>>;
  /** Who else is in the group chats and teams. */
  readonly colleagues?: readonly DirectoryPerson[];
  /** Where the service takes activities, as `http://127.0.0.1:3978/api/messages`. It need not answer yet. */
  readonly messagesUrl: string;
  /** For the Playgrounds' configurations, logs and recordings. */
  readonly folder: string;
  /** Default 56150, and the next for the next person; a port that is taken gives way to a free one. 0: free ones. */
  readonly firstPort?: number;
  /** Whether all requests and answers are kept in the folder; default false. */
  readonly isRecorded?: boolean;
}

/** The Playground of one person: Teams as that person sees it. */
export interface Playground {
  /** For a browser. */
  readonly url: string;
  /** Operating system id of its process. */
  readonly processId: number;
  /** Id of the person's account in Teams. */
  readonly accountId: string;
  readonly botAccountId: string;
  readonly conversations: PlaygroundConversations;
}

export interface Playgrounds<Part extends string> {
  readonly of: Readonly<Record<Part, Playground>>;
  /** Ends all of them, and resolves when they have ended. */
  readonly close: () => Promise<void>;
}

/**
 * Starts Microsoft's Agents Playground for people of a local tenant, one for each, all on loopback: the same tenant with its real directory ids,
 * seen by each of them in chats of their own. What they send reaches the service with a channel token, so that it is checked as Teams' own is.
 * They end when they are closed, or when this process does. Fails with `serviceFault` where one does not come up.
 */
export async function startPlaygrounds<Part extends string>(options: PlaygroundsOptions<Part>): Promise<Playgrounds<Part>> {
  const { tenant, people, colleagues = [], messagesUrl, folder, firstPort = defaultFirstPort } = options;
  const { tenantId, clientId } = tenant;
  const parts = Object.entries<DirectoryPerson>(people) as [Part, DirectoryPerson][];
  const roster = [...parts.map(([, person]) => person), ...colleagues];
  if (roster.length > rosterMost) throw new RangeError(`The Agents Playground has room for ${rosterMost} people.`);

  const door = await openSigningDoor({ messagesUrl, sign: (serviceUrl) => tenant.channelToken(serviceUrl) });
  const started = await Promise.allSettled(
    parts.map(async ([part, person], place) => {
      const process = await startPlaygroundProcess({
        folder: join(folder, part),
        mockTenant: mockTenant({ tenantId, clientId, person, roster }),
        messagesUrl: door.url,
        port: firstPort === 0 ? 0 : firstPort + place,
        isRecorded: options.isRecorded ?? false,
      });
      const playground: Playground = {
        url: `http://127.0.0.1:${process.port}`,
        processId: process.processId,
        accountId: accountId(tenantId, person.userId),
        botAccountId: botAccountId(clientId),
        conversations: conversationsOf(tenantId, person),
      };
      return { part, playground, close: process.close };
    }),
  );
  const running = started.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const close = async (): Promise<void> => {
    await Promise.all([door.close(), ...running.map((one) => one.close())]);
  };
  const failed = started.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  return { of: Object.fromEntries(running.map(({ part, playground }) => [part, playground])) as Record<Part, Playground>, close };
}
