import { expect, test } from 'vitest';
import { textsIn } from '../../texts/texts.ts';
import { personReceiptFacts, type PersonReceipt } from './personReceiptFacts.ts';

const receipt: PersonReceipt = { id: 'o1', at: 1, by: 'ann', reason: 'left', erased: { addresses: 1, enrichments: 2, chosenAddresses: 0 }, finishedAt: 2 };

test.each(['en', 'pl'] as const)('a receipt says plainly, in %s, where the directory knew nobody and one address alone was covered', async (language) => {
  const texts = await textsIn(language);
  const [notCovered, oneAddress] = [texts.text('privacy.people.notCovered'), texts.text('privacy.people.oneAddress')];
  expect(personReceiptFacts(texts, { ...receipt, isInDirectory: false }, [])).toContainEqual([notCovered, oneAddress]);
  for (const isInDirectory of [true, undefined]) expect(personReceiptFacts(texts, { ...receipt, isInDirectory }, []).map(([name]) => name)).not.toContain(notCovered);
});
