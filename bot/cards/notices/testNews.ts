import { failureCodes, skipReasons, type Mover } from '../../../engine/index.ts';
import type { DigestNews } from './digestCard.ts';
import type { ErasureNews } from './erasedCards.ts';
import type { RunNews } from './runCard.ts';
import { testOverview } from '../../../engine/model/testOverview.ts';
import { testId, testProgress } from './testRecords.ts';

const at = Date.parse('2026-11-23T07:05:00Z');

function movers(names: readonly string[], scoreChange: number): Mover[] {
  return names.map((name, index) => ({ customerId: `c${index}`, name, rank: index + 1, score: 88.2 - 9 * index, scoreChange: scoreChange / (index + 1), emails: 120, meetings: 8, daysSinceLastEmail: 45 + index, daysSinceLastMeeting: index === 0 ? undefined : 60 }));
}

/** The card of a run at each of its stages, with these names of accounts. */
export function testRunNews(enrichmentName: string, names: readonly string[]): Readonly<Record<string, RunNews>> {
  const common = { enrichmentId: testId(1), enrichmentName, timeZone: 'Europe/Warsaw', movers: { up: movers(names, 12.3), down: movers(names, -8.6) }, canRunAgain: false, url: 'https://teams.example/tab' };
  const run = { cause: 'first', startedAt: at } as const;
  const ended = { ...run, endedAt: at + 3_600_000 };
  const overview = { ...testOverview, customersEnriched: 1_204, customersTotal: 1_350, emailsProcessed: 1_284_502, meetingsProcessed: 48_211 };
  const progress = testProgress({ mailboxesTotal: 240, mailboxesDone: 61, percent: 34, secondsLeft: 2_540 });
  return {
    scheduled: { ...common, run: undefined, phase: { kind: 'scheduled', startsAt: at } },
    onHold: { ...common, run: undefined, phase: { kind: 'onHold' } },
    waiting: { ...common, run, phase: { kind: 'running', progress: undefined, results: undefined } },
    resolving: { ...common, run, phase: { kind: 'running', progress: testProgress({ stage: 'resolve' }), results: undefined } },
    reading: { ...common, run, phase: { kind: 'running', progress, results: undefined } },
    firstResults: { ...common, run, phase: { kind: 'running', progress, results: { coverage: { from: '2026-08-01', days: 114, isComplete: false }, customersEnriched: 913, customersTotal: 1_350 } } },
    completed: { ...common, run: ended, phase: { kind: 'completed', overview, hasWarnings: false, warning: undefined } },
    warnings: { ...common, run: ended, phase: { kind: 'completed', overview: { ...overview, addressesSkipped: skipReasons.map((reason, index) => ({ reason, count: index + 1 })) }, hasWarnings: true, warning: 'writeBackRefused' } },
    nothingFound: { ...common, movers: { up: [], down: [] }, run: ended, phase: { kind: 'completed', overview: { ...overview, customersEnriched: 0 }, hasWarnings: true, warning: undefined } },
    ...Object.fromEntries(failureCodes.map((failure) => [`failed ${failure}`, { ...common, canRunAgain: true, run: ended, phase: { kind: 'failed', failure } } as const])),
    cancelled: { ...common, run: ended, phase: { kind: 'cancelled', failure: undefined } },
    left: { ...common, run, phase: { kind: 'left' } },
  };
}

export function testDigestNews(enrichmentName: string, names: readonly string[], { isFirst = false, isCalm = false } = {}): DigestNews {
  const publication = { id: testId(2), enrichmentId: testId(1), runId: testId(3), publishedAt: at, asOf: at, coverage: { from: '2025-11-23', days: 365, isComplete: true }, customersEnriched: 5, customersTotal: 9 };
  const quiet = isCalm ? [] : movers(names, 0);
  const digest = { publication, coverage: { ...publication.coverage, isComplete: !isFirst }, since: isFirst ? undefined : at - 7 * 86_400_000, ranking: movers(names, isCalm ? 0 : 3), up: isFirst || isCalm ? [] : movers(names, 12), down: isFirst || isCalm ? [] : movers(names, -12), quiet: { total: 4 * quiet.length, items: quiet } };
  return { enrichmentId: testId(1), enrichmentName, timeZone: 'Europe/Warsaw', weekStart: '2026-11-23', digest, url: 'https://teams.example/tab' };
}

export function testErasureNews(enrichmentName: string | undefined, changes: Partial<ErasureNews['receipt']> = {}): ErasureNews {
  const receipt = { id: testId(4), enrichmentId: testId(1), cause: 'consentWithdrawn', startedAt: at, readingStoppedAt: at, finishedAt: at + 2_000, mailboxes: 240, emailCopies: 1_284_502, meetingCopies: 48_211, publications: 12, files: 30, bytes: 123_456_789, isPseudonymKeyErased: true, ...changes } as const;
  return { receipt, enrichmentName, timeZone: enrichmentName === undefined ? undefined : 'Europe/Warsaw' };
}
