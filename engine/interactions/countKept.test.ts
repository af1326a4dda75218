import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reportWindow, zoneOffsets } from '../model/window.ts';
import { countKept, countKeptOf } from './countKept.ts';
import { matchMailPage, matchMeetingPage, type Matching } from './matchPage.ts';
import type { Slice } from './slices.ts';
import { InteractionStore } from './store.ts';
import { addressOf, at, hour, mail, meeting, testParties, testPseudonyms } from './testItems.ts';

const window = reportWindow(at('2026-11-23T00:00:00Z'), 'UTC');
const matching: Matching = { window, offsets: zoneOffsets(window), parties: testParties(), pseudonyms: testPseudonyms };
const march: Slice = { from: at('2026-03-01T00:00:00Z'), to: at('2026-04-01T00:00:00Z'), readAsOf: window.asOf, next: undefined, isDone: true };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Ann has two mails and a meeting, Bob nothing that was kept. */
async function keep(store: InteractionStore): Promise<void> {
  const [ann, bob] = [testPseudonyms.mailbox('ann'), testPseudonyms.mailbox('bob')];
  const mails = [1, 2].map((hours) => mail({ sentAt: march.from + hours * hour }));
  await store.write({ mailbox: ann, kind: 'mail', slice: march, replaces: false, ...matchMailPage(mails, ann, undefined, matching) });
  await store.write({ mailbox: ann, kind: 'meetings', slice: march, replaces: false, ...matchMeetingPage([meeting({ startAt: march.from + hour })], ann, matching) });
  await store.write({ mailbox: bob, kind: 'mail', slice: march, replaces: false, ...matchMailPage([], bob, undefined, matching) });
  await store.flush();
}

test('counts the mailboxes that were read, and the copies that were kept of them', async () => {
  const store = await InteractionStore.open({ folder });
  await keep(store);
  store.close();
  expect(await countKept(folder)).toEqual({ mailboxes: 2, emailCopies: 2, meetingCopies: 1 });
});

test('counts what is durable and not yet in the file itself, as a killed run leaves it', async () => {
  const store = await InteractionStore.open({ folder });
  await keep(store);
  const copy = join(folder, 'copy');
  await mkdir(copy);
  for (const name of (await readdir(folder)).filter((one) => one.startsWith('interactions.duckdb'))) await copyFile(join(folder, name), join(copy, name));
  store.close();
  expect(await countKept(copy)).toEqual({ mailboxes: 2, emailCopies: 2, meetingCopies: 1 });
});

test('of a folder without a store, or no folder at all, is nothing', async () => {
  const nothing = { mailboxes: 0, emailCopies: 0, meetingCopies: 0 };
  expect(await countKept(folder)).toEqual(nothing);
  expect(await countKept(join(folder, 'missing'))).toEqual(nothing);
});

test('leaves the folder as it was', async () => {
  (await InteractionStore.open({ folder })).close();
  const before = await readdir(folder);
  await countKept(folder);
  expect(await readdir(folder)).toEqual(before);
});

test('fails where the file is broken', async () => {
  await writeFile(join(folder, 'interactions.duckdb'), 'no database');
  await expect(countKept(folder)).rejects.toThrow();
});

test('of one person counts the own mailbox, and copies that name one of the addresses, wherever it stands', async () => {
  const store = await InteractionStore.open({ folder });
  await keep(store);
  store.close();
  const addresses = (...texts: string[]) => texts.map((text) => testPseudonyms.address(addressOf(text)));
  const of = (mailboxes: readonly string[], ...texts: string[]) => countKeptOf(folder, { mailboxes: mailboxes.map((userId) => testPseudonyms.mailbox(userId)), addresses: addresses(...texts) });
  expect(await of(['ann'])).toEqual({ mailboxes: 1, emailCopies: 2, meetingCopies: 1 });
  expect(await of([], 'ann@contoso.com')).toEqual({ mailboxes: 0, emailCopies: 2, meetingCopies: 1 });
  expect(await of([], 'nobody@contoso.com', 'eve@fabrikam.example')).toEqual({ mailboxes: 0, emailCopies: 2, meetingCopies: 1 });
  expect(await of(['bob'], 'nobody@contoso.com')).toEqual({ mailboxes: 1, emailCopies: 0, meetingCopies: 0 });
});
