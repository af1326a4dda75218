import { z } from 'zod';
import { readingKinds, type ReadingKind } from '../interactions/slices.ts';
import type { Clock } from '../model/clock.ts';
import type { Coverage } from '../model/runRecord.ts';
import { isoDate, localDay, windowFrom, zoneOffsets, type ReportWindow, type ZoneOffset } from '../model/window.ts';
import type { MailboxReading, PageRead } from './readMailbox.ts';

export const runStages = ['resolve', 'read', 'aggregate', 'score', 'publish'] as const;
export type RunStage = (typeof runStages)[number];

const count = z.int().nonnegative();
/** Of the time that is to be read, rounded down: 100 only when all is read. */
const percent = z.int().min(0).max(100);

const kindProgressSchema = z.object({
  /** In this run, before matching. */
  itemsRead: count,
  percent,
  /** Read to the end, or skipped. */
  mailboxesDone: count,
});

/** How far a run is. While it reads, the figures grow; before and after they are those of the beginning and the end. */
export const progressSchema = z.object({
  stage: z.enum(runStages),
  /** 0 until the chosen addresses are resolved. */
  mailboxesTotal: count,
  /** Both mail and calendar read to the end, or skipped. */
  mailboxesDone: count,
  mailboxesSkipped: count,
  mail: kindProgressSchema,
  meetings: kindProgressSchema,
  /** Mails and meetings read in this run, before matching. */
  itemsRead: count,
  itemsPerSecond: count,
  percent,
  /** From the first day that every mailbox which is not skipped is complete from, to `asOf`. */
  daysOfData: count,
  /** Of the reading; undefined until some of it is done. */
  secondsLeft: count.optional(),
});
export type Progress = Readonly<z.infer<typeof progressSchema>>;

const nothingRead = { itemsRead: 0, percent: 0, mailboxesDone: 0 };

/** Before it is known whose mailboxes are to be read. */
export const progressAtStart: Progress = {
  stage: 'resolve',
  mailboxesTotal: 0,
  mailboxesDone: 0,
  mailboxesSkipped: 0,
  mail: nothingRead,
  meetings: nothingRead,
  itemsRead: 0,
  itemsPerSecond: 0,
  percent: 0,
  daysOfData: 0,
};

/** What every mailbox that is not skipped has been read of. */
export interface Covered {
  /** Milliseconds since the Unix epoch: from here to the window's end there is no gap. */
  readonly completeFrom: number;
  /** The part of the report window that begins with the first whole day after `completeFrom`. */
  readonly window: ReportWindow;
  readonly coverage: Coverage;
}

/** A mailbox and kind that is not read to its end: up to where it is still to be read, and how much of it. */
interface Open {
  readonly to: number;
  readonly milliseconds: number;
}

/** Adds up what the readers of the mailboxes report. */
export class ReadingProgress {
  readonly #clock: Clock;
  readonly #window: ReportWindow;
  readonly #offsets: readonly ZoneOffset[];
  readonly #startedAt: number;
  readonly #mailboxesTotal: number;
  readonly #open: Readonly<Record<ReadingKind, Map<bigint, Open>>> = { mail: new Map(), meetings: new Map() };
  readonly #millisecondsTotal: Readonly<Record<ReadingKind, number>>;
  readonly #itemsRead: Record<ReadingKind, number> = { mail: 0, meetings: 0 };
  readonly #skipped = new Set<bigint>();
  /** As it was when it was last asked for, which is at every page; most pages change nothing of it. */
  #covered: Covered | undefined;

