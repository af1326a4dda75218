import type { Clock } from '../model/clock.ts';
import { dayMilliseconds, localDay, zoneOffsets, type ReportWindow, type ZoneOffset } from '../model/window.ts';
import type { MailboxReading, PageRead } from './readMailbox.ts';

export const runStages = ['resolve', 'read', 'aggregate', 'publish'] as const;
export type RunStage = (typeof runStages)[number];

/** How far a run is. While it reads, the figures grow; before and after they are those of the beginning and the end. */
export interface Progress {
  readonly stage: RunStage;
  readonly mailboxesTotal: number;
  /** Read to the end, or skipped. */
  readonly mailboxesDone: number;
  readonly mailboxesSkipped: number;
  /** Mails and meetings read in this run, before matching. */
  readonly itemsRead: number;
  readonly itemsPerSecond: number;
  /** From the first day that every mailbox which is not skipped is complete from, to `asOf`. */
  readonly daysOfData: number;
  /** Of the reading; undefined until some of it is done. */
  readonly secondsLeft: number | undefined;
}

/** Adds up what the readers of the mailboxes report. */
export class ReadingProgress {
  readonly #clock: Clock;
  readonly #window: ReportWindow;
  readonly #offsets: readonly ZoneOffset[];
  readonly #startedAt: number;
  /** For each mailbox and kind that is not read to its end: up to where it is still to be read, and how much of it. */
  readonly #open = new Map<string, { readonly mailbox: bigint; readonly to: number; readonly milliseconds: number }>();
  readonly #mailboxesTotal: number;
  readonly #skipped = new Set<bigint>();
  readonly #millisecondsTotal: number;
  #itemsRead = 0;

  constructor(readings: readonly MailboxReading[], window: ReportWindow, clock: Clock) {
    this.#clock = clock;
    this.#window = window;
    this.#offsets = zoneOffsets(window);
    this.#startedAt = clock.now();
    this.#mailboxesTotal = readings.length;
    for (const { mailbox, toRead } of readings) {
      for (const [kind, slices] of Object.entries(toRead)) {
        const [newest] = slices;
        if (newest === undefined) continue;
        const milliseconds = slices.reduce((total, { from, to }) => total + to - from, 0);
        this.#open.set(`${mailbox} ${kind}`, { mailbox, to: newest.to, milliseconds });
      }
    }
    this.#millisecondsTotal = this.#millisecondsOpen();
  }

  pageRead({ mailbox, kind, itemsCount, finished, nextTo }: PageRead): void {
    this.#itemsRead += itemsCount;
    if (finished === undefined) return;
    const key = `${mailbox} ${kind}`;
    const open = this.#open.get(key);
    if (nextTo === undefined) this.#open.delete(key);
    else this.#open.set(key, { mailbox, to: nextTo, milliseconds: (open?.milliseconds ?? 0) - (finished.to - finished.from) });
  }

  mailboxSkipped(mailbox: bigint): void {
    this.#skipped.add(mailbox);
    for (const [key, open] of this.#open) if (open.mailbox === mailbox) this.#open.delete(key);
  }

  at(stage: RunStage): Progress {
    const seconds = Math.max((this.#clock.now() - this.#startedAt) / 1000, 0.001);
    const millisecondsOpen = this.#millisecondsOpen();
    const millisecondsDone = this.#millisecondsTotal - millisecondsOpen;
    return {
      stage,
      mailboxesTotal: this.#mailboxesTotal,
      mailboxesDone: this.#mailboxesTotal - new Set([...this.#open.values()].map(({ mailbox }) => mailbox)).size,
      mailboxesSkipped: this.#skipped.size,
      itemsRead: this.#itemsRead,
      itemsPerSecond: Math.round(this.#itemsRead / seconds),
      daysOfData: this.#daysOfData(),
      secondsLeft: millisecondsDone > 0 ? Math.round((seconds * millisecondsOpen) / millisecondsDone) : undefined,
    };
  }

  #daysOfData(): number {
    if (this.#skipped.size === this.#mailboxesTotal) return 0;
    const completeFrom = [...this.#open.values()].reduce((latest, { to }) => Math.max(latest, to), this.#window.startAt);
    // A day that is read in part is not complete.
    const firstDay = completeFrom > this.#window.startAt ? localDay(completeFrom + dayMilliseconds - 1, this.#offsets) : localDay(completeFrom, this.#offsets);
    return Math.max(0, localDay(this.#window.asOf, this.#offsets) - firstDay);
  }

  #millisecondsOpen(): number {
    return [...this.#open.values()].reduce((total, { milliseconds }) => total + milliseconds, 0);
  }
}
