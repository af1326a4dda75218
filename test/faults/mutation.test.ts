import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { EngagementFailure } from '../../engine/model/failure.ts';
import { startLocalTenant, type LocalTenant } from '../../infra/local-tenant/index.ts';
import type { GraphItem, ItemChange } from '../../infra/local-tenant/itemList.ts';
import { eventOf, messageOf } from '../awkward/graphItems.ts';
import { day, firstReport as report, hour, nordwind } from '../end-to-end/nordwind.ts';
import { expectAsTheOracle, readResults } from '../end-to-end/results.ts';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';
import { addressOf, change, deliver, idOf, invite, writeSmallTenant, type SmallTenant } from '../end-to-end/smallTenant.ts';
import { keptIn } from '../end-to-end/store.ts';
import { interactionsFolder, outputFolder, runEngine } from './engineRun.ts';
import { quietClock } from './quietClock.ts';

const { asOf } = report;

/** So that the months of Anna's mailbox take several pages each, all of them full. */
const pageSize = 3;
const paging = { shortShare: 0, emptyShare: 0 };

/** Anna's mailbox before the run: March holds `march8` … `march0` in its midst, the newest first. */
function tenantBefore(): SmallTenant {
  const tenant = nordwind();
  for (let number = 0; number < 9; number += 1) {
    const at = Date.parse('2026-03-11T08:00:00Z') + number * 7 * hour;
    deliver(tenant, ['anna'], { id: `march${number}`, sentAt: at, to: ['nora@northwind.example'], isDraft: number === 1, folder: number === 2 ? 'junkemail' : 'sentitems' });
    invite(tenant, ['anna'], { id: `march${number}`, startAt: at, attendees: [{ address: 'nora@northwind.example' }] });
  }
  return tenant;
}

/** What happens to Anna's mailbox right before a page is read of it. */
interface Mutation {
  readonly what: string;
  /** `YYYY-MM`, and the page of it, from 1. */
  readonly month: string;
  readonly page: number;
  readonly kind?: 'calendarView';
  readonly mutate: (tenant: SmallTenant) => void;
}

const mailMutations: readonly Mutation[] = [
  {
    what: 'mail arrives',
    month: '2026-05',
    page: 2,
    mutate: (tenant) => {
      for (let number = 0; number < 5; number += 1) deliver(tenant, ['anna'], { id: `new${number}`, sentAt: asOf + number * hour, from: 'ada@fabrikam.example', to: [addressOf('anna')] });
    },
  },
  {
    what: 'mail is imported into a month that is still to be read',
    month: '2026-03',
    page: 2,
    mutate: (tenant) => {
      for (let number = 0; number < 4; number += 1) deliver(tenant, ['anna'], { id: `old${number}`, sentAt: Date.parse('2026-01-07T08:00:00Z') + number * hour, to: ['ada@fabrikam.example'] });
    },
  },
  { what: 'mail that was read is removed', month: '2026-03', page: 4, mutate: (tenant) => remove(tenant, 'march8', 'march7') },
  { what: 'mail that is still to be read is removed', month: '2026-03', page: 2, mutate: (tenant) => remove(tenant, 'march0', 'march3') },
  {
    what: 'a draft is sent, and moves to the top',
    month: '2026-03',
    page: 2,
    mutate: (tenant) => {
      const sentAt = Date.parse('2026-03-31T20:00:00Z');
      change(tenant.mails, 'march1', (mail) => ({ ...mail, isDraft: false, sentAt, receivedAt: sentAt }));
    },
  },
  { what: 'mail is taken out of the junk folder', month: '2026-03', page: 2, mutate: (tenant) => change(tenant.mails, 'march2', (mail) => ({ ...mail, folder: 'inbox' })) },
];

const meetingMutations: readonly Mutation[] = [
  {
    what: 'a meeting that reaches into the month is put into the calendar',
    kind: 'calendarView',
    month: '2026-03',
    page: 2,
    mutate: (tenant) => invite(tenant, ['anna'], { id: 'night', startAt: Date.parse('2026-02-28T22:00:00Z'), endAt: Date.parse('2026-03-01T04:00:00Z'), attendees: [{ address: 'ada@fabrikam.example' }] }),
  },
  { what: 'a meeting that is still to be read is cancelled', kind: 'calendarView', month: '2026-03', page: 2, mutate: (tenant) => change(tenant.meetings, 'march8', (meeting) => ({ ...meeting, isCancelled: true })) },
  { what: 'a meeting that is still to be read is removed', kind: 'calendarView', month: '2026-03', page: 2, mutate: (tenant) => change(tenant.meetings, 'march8', () => undefined) },
];

function remove(tenant: SmallTenant, ...ids: readonly string[]): void {
  for (const id of ids) change(tenant.mails, id, () => undefined);
}

