import { expect, test } from 'vitest';
import { textsIn } from '../../texts/texts.ts';
import { receiptFacts, receiptText, type Receipt } from './receiptFacts.ts';

const at = Date.UTC(2026, 10, 23, 12);
const receipt: Receipt = {
  ...{ id: 'r1', enrichmentId: 'e1', cause: 'consentWithdrawn', causedBy: 'gail', startedAt: at, readingStoppedAt: at + 60_000, finishedAt: at + 120_000 },
  ...{ mailboxes: 30, emailCopies: 12_345, meetingCopies: 678, publications: 2, files: 9, bytes: 1_234_567, isPseudonymKeyErased: true },
};

test('a saved receipt says what was erased, when reading stopped, by whom, and that the key is gone', async () => {
  const texts = await textsIn('en', 'Europe/Warsaw');
  const lines = receiptText('Receipt of erasure', receiptFacts(texts, receipt, 'Sales', [{ userId: 'gail', displayName: 'Gail' }])).split('\n');
  expect(lines).toEqual(expect.arrayContaining(['Receipt of erasure', 'Enrichment: Sales', 'By: Gail', 'Reading stopped: 23 Nov 2026, 13:01, within 1 min', 'Email records erased: 12,345', 'Receipt: r1']));
});

test('where the permission was removed, nobody here is named', async () => {
  const facts = receiptFacts(await textsIn('en'), { ...receipt, cause: 'permissionRemoved', causedBy: undefined }, 'Sales', []);
  expect(facts).toContainEqual(['By', 'The service']);
});
