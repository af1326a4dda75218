import { expect, test } from 'vitest';
import { ApiFailure } from './apiFailure.ts';
import type { ProgressEvent } from './contract.ts';
import { followProgress } from './progressStream.ts';

const progress = (state: ProgressEvent['state']) => `event: progress\ndata: ${JSON.stringify({ state })}\n\n`;

/** Answers one after the other; ends the following when there are no more. */
async function follow(answers: readonly (string | Error)[]) {
  const states: string[] = [];
  const waits: number[] = [];
  const interruptions: unknown[] = [];
  const left = [...answers];
  const stop = new AbortController();
  await followProgress(
    {
      fetch: (path) => {
        expect(path).toBe('/enrichments/e1/progress');
        const answer = left.shift();
        return typeof answer === 'string' ? Promise.resolve(new Response(answer)) : Promise.reject(answer ?? new Error('nothing left'));
      },
    },
    'e1',
    {
      signal: stop.signal,
      onProgress: ({ state }) => void states.push(state),
      onInterrupted: (reason) => void interruptions.push(reason),
      sleep: (milliseconds) => {
        waits.push(milliseconds);
        if (left.length === 0) stop.abort();
        return Promise.resolve();
      },
    },
  );
  return { states, waits, interruptions };
}

test('goes on after the server has ended the stream with its token', async () => {
  const { states, interruptions } = await follow([`${progress('running')}event: end\ndata: {"reason":"tokenExpired"}\n\n`, progress('ready')]);
  expect({ states, interruptions }).toEqual({ states: ['running', 'ready'], interruptions: [] });
});

test('waits longer each time that nothing comes, and from the beginning once something came', async () => {
  const offline = new ApiFailure('offline');
  const { waits, interruptions } = await follow([offline, offline, offline, progress('running'), offline]);
  expect(waits).toEqual([1_000, 2_000, 4_000, 1_000, 2_000]);
  expect(interruptions).toHaveLength(4);
});

test('does not try again what was refused', async () => {
  const refused = new ApiFailure('notAllowed', { status: 403 });
  await expect(follow([refused, progress('running')])).rejects.toBe(refused);
});
