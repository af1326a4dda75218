import { isAscii } from 'node:buffer';
import { z } from 'zod';
import type { Contender } from './contender.ts';
import { fetchMailPages } from './mailRequests.ts';
import { startStopwatch } from './stopwatch.ts';

const pageSchema = z.object({ value: z.array(z.unknown()) });

/** The floor: nothing but `JSON.parse` of the pages that the pipeline reads. They lie in memory as texts: no server, no network, no decoding. */
export const parseTexts: Contender = async (reading) => floorOf((await fetchMailPages(reading)).map(decode), (text) => text);

/** The same from bytes, as pages come from the network: decoding them is part of the work. */
export const parseBytes: Contender = async (reading) => floorOf(await fetchMailPages(reading), decode);

function floorOf<Page>(pages: readonly Page[], textOf: (page: Page) => string): Awaited<ReturnType<Contender>> {
  const messages = pages.reduce((sum, page) => sum + pageSchema.parse(JSON.parse(textOf(page))).value.length, 0);
  return () => {
    const stopwatch = startStopwatch();
    for (const page of pages) JSON.parse(textOf(page));
    return Promise.resolve({ messages, ...stopwatch() });
  };
}

/** As the product's client does it. */
function decode(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}
