import { expect, test } from 'vitest';
import { serverSentEvents, type ServerSentEvent } from './serverSentEvents.ts';

async function eventsOf(bytes: Uint8Array, chunkBytes: number): Promise<readonly ServerSentEvent[]> {
  const chunks = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let from = 0; from < bytes.length; from += chunkBytes) controller.enqueue(bytes.slice(from, from + chunkBytes));
      controller.close();
    },
  });
  const events: ServerSentEvent[] = [];
  for await (const event of serverSentEvents(chunks)) events.push(event);
  return events;
}

test('events are whole however the network cuts them, also within a character', async () => {
  const text = 'retry: 5000\n\nevent: progress\ndata: {"name":"Łódź"}\n\n: still here\n\nevent: end\r\ndata: a\r\ndata: b\r\n\r\n';
  const expected = [{ event: 'progress', data: '{"name":"Łódź"}' }, { event: 'end', data: 'a\nb' }];
  for (const chunkBytes of [1, 2, 7, 1_000]) expect(await eventsOf(new TextEncoder().encode(text), chunkBytes)).toEqual(expected);
});

test('an event that the connection broke off in is none', async () => {
  expect(await eventsOf(new TextEncoder().encode('event: progress\ndata: {"sta'), 1_000)).toEqual([]);
});

test('a reader who stops tells the server', async () => {
  const told: string[] = [];
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
    cancel: () => void told.push('cancelled'),
  });
  for await (const { data } of serverSentEvents(endless)) {
    expect(data).toBe('1');
    break;
  }
  expect(told).toEqual(['cancelled']);
});
