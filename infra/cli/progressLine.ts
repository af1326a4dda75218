import type { Progress } from '../../engine/index.ts';

const stages = { resolve: 'Resolving people', read: 'Reading', aggregate: 'Aggregating', score: 'Scoring', publish: 'Publishing' } as const;

/** On anything but a terminal a line is written when the stage changes, and within a stage when this much more of the year has been read. */
const plainStepDays = 30;

/** Where progress is shown: `process.stderr`, or what stands for it. */
export interface LineStream extends Pick<NodeJS.WritableStream, 'write'> {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Shows progress on one line of a terminal that is written over, or else as plain lines, few of them. */
export class ProgressLine {
  readonly #stream: LineStream;
  #lastPlain = { stage: '', daysOfData: 0 };
  #isOpen = false;

  constructor(stream: LineStream) {
    this.#stream = stream;
  }

  show(progress: Progress): void {
    if (this.#stream.isTTY) {
      const { columns = 0 } = this.#stream;
      const text = describe(progress).slice(0, (columns === 0 ? 80 : columns) - 1);
      this.#stream.write(`\r${text}\u001B[K`);
      this.#isOpen = true;
      return;
    }
    const { stage, daysOfData } = progress;
    // Until reading begins a run may turn out to be asked for wrongly, which is then told with one line and nothing beside it.
    if (stage === 'resolve') return;
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
  if (stage === 'resolve') return stages.resolve;
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
