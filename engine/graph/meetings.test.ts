import { afterEach, describe, expect, test } from 'vitest';
import type { MeetingItem } from '../model/meeting.ts';
import type { MeetingPage } from './meetings.ts';
import { readMeetingPage } from './meetings.ts';
import { graphFor, leapingClock, startServer, type TestServer } from './testServer.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const window = { userId: 'b0b', from: Date.UTC(2026, 1, 1), to: Date.UTC(2026, 2, 1) };
const start = { dateTime: '2026-02-07T22:00:00.0000000', timeZone: 'UTC' };
const end = { dateTime: '2026-02-07T23:00:00.0000000', timeZone: 'UTC' };
const event = { id: 'E1', start, end };

async function read(...value: unknown[]): Promise<{ page: MeetingPage; server: TestServer }> {
  const clock = leapingClock();
  const server = await startServer(clock, () => ({ json: { value } }));
  const graph = graphFor(server, clock);
  open.push(graph, server);
  return { page: await readMeetingPage(graph, window), server };
}

async function readOne(fields: object): Promise<MeetingItem | undefined> {
  return (await read({ ...event, ...fields })).page.items[0];
}

test('asks for the expanded calendar of the window, in UTC, metadata only', async () => {
  const { server } = await read();
  const url = new URL(server.seen[0]?.path ?? '', server.url);
  expect(url.pathname).toBe('/v1.0/users/b0b/calendarView');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    startDateTime: '2026-02-01T00:00:00Z',
    endDateTime: '2026-03-01T00:00:00Z',
    $select: 'id,iCalUId,type,originalStart,start,end,isAllDay,isCancelled,isDraft,isOrganizer,sensitivity,responseStatus,organizer,attendees',
    $top: '500',
  });
  expect(server.seen[0]?.headers['prefer']).toBe('outlook.timezone="UTC", IdType="ImmutableId"');
});

test('a meeting is read whole; rooms and people without an address are left out', async () => {
  const attendees = [
    { type: 'required', status: { response: 'accepted' }, emailAddress: { name: 'A', address: 'A@x' } },
    { type: 'optional', status: { response: 'declined' }, emailAddress: { address: 'b@x' } },
    { type: 'resource', status: { response: 'accepted' }, emailAddress: { address: 'room@x' } },
    { type: 'required', emailAddress: { name: 'Only a name' } },
    { emailAddress: { address: 'c@x' } },
    null,
  ];
  const fields = {
    iCalUId: '040000008200E000',
    type: 'exception',
    originalStart: '2026-02-06T22:00:00Z',
    isAllDay: true,
    isCancelled: true,
    isDraft: true,
    isOrganizer: false,
    sensitivity: 'private',
    responseStatus: { response: 'tentativelyAccepted', time: '0001-01-01T00:00:00Z' },
    organizer: { emailAddress: { address: 'Boss@x' } },
    attendees,
  };
  expect(await readOne(fields)).toEqual({
    id: 'E1',
    iCalUId: '040000008200E000',
    isOfSeries: true,
    originalStartAt: Date.UTC(2026, 1, 6, 22),
    startAt: Date.UTC(2026, 1, 7, 22),
    endAt: Date.UTC(2026, 1, 7, 23),
    isAllDay: true,
    isCancelled: true,
    isDraft: true,
    isPrivate: true,
    ownerOrganises: false,
    ownerAttends: true,
    organiser: 'Boss@x',
    attendees: [
      { address: 'A@x', hasDeclined: false },
      { address: 'b@x', hasDeclined: true },
      { address: 'c@x', hasDeclined: false },
    ],
  });
});

test('what is missing, null or empty says nothing', async () => {
  const bare = { isOfSeries: false, isPrivate: false, isCancelled: false, ownerOrganises: false, ownerAttends: false, attendees: [] };
  expect(await readOne({})).toMatchObject(bare);
  expect(await readOne({ iCalUId: '', type: null, originalStart: null, attendees: null, organizer: null, responseStatus: null, sensitivity: null, isCancelled: null })).toMatchObject({ ...bare, iCalUId: undefined });
});

describe('the owner', () => {
  test.each([
    ['accepted', false, true],
    ['tentativelyAccepted', false, true],
    ['organizer', true, true],
    ['declined', false, false],
    ['none', false, false],
    ['notResponded', false, false],
  ])('who has answered "%s": organises %s, attends %s', async (response, ownerOrganises, ownerAttends) => {
    expect(await readOne({ responseStatus: { response } })).toMatchObject({ ownerOrganises, ownerAttends });
  });

  test('organises where isOrganizer says so, whatever the answer', async () => {
    expect(await readOne({ isOrganizer: true, responseStatus: { response: 'none' } })).toMatchObject({ ownerOrganises: true, ownerAttends: true });
  });
});

test.each(['personal', 'private', 'confidential'])('"%s" is private', async (sensitivity) => expect(await readOne({ sensitivity })).toMatchObject({ isPrivate: true }));

test('a meeting over the edge of two windows comes in the one in which it starts', async () => {
  const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
  const before = { id: 'before', start: at('2026-01-31T23:30:00.0000000'), end: at('2026-02-01T00:30:00.0000000') };
  const first = { id: 'first', start: at('2026-02-01T00:00:00.0000000'), end: at('2026-02-01T00:30:00.0000000') };
  const over = { id: 'over', start: at('2026-02-28T23:30:00.0000000'), end: at('2026-03-01T00:30:00.0000000') };
  const after = { id: 'after', start: at('2026-03-01T00:00:00.0000000'), end: at('2026-03-01T01:00:00.0000000') };
  const { page } = await read(before, first, over, after);
  expect(page.items.map(({ id }) => id)).toEqual(['first', 'over']);
  expect(page.unreadableCount).toBe(0);
});

test('a meeting without id, start, end, or in another zone than asked for, is left out and counted, and costs no other', async () => {
  const zoned = { ...event, start: { ...start, timeZone: 'Pacific Standard Time' } };
  const { page } = await read({ ...event, id: '' }, { id: 'E2', start }, { ...event, end: { dateTime: null } }, zoned, event);
  expect(page.items.map(({ id }) => id)).toEqual(['E1']);
  expect(page.unreadableCount).toBe(4);
});
