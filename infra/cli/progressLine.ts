import type { WriteStream } from 'node:tty';
import type { Progress } from '../../engine/index.ts';

const stages = { resolve: 'Resolving people', read: 'Reading', aggregate: 'Aggregating and scoring', publish: 'Publishing' } as const;

/** On anything but a terminal a line is written when the stage changes, and within a stage when this much more of the year has been read. */
const plainStepDays = 30;

/** Shows progress on one line of a terminal that is written over, or else as plain lines, few of them. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream | WriteStream;
  #lastPlain = { stage: '', daysOfData: 0 };
  #isOpen = false;

  constructor(stream: NodeJS.WriteStream | WriteStream) {
    this.#stream = stream;
  }

  show(progress: Progress): void {
    if (this.#stream.isTTY) {
      const text = describe(progress).slice(0, (this.#stream.columns || 80) - 1);
      this.#stream.write(`\r${text}\u001B[K`);
      this.#isOpen = true;
      return;
    }
    const { stage, daysOfData } = progress;
    if (stage === this.#lastPlain.stage && daysOfData < this.#lastPlain.daysOfData + plainStepDays) return;
    this.#lastPlain = { stage, daysOfData };
    this.#stream.write(`${describe(progress)}\n`);
  }

  /** Leaves the terminal on a new line. */
  end(): void {
    if (this.#isOpen) this.#stream.write('\n');
    this.#isOpen = false;
  }
}

function describe(progress: Progress): string {
  const { stage, mailboxesDone, mailboxesTotal, mailboxesSkipped, itemsRead, itemsPerSecond, daysOfData, secondsLeft } = progress;
  const parts = [
    `${stages[stage]}: ${mailboxesDone} of ${mailboxesTotal} mailboxes`,
    ...(mailboxesSkipped > 0 ? [`${mailboxesSkipped} skipped`] : []),
    `${itemsRead} items`,
    ...(stage === 'read' ? [`${itemsPerSecond}/s`] : []),
    `${daysOfData} days of data`,
    ...(stage === 'read' && secondsLeft !== undefined ? [`${duration(secondsLeft)} left`] : []),
  ];
  return parts.join(', ');
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
