import { expect, test } from 'vitest';
import { pinnedPath, readPinned, type Pinned } from './pinned.ts';

const read = (path: string) => readPinned(new URL(path, 'https://tab.example').searchParams);

test.each<Pinned>([
  { kind: 'customer', enrichmentId: 'e', customerId: 'A/1 & ł?#%' },
  { kind: 'segment', enrichmentId: 'e', segmentId: 's' },
  { kind: 'ranking', enrichmentId: 'e' },
])('what was pinned is what its address shows: %j', (pinned) => {
  expect(read(pinnedPath(pinned))).toEqual(pinned);
});

test.each(['', '?kind=ranking', '?kind=ranking&enrichment=', '?kind=customer&enrichment=e', '?kind=segment&enrichment=e&segment=', '?kind=strange&enrichment=e', '?enrichment=e&customer=c'])('an incomplete address shows nothing: %s', (query) => {
  expect(read(`/channel/pinned${query}`)).toBeUndefined();
});
