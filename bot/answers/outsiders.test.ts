import { expect, it } from 'vitest';
import { testId } from '../../engine/enrichments/testEnrichment.ts';
import { people, openTestService } from '../../engine/service/testService.ts';
import type { Answer } from '../port/turn.ts';
import { consentActions } from './consent/consentActions.ts';
import { customerActions, customerLink, customerQuestions, customerSearch } from './customers/index.ts';
import { generalActions, generalQuestions } from './general/index.ts';
import { TestBot } from './general/testBot.ts';
import { runActions } from './runs/runActions.ts';

const accounts = { litware: { name: 'Litware', figures: [{ emailsTo: 90, emailsFrom: 9 }] }, tailspin: { name: 'Tailspin Toys', figures: [{ emailsTo: 5 }] }, quiet: { name: 'Wingtip' } };
const enrichmentId = testId(1);
const ofCustomer = { enrichmentId, customerId: 'litware' };

const questions = ['engagement for litw', 'Nobody Ltd', 'compare tailspi and wingti', 'top', 'movers', 'stale', 'segments', 'segment stale', 'status', 'subscribe', 'unsubscribe', 'help', 'consent'];
const buttons = {
  'customer.show': { ...ofCustomer, months: 12 },
  'customer.compare': { ...ofCustomer, other: 'wingti' },
  'customer.share': ofCustomer,
  'customer.shareTo': { ...ofCustomer, conversationId: 'channel' },
  'customers.compare': { enrichmentId, customerIds: ['litware', 'tailspin'] },
  'ranking.show': { enrichmentId, offset: 0 },
  'movers.show': { enrichmentId },
  'stale.show': { enrichmentId, offset: 0 },
  'segment.show': { enrichmentId, segmentId: enrichmentId, offset: 0 },
  'question': { text: 'top' },
  'run.again': { enrichmentId },
  'subscribe': { enrichmentId },
  'unsubscribe': { enrichmentId },
};

it.each(['mia', 'nobody-in-the-directory'])('whoever may not see results learns of no customer and no enrichment, whatever is asked or pressed (%s)', async (userId) => {
  const service = await openTestService();
  await service.publish(enrichmentId, { accounts });
  const bot = await TestBot.over(service, { questions: { ...customerQuestions, ...generalQuestions }, actions: { ...customerActions, ...consentActions, ...runActions, ...generalActions }, search: customerSearch, link: customerLink });
  Object.assign(bot.context.links, { customerOf: () => ofCustomer });
  await bot.say('vic', 'subscribe', { kind: 'channel' });
  const { subscriptions } = bot.context.store.read();
  const answers: (readonly [string, Answer])[] = [];
  for (const kind of ['personal', 'channel'] as const) {
    for (const text of questions) answers.push([text, await bot.say(userId, text, { kind })]);
    for (const [verb, data] of Object.entries(buttons)) answers.push([verb, await bot.press(userId, verb, data, { kind })]);
    for (const text of ['', 'litw']) answers.push(['search', await bot.logic.onTurn({ kind: 'search', text, limit: 5, ...bot.happening(userId, kind, undefined) })]);
    answers.push(['link', await bot.logic.onTurn({ kind: 'link', url: 'https://tab.example/1', ...bot.happening(userId, kind, undefined) })]);
  }
  expect(answers.filter(([, answer]) => /Litware|Tailspin|Wingtip|Sales 1/u.test(JSON.stringify(answer)))).toEqual([]);
  expect(bot.faults).toEqual([]);
  expect(service.service.bulletin.runs()).toEqual([expect.objectContaining({ outcome: 'succeeded' })]);
  expect(bot.context.store.read().subscriptions).toEqual(subscriptions);
  expect((await service.service.rightsOf(people.vic)).actions).toContain('readResults');
});
