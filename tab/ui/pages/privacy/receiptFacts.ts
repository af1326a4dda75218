import type { Consents } from '../../api/contract.ts';
import { personName } from '../../components/consent/personName.ts';
import type { Texts } from '../../texts/texts.ts';

export type Receipt = Consents['receipts'][number];
/** Unlike other facts these are plain text, so that they can be saved as a file. */
export type ReceiptFact = readonly [name: string, value: string];

/** What was erased, when and why. `name`: of the enrichment. */
export function receiptFacts(texts: Texts, receipt: Receipt, name: string, people: Consents['people']): readonly ReceiptFact[] {
  const { text, number, instant, duration } = texts;
  const { id, cause, causedBy, startedAt, readingStoppedAt, finishedAt, isPseudonymKeyErased } = receipt;
  const counts = (['mailboxes', 'emailCopies', 'meetingCopies', 'publications', 'files', 'bytes'] as const).map((count): ReceiptFact => [text(`privacy.receipt.${count}`), number(receipt[count])]);
  // An instant is written to the minute; how quickly it went takes seconds to tell, of which part of one counts as one.
  const within = (at: number) => text('privacy.receipt.within', { instant: instant(at), duration: duration(Math.max(1, Math.ceil((at - startedAt) / 1_000))) });
  return [
    [text('privacy.receipt.enrichment'), name],
    [text('privacy.receipt.cause'), text(`privacy.receipt.causes.${cause}`)],
    [text('privacy.receipt.causedBy'), causedBy === undefined ? text('privacy.service') : personName(texts, people, causedBy)],
    [text('privacy.receipt.startedAt'), instant(startedAt)],
    [text('privacy.receipt.readingStoppedAt'), within(readingStoppedAt)],
    [text('privacy.receipt.finishedAt'), within(finishedAt)],
    ...counts,
    [text('privacy.receipt.key'), text(isPseudonymKeyErased ? 'privacy.receipt.keyErased' : 'privacy.receipt.noKey')],
    [text('privacy.receipt.id'), id],
  ];
}

/** The facts as a text file: one a line. */
export function receiptText(title: string, facts: readonly ReceiptFact[]): string {
  return [title, '', ...facts.map(([name, value]) => `${name}: ${value}`), ''].join('\n');
}
