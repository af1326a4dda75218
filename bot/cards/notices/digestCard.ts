import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { DateTime } from 'luxon';
import type { Digest, RankedCustomer } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';
import { button, card, faint, heading, table } from '../kit.ts';
import { banner, moversTables, openButton } from './parts.ts';

/** Each way: more is a list to be read in the tab. */
const moversMax = 3;

export interface DigestNews {
  readonly enrichmentId: string;
  readonly enrichmentName: string;
  readonly timeZone: string;
  /** Its Monday (ISO 8601). */
  readonly weekStart: string;
  readonly digest: Digest;
  readonly url: string | undefined;
}

export function digestHeadline(texts: Texts, { enrichmentName }: Pick<DigestNews, 'enrichmentName'>): string {
  return texts.text('notices.headline', { state: texts.text('notices.digest.title'), name: enrichmentName });
}

/** Who leads, who moved since the digest before, and with whom it has gone quiet. */
export function digestCard(texts: Texts, news: DigestNews): IAdaptiveCard {
  const { enrichmentId, enrichmentName, weekStart, digest, url } = news;
  const movers = { up: digest.up.slice(0, moversMax), down: digest.down.slice(0, moversMax) };
  const hasMovers = movers.up.length + movers.down.length > 0;
  return card({
    lang: texts.language,
    fallbackText: digestHeadline(texts, news),
    body: [
      banner('accent', texts.text('notices.digest.title'), enrichmentName, texts.text('notices.digest.week', { day: texts.day(weekStart) })),
      {
        ...table(
          ['#', texts.text('notices.digest.top'), texts.text('notices.score'), ...(digest.since === undefined ? [] : [texts.text('notices.change')])],
          digest.ranking.map(({ rank, name, score, scoreChange }) => [texts.number(rank), name, texts.number(score), ...(digest.since === undefined ? [] : [scoreChange === undefined ? '–' : texts.change(scoreChange)])]),
          digest.since === undefined ? [2, 15, 5] : [2, 10, 5, 5],
          ['Left', 'Left', 'Right', 'Right'],
        ),
        spacing: 'Medium',
      },
      ...moversTables(texts, movers),
      ...(digest.since !== undefined && !hasMovers ? [faint(texts.text('notices.digest.noMovers'))] : []),
      { ...heading(digest.quiet.total === 0 ? texts.text('notices.digest.quietNone') : texts.text('notices.digest.quiet', { count: digest.quiet.total })), spacing: 'Large' },
      ...(digest.quiet.items.length === 0
        ? []
        : [
            table(
              [texts.text('notices.customer'), texts.text('notices.digest.daysSince')],
              digest.quiet.items.map((customer) => [customer.name, daysSinceContact(texts, customer)]),
              [6, 3],
              ['Left', 'Right'],
            ),
          ]),
      { ...faint(footnote(texts, news)), spacing: 'Medium' },
    ],
    actions: [
      button(texts.text('notices.ranking'), { verb: 'ranking.show', enrichmentId, offset: 0 }),
      ...(digest.quiet.total > digest.quiet.items.length ? [button(texts.text('notices.allQuiet'), { verb: 'stale.show', enrichmentId, offset: 0 })] : []),
      ...openButton(texts, url),
    ],
  });
}

/** Since the last email or meeting, whichever came later. */
function daysSinceContact(texts: Texts, { daysSinceLastEmail, daysSinceLastMeeting }: RankedCustomer): string {
  const days = Math.min(daysSinceLastEmail ?? Infinity, daysSinceLastMeeting ?? Infinity);
  return days === Infinity ? '–' : texts.number(days);
}

function footnote(texts: Texts, { digest: { publication, coverage, since }, timeZone }: DigestNews): string {
  const dayOf = (at: number) => texts.day(DateTime.fromMillis(at, { zone: timeZone }).toISODate() ?? '');
  const sentences = [
    texts.text('notices.digest.asOf', { day: dayOf(publication.asOf) }),
    ...(since === undefined ? [] : [texts.text('notices.digest.since', { day: dayOf(since) })]),
    ...(coverage.isComplete ? [] : [texts.text('notices.digest.coverage', { count: coverage.days })]),
  ];
  return sentences.join(' ');
}