  constructor(readings: readonly MailboxReading[], window: ReportWindow, clock: Clock) {
    this.#clock = clock;
    this.#window = window;
    this.#offsets = zoneOffsets(window);
    this.#startedAt = clock.now();
    this.#mailboxesTotal = readings.length;
    for (const { mailbox, toRead } of readings) {
      for (const kind of readingKinds) {
        const [newest] = toRead[kind];
        if (newest === undefined) continue;
        const milliseconds = toRead[kind].reduce((total, { from, to }) => total + to - from, 0);
        this.#open[kind].set(mailbox, { to: newest.to, milliseconds });
      }
    }
    this.#millisecondsTotal = { mail: this.#millisecondsOpen('mail'), meetings: this.#millisecondsOpen('meetings') };
  }

  pageRead({ mailbox, kind, itemsCount, finished, nextTo }: PageRead): void {
    this.#itemsRead[kind] += itemsCount;
    if (finished === undefined) return;
    const open = this.#open[kind].get(mailbox);
    if (nextTo === undefined) this.#open[kind].delete(mailbox);
    else this.#open[kind].set(mailbox, { to: nextTo, milliseconds: (open?.milliseconds ?? 0) - (finished.to - finished.from) });
  }

  mailboxSkipped(mailbox: bigint): void {
    this.#skipped.add(mailbox);
    for (const kind of readingKinds) this.#open[kind].delete(mailbox);
  }

  at(stage: RunStage): Progress {
    const seconds = Math.max((this.#clock.now() - this.#startedAt) / 1000, 0.001);
    const total = this.#millisecondsTotal.mail + this.#millisecondsTotal.meetings;
    const open = this.#millisecondsOpen('mail') + this.#millisecondsOpen('meetings');
    const itemsRead = this.#itemsRead.mail + this.#itemsRead.meetings;
    return {
      stage,
      mailboxesTotal: this.#mailboxesTotal,
      mailboxesDone: this.#mailboxesTotal - new Set([...this.#open.mail.keys(), ...this.#open.meetings.keys()]).size,
      mailboxesSkipped: this.#skipped.size,
      mail: this.#ofKind('mail'),
      meetings: this.#ofKind('meetings'),
      itemsRead,
      itemsPerSecond: Math.round(itemsRead / seconds),
      percent: percentDone(open, total),
      daysOfData: this.covered().coverage.days,
      secondsLeft: open < total ? Math.round((seconds * open) / (total - open)) : undefined,
    };
  }

  covered(): Covered {
    const { asOf, startAt } = this.#window;
    const asOfDay = localDay(asOf, this.#offsets);
    if (this.#skipped.size === this.#mailboxesTotal) {
      return { completeFrom: asOf, window: windowFrom(this.#window, asOfDay), coverage: { from: isoDate(asOfDay), days: 0, isComplete: false } };
    }
    let completeFrom = startAt;
    for (const kind of readingKinds) for (const { to } of this.#open[kind].values()) completeFrom = Math.max(completeFrom, Math.min(to, asOf));
    if (this.#covered?.completeFrom === completeFrom) return this.#covered;
    const isComplete = completeFrom === startAt;
    const day = localDay(completeFrom, this.#offsets);
    // A day that is read in part is not complete.
    const firstDay = isComplete || windowFrom(this.#window, day).startAt >= completeFrom ? day : day + 1;
    const window = isComplete ? this.#window : windowFrom(this.#window, firstDay);
    this.#covered = { completeFrom, window, coverage: { from: isoDate(firstDay), days: Math.max(0, asOfDay - firstDay), isComplete } };
    return this.#covered;
  }

  #ofKind(kind: ReadingKind): Progress[ReadingKind] {
    return {
      itemsRead: this.#itemsRead[kind],
      percent: percentDone(this.#millisecondsOpen(kind), this.#millisecondsTotal[kind]),
      mailboxesDone: this.#mailboxesTotal - this.#open[kind].size,
    };
  }

  #millisecondsOpen(kind: ReadingKind): number {
    let total = 0;
    for (const { milliseconds } of this.#open[kind].values()) total += milliseconds;
    return total;
  }
}

function percentDone(open: number, total: number): number {
  return total === 0 ? 100 : Math.floor((100 * (total - open)) / total);
}
