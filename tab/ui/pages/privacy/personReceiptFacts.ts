import type { Objections } from '../../api/contract.ts';
import { personName } from '../../components/consent/personName.ts';
import type { Texts } from '../../texts/texts.ts';
import type { ReceiptFact } from './receiptFacts.ts';

export type PersonReceipt = Objections['objections'][number];

/** What was erased of one person, when, why and by whom; not of whom. */
export function personReceiptFacts(texts: Texts, { id, at, by, reason, isInDirectory, erased, finishedAt }: PersonReceipt, people: Objections['people']): readonly ReceiptFact[] {
  const { text, number, instant } = texts;
  return [
    [text('privacy.people.reason'), text(`privacy.people.reasons.${reason}`)],
    [text('privacy.receipt.causedBy'), personName(texts, people, by)],
    [text('privacy.receipt.startedAt'), instant(at)],
    [text('privacy.receipt.finishedAt'), finishedAt === undefined ? text('privacy.people.unfinished') : instant(finishedAt)],
    ...(['addresses', 'enrichments', 'chosenAddresses'] as const).map((count): ReceiptFact => [text(`privacy.people.counts.${count}`), number(erased[count])]),
    ...(isInDirectory === false ? [[text('privacy.people.notCovered'), text('privacy.people.oneAddress')] as const] : []),
    [text('privacy.receipt.id'), id],
  ];
}
