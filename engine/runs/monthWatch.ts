import type { Covered, ReadingProgress } from './progress.ts';

/** Tells while mailboxes are read when there is enough more for a first look at it: another UTC month, the unit of reading. */
export class MonthWatch {
  readonly #progress: ReadingProgress;
  #firstMonth: number;

  constructor(progress: ReadingProgress) {
    this.#progress = progress;
    this.#firstMonth = firstWholeMonth(progress.covered().completeFrom);
  }

  /**
   * What is covered, if that has grown past the beginning of another month since it was last told. Undefined too where the year is complete:
   * that is no first look any more.
   */
  grown(): Covered | undefined {
    const covered = this.#progress.covered();
    const { coverage } = covered;
    const firstMonth = firstWholeMonth(covered.completeFrom);
    if (coverage.isComplete || coverage.days === 0 || firstMonth >= this.#firstMonth) return undefined;
    this.#firstMonth = firstMonth;
    return covered;
  }
}

/** The number of the first UTC month, counted from the year 0, that begins at or after an instant. */
function firstWholeMonth(instant: number): number {
  const date = new Date(instant);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) === instant ? month : month + 1;
}
