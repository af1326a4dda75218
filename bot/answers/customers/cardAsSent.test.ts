import { expect, test } from 'vitest';
import { testId } from '../../../engine/enrichments/testEnrichment.ts';
import { openTestService, people } from '../../../engine/service/testService.ts';
import { assertCard, cardTexts } from '../../cards/testCards.ts';
import { noLinks } from '../../cards/customers/testCustomer.ts';
import { cardAsSent } from './cardAsSent.ts';

const { vic, mia, gail } = people;
const contoso = { enrichmentId: testId(1), customerId: 'contoso', language: 'en' } as const;

test('the card is the one of the chat, in the language that was asked for, for those who may see it', async () => {
  const given = await openTestService();
  await given.publish(testId(1), { accounts: { contoso: { name: 'Contoso', figures: [{ emailsTo: 4, daysSinceEmail: 1 }] } } });
  const from = { service: given.service, links: noLinks };
  const card = await cardAsSent(from, vic, contoso);
  assertCard(card);
  expect(cardTexts(card).join(' ')).toContain('Contoso');
  expect((await cardAsSent(from, vic, { ...contoso, language: 'pl' })).lang).toBe('pl');
  for (const actor of [mia, gail]) await expect(cardAsSent(from, actor, contoso)).rejects.toMatchObject({ code: 'notAllowed' });
  await expect(cardAsSent(from, vic, { ...contoso, customerId: 'nobody' })).rejects.toMatchObject({ code: 'notFound' });
});
