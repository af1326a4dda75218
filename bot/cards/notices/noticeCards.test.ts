import { describe, expect, test } from 'vitest';
import { languages } from '../../texts/language.ts';
import { textsIn } from '../../texts/texts.ts';
import { assertCard, awkwardNames, cardTexts } from '../testCards.ts';
import { digestCard } from './digestCard.ts';
import { runCard } from './runCard.ts';
import { testDigestNews, testRunNews } from './testNews.ts';
import { noticeCards } from './testNoticeCards.ts';

describe.each(languages)('in %s', (language) => {
  const texts = textsIn(language);

  test.each(Object.entries(noticeCards))('%s: Teams takes the card, and shows the names as they are', (kind, build) => {
    for (const name of awkwardNames) {
      const card = build(texts, name);
      assertCard(card);
      if (!kind.startsWith('eras')) expect(cardTexts(card)).toContain(name);
    }
  });

  test.each([0, 1, 2, 5, 22])('counts of %i are told', (count) => {
    for (const { digest, ...news } of [testDigestNews('Sales', [])]) {
      assertCard(digestCard(texts, { ...news, digest: { ...digest, coverage: { ...digest.coverage, days: count, isComplete: false }, quiet: { total: count, items: [] } } }));
    }
    const { firstResults, completed } = testRunNews('Sales', []);
    if (firstResults?.phase.kind !== 'running' || completed?.phase.kind !== 'completed') throw new Error('other news than these');
    const { overview } = completed.phase;
    const coverage = { from: '2026-11-01', days: count, isComplete: false };
    assertCard(runCard(texts, { ...firstResults, phase: { ...firstResults.phase, results: { coverage, customersEnriched: count, customersTotal: count } } }));
    assertCard(runCard(texts, { ...completed, phase: { ...completed.phase, overview: overview && { ...overview, emailsProcessed: count, meetingsProcessed: count, daysOfData: count, addressesSkipped: [{ reason: 'gone', count }] } } }));
  });
});

test('only results are offered to be looked at, and only failures to be tried again', () => {
  const verbs = Object.entries(testRunNews('Sales', [])).map(([stage, news]) => [stage.split(' ', 1)[0], (runCard(textsIn('en'), news).actions ?? []).flatMap((action) => ('verb' in action ? [action.verb] : []))]);
  expect(Object.fromEntries(verbs)).toEqual({ scheduled: [], onHold: [], waiting: [], resolving: [], reading: [], firstResults: ['ranking.show'], completed: ['ranking.show'], warnings: ['ranking.show'], nothingFound: ['ranking.show'], failed: ['run.again'], cancelled: [], left: [] });
});
