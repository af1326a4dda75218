import { expect, test } from 'vitest';
import { textsIn } from '../../texts/texts.ts';
import { auditDetails } from './auditDetails.ts';

test('an entry tells its numbers in words, and never an id, nor what an earlier version has put down of one person', async () => {
  const texts = await textsIn('en');
  const told = [
    auditDetails(texts, { action: 'exported', details: { format: 'csv', segmentId: 's1' } }),
    auditDetails(texts, { action: 'exported', details: { format: 'dataverse', rows: 136 } }),
    auditDetails(texts, { action: 'consentRequested', details: { consentId: 'c1', addresses: 2 } }),
    auditDetails(texts, { action: 'visibilityChanged', details: { isOpenToMembers: true } }),
    auditDetails(texts, { action: 'erased', details: { receiptId: 'r1', mailboxes: 30, emailCopies: 12_345, meetingCopies: 678, files: 9, bytes: 5 } }),
    auditDetails(texts, { action: 'personErased', details: { objectionId: 'o1', enrichments: 2, mailboxes: 1, emailCopies: 8_461, meetingCopies: 317 } }),
    ...[0, 1].map((objections) => auditDetails(texts, { action: 'personObjectionLifted', details: { objections } })),
    auditDetails(texts, { action: 'consentGranted', details: { consentId: 'c1' } }),
  ];
  expect(told).toEqual(['A segment, as CSV', '136 rows written to Dataverse', '2 addresses', 'Open to all members', '30 mailboxes, 12,345 emails, 678 meetings', '2 enrichments', 'Nobody with the address entered was on the list', '', '']);
});
