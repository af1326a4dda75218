import { describe, expect, test } from 'vitest';
import { mailKey, meetingKey, threadKey } from './keys.ts';
import { addressOf, at, hour, mail, meeting } from './testItems.ts';

describe('the thread key is the same in all mailboxes', () => {
  // Two mailboxes' ids of one conversation: only their ends are alike. The first is a known pair of id and key.
  const guid = '41f75ef554a4d24fb7fd34a4a45643ed';
  const swapped = (hex: string) => Buffer.from(hex, 'hex').toString('base64').replaceAll('/', '-').replaceAll('+', '_');

  test.each([
    ['as Exchange writes it', 'AAQkAGRjNDFjNDY1LTVmNzUtNGViNC1hOTk2LWM5OGUyYmYxNTcyYwAQAEH3XvVUpNJPt-00pKRWQ_0=', guid],
    ['in the usual alphabet', 'AAQkAGRjNDFjNDY1LTVmNzUtNGViNC1hOTk2LWM5OGUyYmYxNTcyYwAQAEH3XvVUpNJPt/00pKRWQ+0=', guid],
    ['behind the bytes of another mailbox', swapped(`00042400${'ab'.repeat(36)}001000${guid}`), guid],
    ['of 16 bytes and nothing more', swapped(guid), guid],
    ['with the highest bytes, all swapped characters', swapped('fbefbe'.repeat(8)), 'fbefbe'.repeat(8).slice(-32)],
  ])('%s', (_, conversationId, key) => {
    expect(threadKey(conversationId)).toBe(key);
  });

  test.each([
    ['15 bytes', swapped('ab'.repeat(15))],
    ['words', 'Re: the offer'],
    ['base64 with a character too many', 'AEH3XvVUpNJPt-00pKRWQ_0=A'],
    ['base64 cut off', 'AEH3XvVUpNJPt-00pKRWQ_0'],
    ['nothing but padding', '===='],
    ['no ASCII', 'gespräch-über-das-angebot'],
  ])('%s: where it is no base64 of 16 bytes, the text itself', (_, conversationId) => {
    expect(threadKey(conversationId)).toBe(conversationId);
  });
});

describe('the mail key', () => {
  const sentAt = at('2026-03-02T09:00:00Z');
  const ann = addressOf('ann@contoso.com');
  const [eve, fay] = [addressOf('eve@fabrikam.example'), addressOf('fay@fabrikam.example')];

  test('is the message id, trimmed and lower-cased, whatever the copies say else', () => {
    expect(mailKey(mail({ sentAt, internetMessageId: ' <ABC@Mail.example> ' }), ann, [eve])).toBe('<abc@mail.example>');
    expect(mailKey(mail({ sentAt: sentAt + 1, internetMessageId: '<abc@mail.example>' }), eve, [])).toBe('<abc@mail.example>');
  });

  test.each([undefined, '', '  '])('without one (%j) is made of sender, time and recipients, in any order and each once', (internetMessageId) => {
    const key = mailKey(mail({ sentAt, internetMessageId }), ann, [eve, fay]);
    expect(mailKey(mail({ sentAt, internetMessageId }), ann, [fay, eve, fay])).toBe(key);
    expect(mailKey(mail({ sentAt, internetMessageId }), eve, [eve, fay])).not.toBe(key);
    expect(mailKey(mail({ sentAt: sentAt + 1, internetMessageId }), ann, [eve, fay])).not.toBe(key);
    expect(mailKey(mail({ sentAt, internetMessageId }), ann, [eve])).not.toBe(key);
  });
});

describe('the meeting key', () => {
  const startAt = at('2026-03-02T09:00:00Z');
  const ann = addressOf('ann@contoso.com');
  // A GlobalObjectId: its characters 32 to 40 are the date of the occurrence.
  const globalId = (date: string) => `040000008200E00074C5B7101A82E008${date}7756DC3EEFFE5CC0100000000000000001000000`;
  const series = { startAt, iCalUId: globalId('07E40107'), isOfSeries: true, originalStartAt: startAt };

  test('of a single meeting is its id in lower case', () => {
    expect(meetingKey(meeting({ startAt, iCalUId: 'ABC-def@Google.com' }), ann)).toBe('abc-def@google.com');
  });

  test('leaves out the date in a GlobalObjectId, which differs from copy to copy', () => {
    const key = meetingKey(meeting({ startAt, iCalUId: globalId('00000000') }), ann);
    expect(key).toBe(globalId('00000000').toLowerCase());
    expect(meetingKey(meeting({ startAt, iCalUId: globalId('07EA0302').toLowerCase() }), ann)).toBe(key);
  });

  test('keeps every character of an id that is no GlobalObjectId', () => {
    const other = `05${globalId('07E40107').slice(2)}`;
    expect(meetingKey(meeting({ startAt, iCalUId: other }), ann)).toBe(other.toLowerCase());
  });

  test('tells the occurrences of a series apart by their original start', () => {
    const next = { ...series, iCalUId: globalId('07E40108'), startAt: startAt + 24 * hour, originalStartAt: startAt + 24 * hour };
    expect(meetingKey(meeting(series), ann)).not.toBe(meetingKey(meeting(next), ann));
  });

  test('of an exception that was moved is that of the occurrence which it was', () => {
    expect(meetingKey(meeting({ ...series, startAt: startAt + 5 * hour }), ann)).toBe(meetingKey(meeting(series), ann));
  });

  test('of an occurrence without an original start goes by its start', () => {
    expect(meetingKey(meeting({ ...series, originalStartAt: undefined }), ann)).toBe(meetingKey(meeting(series), ann));
  });

  test('of a single meeting does not change when it is moved', () => {
    const single = { ...series, isOfSeries: false };
    expect(meetingKey(meeting({ ...single, startAt: startAt + hour }), ann)).toBe(meetingKey(meeting(single), ann));
  });

  test('without an id is made of organiser, start and end', () => {
    const without = { startAt, iCalUId: undefined };
    const key = meetingKey(meeting(without), ann);
    expect(meetingKey(meeting({ ...without, id: 'another copy' }), ann)).toBe(key);
    expect(meetingKey(meeting(without), addressOf('bob@contoso.com'))).not.toBe(key);
    expect(meetingKey(meeting(without), undefined)).not.toBe(key);
    expect(meetingKey(meeting({ ...without, startAt: startAt + 1, endAt: startAt + hour }), ann)).not.toBe(key);
    expect(meetingKey(meeting({ ...without, endAt: startAt + 2 * hour }), ann)).not.toBe(key);
  });
});
