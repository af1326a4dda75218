import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSampleTenant } from '../../infra/sample-tenant/index.ts';
import { writeAwkwardTenant } from '../awkward/awkwardTenant.ts';
import { builtScript } from '../builtScript.ts';
import type { Enriched } from '../end-to-end/enrich.ts';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';
import type { Report } from '../end-to-end/results.ts';
import { Command, CommandHere, type CommandOptions } from '../faults/command.ts';
import { commandHeldAfter, startHeldTenant, type HeldTenant } from '../faults/heldTenant.ts';
import { sidesOf } from '../oracle/sides.ts';
import { readTenantFolder } from '../oracle/tenantFolder.ts';
import { filesIn, leaksIn, type Leak } from './leaks.ts';
import { needlesOf } from './needles.ts';
import { Searcher } from './search.ts';
import { columnsOf, textsOf } from './storedTexts.ts';

interface Place {
  readonly name: string;
  /** So many requests of each run that does not come to its end are answered. */
  readonly answered: number;
  readonly write: (tenantFolder: string) => Promise<Report>;
}

const places: readonly Place[] = [
  { name: 'an awkward tenant', answered: 90, write: (folder) => writeAwkwardTenant(folder, 3, { people: 12, threads: 150, meetings: 80 }) },
  {
    name: 'the sample tenant',
    answered: 100,
    write: async (folder) => {
      const asOf = Date.parse('2026-11-02T08:00:00Z');
      await writeSampleTenant(folder, { seed: 4, asOf, mailScale: 0.02 });
      return { members: ['sales-dach@halvorne.example', 'sales-americas@halvorne.example'], asOf, timeZone: 'Europe/Warsaw' };
    },
  },
];

/**
 * Address, name, subject, text and id of everybody and everything in the tenant are looked for in all files under the data and output folders
 * and in what the command says. Each run goes on where the one before was stopped, so that every state of the data folder comes up.
 */
describe.each(places.map((place) => [place.name, place] as const))('over %s, nothing of anybody is written anywhere but to Office_User.csv', (_, { answered, write }) => {
  let folder: string;
  let held: HeldTenant;
  let report: Report;
  let searcher: Searcher;
  /** What may stand in Office_User.csv: the directory ids of the listed persons. */
  let userIds: readonly string[];

  beforeAll(async () => {
    folder = await scratchFolder();
    const tenantFolder = join(folder, 'tenant');
    report = await write(tenantFolder);
    held = await startHeldTenant(tenantFolder);
    const needles = await needlesOf(tenantFolder);
    expect(needles.length).toBeGreaterThan(1000);
    // The head of every signed token there can be.
    const token = Buffer.from('{"alg":"RS256","typ":"JWT"').toString('base64url');
    searcher = new Searcher([...needles, { kind: 'secret', text: held.tenant.clientSecret }, { kind: 'secret', text: token }]);
    userIds = sidesOf(await readTenantFolder(tenantFolder), report.members).listedPersons.map(({ userId }) => userId);
  });

  afterAll(() => held.tenant.close());

  const dataFolder = () => join(folder, 'data');
  const outputFolder = () => join(folder, 'out');

  const options = () => ({ report, dataFolder: dataFolder(), outputFolder: outputFolder() });

  /** Gives a run in whose midst `stop` has happened. */
  async function stopped<Running extends Command | CommandHere>(where: new (options: CommandOptions) => Running, stop: (command: Running) => void): Promise<Running> {
    const command = await commandHeldAfter(answered, held, { ...options(), built: await builtScript('infra/cli/enrich.ts') }, where);
    stop(command);
    held.answerAgain();
    return command;
  }

  async function leaks({ stdout, stderr }: Enriched): Promise<Leak[]> {
    expect(await filesIn(dataFolder())).not.toEqual([]);
    expect(stderr).not.toBe('');
    return leaksIn(searcher, [dataFolder(), outputFolder()], { stdout, stderr });
  }

  test('by a run that is killed, nor into the checkpoints that it leaves', async () => {
    const { ended: whenEnded } = await stopped(Command, (command) => command.kill());
    const ended = await whenEnded;
    expect(ended.signal).toBe('SIGKILL');
    expect(await leaks(ended)).toEqual([]);

    // A checkpoint is an address of Graph: the mailbox's id is taken out of it.
    const { next } = await textsOf(join(dataFolder(), 'interactions'));
    expect(next.length).toBeGreaterThan(0);
    for (const path of next) {
      expect(path).toMatch(/^\/users\/\{mailbox\}\/(messages|calendarView)\?/);
      expect(path).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|@|%40/i);
    }
  });

  test('by a run that is interrupted with Ctrl-C', async () => {
    const { ended: whenEnded } = await stopped(Command, (command) => command.interrupt());
    const ended = await whenEnded;
    expect(ended.status, ended.stderr).toBe(130);
    expect(await leaks(ended)).toEqual([]);
  });

  test('by a run that fails, nor into the sentence that it ends with', async () => {
    const { ended: whenEnded } = await stopped(CommandHere, () => {
      held.tenant.revoke('Mail.ReadBasic.All');
      held.tenant.revokeTokens();
    });
    const ended = await whenEnded;
    held.tenant.grant('Mail.ReadBasic.All');
    expect(ended.status, ended.stderr).toBe(1);
    expect(await leaks(ended)).toEqual([]);
  });

  test('by a run that is done; Office_User.csv holds the chosen addresses and the directory ids of the chosen people', async () => {
    const ended = await new CommandHere({ ...options(), tenant: held.tenant }).ended;
    expect(ended.status, ended.stderr).toBe(0);
    const found = await leaks(ended);
    expect(found.filter(({ where }) => where !== 'Office_User.csv')).toEqual([]);
    const chosen = report.members.map((member) => member.trim().toLowerCase());
    const isMeant = ({ text }: Leak) => userIds.includes(text) || chosen.some((address) => address.includes(text.toLowerCase()));
    expect(found.filter((leak) => !isMeant(leak))).toEqual([]);
    expect(userIds.filter((userId) => !found.some(({ text }) => text === userId))).toEqual([]);
  });

  test('and the store has no column that could hold it', async () => {
    const store = join(dataFolder(), 'interactions');
    const columns = await columnsOf(store);
    expect(new Set(columns.map(({ type }) => type))).toEqual(new Set(['BIGINT', 'BIGINT[]', 'BOOLEAN', 'INTEGER', 'VARCHAR']));
    expect(columns.filter(({ type }) => type === 'VARCHAR').map(({ name }) => name)).toEqual(['basis.fingerprint', 'ledger.kind', 'ledger.outcome', 'slice.kind', 'slice.next']);
    const { fingerprint, kind, outcome } = await textsOf(store);
    expect(fingerprint).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(kind).toEqual(['mail', 'meetings']);
    for (const word of outcome) expect(word).toMatch(/^[a-zA-Z]{4,13}$/);
  });
});