describe('while a mailbox is paged through, nothing of it is lost or counted twice:', () => {
  let root: string;

  beforeAll(async () => {
    root = await scratchFolder();
  });

  // All of them together are below; one by one, to find out which it is: `MUTATIONS=each npx vitest run test/faults/mutation.test.ts`.
  if (process.env['MUTATIONS'] === 'each') {
    test.each([...mailMutations, ...meetingMutations].map((mutation) => [mutation.what, mutation] as const))('%s', async (what, mutation) => {
      await expectFinalState(join(root, what), [mutation]);
    });
  }

  test('mail that was read is removed, and again when the month is read anew', async () => {
    const marchCount = (tenantBefore().mails['anna'] ?? []).filter(({ receivedAt }) => new Date(receivedAt).toISOString().startsWith('2026-03')).length;
    const firstReadingPages = 3 + Math.ceil((marchCount - 1 - 3 * pageSize) / pageSize);
    await expectFinalState(join(root, 'again'), [
      { what: '', month: '2026-03', page: 4, mutate: (tenant) => remove(tenant, 'march8') },
      { what: '', month: '2026-03', page: firstReadingPages + 4, mutate: (tenant) => remove(tenant, 'march7') },
    ]);
  });

  test('all of this in one run, which keeps the same rows as one over the mailbox as it is in the end', async () => {
    const place = join(root, 'all');
    await expectFinalState(place, [...mailMutations, ...meetingMutations]);
    await runOver(join(place, 'after'), join(place, 'at once'), [], false);
    expect(await keptIn(interactionsFolder(join(place, 'run')))).toEqual(await keptIn(interactionsFolder(join(place, 'at once'))));
  });
});

describe('what happens to a mailbox between an interrupted run and the one that goes on from there is neither lost nor counted twice:', () => {
  let root: string;

  beforeAll(async () => {
    root = await scratchFolder();
  });

  // What moves within a month leaves its count as it was, and the ids of what was read before the interruption are not kept.
  const noticed = mailMutations.filter(({ what }) => what !== 'a draft is sent, and moves to the top');
  test.each(noticed.map((mutation) => [mutation.what, mutation] as const))('%s', async (what, mutation) => {
    await expectFinalState(join(root, what), [mutation], { isInterrupted: true });
  });
});

/** Runs while the mutations happen, and expects the table and the figures of the mailbox as it is in the end. */
async function expectFinalState(folder: string, mutations: readonly Mutation[], { isInterrupted = false } = {}): Promise<void> {
  const at = (name: string) => join(folder, name);
  await writeFolder(at('before'), tenantBefore());
  const after = tenantBefore();
  for (const { mutate } of mutations) mutate(after);
  await writeFolder(at('after'), after);

  await runOver(at('before'), at('run'), mutations, isInterrupted);
  await expectAsTheOracle(await readResults(outputFolder(at('run'))), at('after'), report);
}

async function writeFolder(folder: string, tenant: SmallTenant): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeSmallTenant(folder, tenant);
}

async function runOver(tenantFolder: string, folder: string, mutations: readonly Mutation[], isInterrupted: boolean): Promise<void> {
  const clock = quietClock(asOf + 2 * day);
  const tenant = await startLocalTenant(tenantFolder, { clock, paging });
  const mutator = new Mutator(tenant, mutations);
  const interruption = new AbortController();
  const options = { report, tenant, clock, folder, pageSize };
  const beforeRequest = (path: string) => {
    if (mutator.beforeRequest(path) && isInterrupted) interruption.abort(new EngagementFailure('interrupted', 'The test interrupts.'));
  };
  try {
    const run = runEngine({ ...options, onRequest: beforeRequest, signal: interruption.signal });
    if (isInterrupted) {
      await expect(run).rejects.toMatchObject({ code: 'interrupted' });
      await runEngine(options);
    } else {
      await run;
    }
  } finally {
    await tenant.close();
  }
  expect(mutator.waiting).toEqual([]);
}

/** Carries out each mutation when its page is asked for. */
class Mutator {
  readonly #tenant: LocalTenant;
  readonly #state = tenantBefore();
  readonly #pages = new Map<string, number>();
  waiting: readonly Mutation[];

  constructor(tenant: LocalTenant, mutations: readonly Mutation[]) {
    this.#tenant = tenant;
    this.waiting = mutations;
  }

  /** True where something happened. */
  beforeRequest(path: string): boolean {
    const list = decodeURIComponent(path);
    const [, kind, month] = new RegExp(`^/users/${idOf('anna')}/(messages|calendarView)\\?.*(?:startDateTime=|receivedDateTime ge )(\\d{4}-\\d\\d)-01T`).exec(list) ?? [];
    if (kind === undefined) return false;
    const key = `${kind} ${month ?? ''}`;
    const page = (this.#pages.get(key) ?? 0) + 1;
    this.#pages.set(key, page);
    const due = this.waiting.filter((mutation) => key === `${mutation.kind ?? 'messages'} ${mutation.month}` && mutation.page === page);
    this.waiting = this.waiting.filter((mutation) => !due.includes(mutation));
    for (const { mutate } of due) this.#apply(mutate);
    return due.length > 0;
  }

  #apply(mutate: (tenant: SmallTenant) => void): void {
    const before = itemsOf(this.#state);
    mutate(this.#state);
    const after = itemsOf(this.#state);
    for (const kind of ['messages', 'events'] as const) this.#tenant.change(idOf('anna'), kind, changeBetween(before[kind], after[kind]));
  }
}

type Items = ReadonlyMap<string, GraphItem>;

/** Anna's items by their ids. */
function itemsOf({ mails, meetings }: SmallTenant): { readonly messages: Items; readonly events: Items } {
  const byId = (items: readonly object[]) => new Map(items.map((item) => [(item as GraphItem).id, item as GraphItem]));
  return { messages: byId((mails['anna'] ?? []).map(messageOf)), events: byId((meetings['anna'] ?? []).map(eventOf)) };
}

function changeBetween(before: Items, after: Items): ItemChange {
  return {
    insert: [...after.values()].filter(({ id }) => !before.has(id)),
    replace: [...after.values()].filter((item) => before.has(item.id) && JSON.stringify(before.get(item.id)) !== JSON.stringify(item)),
    remove: [...before.keys()].filter((id) => !after.has(id)),
  };
}
