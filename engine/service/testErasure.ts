import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { testId } from '../enrichments/testEnrichment.ts';
import { matchMailPage } from '../interactions/matchPage.ts';
import { Pseudonyms } from '../interactions/pseudonyms.ts';
import { readOrMakeSecret } from '../interactions/secret.ts';
import { InteractionStore } from '../interactions/store.ts';
import { at, mail, testParties } from '../interactions/testItems.ts';
import { reportWindow, zoneOffsets } from '../model/window.ts';
import { openTestService, type TestService } from './testService.ts';

/** Somebody with three addresses, two of which stand in mails. */
export const bob = { id: 'BOB-ID', mail: 'bob@contoso.com', proxyAddresses: ['SMTP:bob@contoso.com', 'smtp:robert@contoso.com', 'X500:/O=bob'], userPrincipalName: 'b.smith@contoso.com' };
export const contact = 'eve@fabrikam.example';
export const results = { accounts: { a: { name: 'Adatum', figures: [{ emailsTo: 3, daysSinceEmail: 1 }] } } };

export async function serviceWithBob(options?: Parameters<typeof openTestService>[0]): Promise<TestService> {
  const given = await openTestService(options);
  given.directory.users = [bob];
  return given;
}

/** Leaves what a run would: a mail from Ann to a contact, with a colleague in copy, in the mailbox of this user. */
export async function keep({ folder }: TestService, userId: string, cc: string, enrichmentId = testId(1)): Promise<void> {
  const path = folder.enrichment(enrichmentId);
  const pseudonyms = new Pseudonyms(await readOrMakeSecret(join(path, 'pseudonyms.secret')));
  const store = await InteractionStore.open({ folder: join(path, 'interactions') });
  const window = reportWindow(at('2026-11-23T00:00:00Z'), 'UTC');
  const slice = { from: at('2026-03-01T00:00:00Z'), to: at('2026-04-01T00:00:00Z'), readAsOf: window.asOf, next: undefined, isDone: true };
  const mailbox = pseudonyms.mailbox(userId);
  const items = [mail({ sentAt: slice.from + 1, from: 'ann@contoso.com', recipients: [contact, cc] })];
  const matched = matchMailPage(items, mailbox, undefined, { window, offsets: zoneOffsets(window), pseudonyms, parties: testParties(pseudonyms) });
  await store.write({ mailbox, kind: 'mail', slice, replaces: false, ...matched });
  await store.flush();
  store.close();
}

export const isThere = (path: string) => stat(path).then(() => true, () => false);

/** Interactions, and the key of their pseudonyms. */
export const hasInteractions = async ({ folder }: TestService, enrichmentId = testId(1)) => [await isThere(join(folder.enrichment(enrichmentId), 'interactions')), await isThere(join(folder.enrichment(enrichmentId), 'pseudonyms.secret'))];

/** Of the results that are shown. */
export async function officeUserPath({ folder, service }: TestService, actor: Parameters<TestService['service']['enrichments']['get']>[0], enrichmentId = testId(1)): Promise<string> {
  const { publication } = await service.enrichments.get(actor, enrichmentId);
  return join(folder.publication(enrichmentId, publication?.id ?? ''), 'Office_User.csv');
}
