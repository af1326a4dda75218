import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Progress } from '../../engine/index.ts';
import { ProgressLine } from './progressLine.ts';

const reading: Progress = {
  stage: 'read',
  mailboxesTotal: 40,
  mailboxesDone: 3,
  mailboxesSkipped: 0,
  mail: { itemsRead: 9_000, percent: 20, mailboxesDone: 3 },
  meetings: { itemsRead: 3_000, percent: 10, mailboxesDone: 5 },
  itemsRead: 12_000,
  itemsPerSecond: 4000,
  percent: 16,
  daysOfData: 61,
  secondsLeft: 12,
};

/** A stream as a terminal or a pipe is, and what was written to it. */
function streamOf(kind: { readonly isTTY: boolean; readonly columns?: number }) {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), kind);
  return { line: new ProgressLine(stream), written: () => String(stream.read() ?? '') };
}

describe('on a terminal', () => {
  test('one line is written over', () => {
    const { line, written } = streamOf({ isTTY: true, columns: 200 });
    line.show(reading);
    line.show({ ...reading, itemsRead: 12_500 });
    const text = 'Reading: 3 of 40 mailboxes, 12000 items, 4000/s, 61 days of data, 12 s left';
    expect(written()).toBe(`\r${text}\u001B[K\r${text.replace('12000', '12500')}\u001B[K`);
  });

  test.each([
    [40, 39],
    [0, 79],
  ])('of %i columns the line has no more than %i characters, so that it does not wrap', (columns, length) => {
    const { line, written } = streamOf({ isTTY: true, columns });
    line.show({ ...reading, mailboxesSkipped: 2, itemsRead: 123_456_789 });
    expect(written().replace(/^\r|\u001B\[K$/g, '')).toHaveLength(length);
  });

  test('the line is ended once', () => {
    const { line, written } = streamOf({ isTTY: true, columns: 80 });
    line.end();
    expect(written()).toBe('');
    line.show(reading);
    line.end();
    line.end();
    expect(written().match(/\n/g)).toHaveLength(1);
  });
});

describe('anywhere else', () => {
  test('there is a line for each stage from reading on, and within reading for each 30 days more, and no control character', () => {
    const { line, written } = streamOf({ isTTY: false });
    line.show({ ...reading, stage: 'resolve', daysOfData: 0 });
    for (const daysOfData of [0, 1, 29, 30, 31, 59, 95, 100, 365]) line.show({ ...reading, daysOfData });
    line.show({ ...reading, stage: 'aggregate', daysOfData: 365 });
    line.show({ ...reading, stage: 'score', daysOfData: 365 });
    line.show({ ...reading, stage: 'publish', daysOfData: 365 });
    line.end();
    const lines = written().split('\n');
    expect(lines.map((text) => /^(.*?):.* (\d+) days/.exec(text)?.slice(1).join(' '))).toEqual([
      'Reading 0',
      'Reading 30',
      'Reading 95',
      'Reading 365',
      'Aggregating 365',
      'Scoring 365',
      'Publishing 365',
      undefined,
    ]);
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  });
});

test.each<[string, Partial<Progress>, string]>([
  ['mailboxes that are skipped, where there are any', { mailboxesSkipped: 2 }, 'Reading: 3 of 40 mailboxes, 2 skipped, 12000 items, 4000/s, 61 days of data, 12 s left'],
  ['no time left that is not known', { secondsLeft: undefined }, 'Reading: 3 of 40 mailboxes, 12000 items, 4000/s, 61 days of data'],
  ['minutes', { secondsLeft: 90 }, 'Reading: 3 of 40 mailboxes, 12000 items, 4000/s, 61 days of data, 2 min left'],
  ['hours', { secondsLeft: 3599 }, 'Reading: 3 of 40 mailboxes, 12000 items, 4000/s, 61 days of data, 1 h 0 min left'],
  ['hours and minutes', { secondsLeft: 2 * 3600 + 25 * 60 }, 'Reading: 3 of 40 mailboxes, 12000 items, 4000/s, 61 days of data, 2 h 25 min left'],
  ['no speed behind the reading', { stage: 'aggregate' }, 'Aggregating: 3 of 40 mailboxes, 12000 items, 61 days of data'],
])('the line tells %s', (_, changes, text) => {
  const { line, written } = streamOf({ isTTY: false });
  line.show({ ...reading, ...changes });
  expect(written()).toBe(`${text}\n`);
});
