import { spawnLocalTenant } from '../../infra/local-tenant/process.ts';
import { Child } from './child.ts';
import { contenderNames, roundSchema, type ContenderName, type Reading, type Round } from './contender.ts';
import { median } from './median.ts';
import { decimal, ratio, table, whole } from './table.ts';
import { asOf, someMailboxes } from './tenants.ts';

/** All mail as it is served, cut to the properties that are asked for; the server then only copies. */
const cacheMegabytes = 2_000;

/** Contenders may miss some mails of the other's range (those that were sent before the window), but no more than this share. */
const missingShareMax = 0.01;

const labels: Readonly<Record<ContenderName, string>> = {
  pipeline: 'the pipeline',
  parseTexts: 'JSON.parse of the pages (the floor)',
  parseBytes: 'decoding and JSON.parse',
  pageIterator: "the SDK's PageIterator",
};

/** Part 1: messages per second of the pipeline, beside the floor and beside what one would write without it. Each in a process of its own, in turns. */
export async function readingRate(options: { readonly tenantFolder: string; readonly scratchFolder: string; readonly rounds: number; readonly nodeOptions: readonly string[] }): Promise<string> {
  const tenant = await spawnLocalTenant(options.tenantFolder, { cacheMegabytes });
  const children = contenderNames.map((name) => ({ name, child: new Child('contenderChild.ts', [name], options.nodeOptions) }));
  try {
    const mailboxes = someMailboxes();
    const reading: Reading = { tenant, mailboxes, asOf, scratchFolder: options.scratchFolder };
    const rounds = new Map<ContenderName, Round[]>(contenderNames.map((name) => [name, []]));
    // The first round is for warming up: the server's pages, and everybody's code.
    for (let number = 0; number <= options.rounds; number += 1) {
      for (const { name, child } of children) {
        const round = roundSchema.parse(await child.ask(reading));
        if (number > 0) rounds.get(name)?.push(round);
      }
    }
    return report(rounds, mailboxes.length);
  } finally {
    await Promise.all(children.map(({ child }) => child.close()));
    await tenant.close();
  }
}

function report(rounds: ReadonlyMap<ContenderName, readonly Round[]>, mailboxes: number): string {
  const results = contenderNames.map((name) => {
    const own = rounds.get(name) ?? [];
    return {
      name,
      messages: Math.max(...own.map(({ messages }) => messages)),
      wallRate: median(own.map(({ messages, wallSeconds }) => messages / wallSeconds)),
      cpuRate: median(own.map(({ messages, cpuSeconds }) => messages / cpuSeconds)),
      cpuMicroseconds: median(own.map(({ messages, cpuSeconds }) => (cpuSeconds / messages) * 1_000_000)),
    };
  });
  const messages = results.map((result) => result.messages);
  if (Math.min(...messages) < Math.max(...messages) * (1 - missingShareMax)) throw new Error(`The contenders have read different mail: ${messages.join(', ')} messages.`);
  const pipelineRate = results.find(({ name }) => name === 'pipeline')?.cpuRate ?? NaN;
  return table(
    `Reading: ${whole(Math.max(...messages))} messages of ${mailboxes} mailboxes, medians of ${rounds.get('pipeline')?.length ?? 0} rounds in turns. Aims: pipeline at 0.5× of the floor or more, ahead of PageIterator, by CPU time`,
    ['', 'messages/s', 'messages/CPU s', 'CPU µs/message', 'pipeline is'],
    results.map(({ name, wallRate, cpuRate, cpuMicroseconds }) => [labels[name], whole(wallRate), whole(cpuRate), decimal(cpuMicroseconds, 1), name === 'pipeline' ? '' : ratio(pipelineRate / cpuRate)]),
  );
}
