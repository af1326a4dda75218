import { describe, expect, test } from 'vitest';
import { globalObjectId, MailboxIds } from './exchangeIds.ts';

const guid = '1a269006-0ac1-40c5-996a-32365b7f4207';
const ids = new MailboxIds(guid, 'ff'.repeat(16));

/** As a reader of Graph decodes an id. */
function decoded(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', '/').replaceAll('_', '+'), 'base64');
}

describe('MailboxIds', () => {
  test('a conversation id is 59 bytes: the mailbox in front, the 16 shared bytes at the end', () => {
    const conversation = '41f75ef554a4d24fb7fd34a4a45643ed';
    const bytes = decoded(ids.conversation(conversation));
    expect(bytes).toHaveLength(59);
    expect(bytes.subarray(4, 40).toString('ascii')).toBe(guid);
    expect(bytes.subarray(43).toString('hex')).toBe(conversation);
  });

  test('gives the conversation id that Exchange gave', () => {
    expect(new MailboxIds('dc41c465-5f75-4eb4-a996-c98e2bf1572c', '00'.repeat(16)).conversation('41f75ef554a4d24fb7fd34a4a45643ed')).toBe(
      'AAQkAGRjNDFjNDY1LTVmNzUtNGViNC1hOTk2LWM5OGUyYmYxNTcyYwAQAEH3XvVUpNJPt-00pKRWQ_0=',
    );
  });

  test('item ids are never given twice, begin like those of Exchange and hold neither + nor /', () => {
    const made = Array.from({ length: 1000 }, () => ids.item());
    expect(new Set(made).size).toBe(1000);
    for (const id of made) expect(id).toMatch(/^AAMk[A-Za-z0-9_-]+=$/);
    expect(made[0]).toHaveLength(ids.series('00'.repeat(16)).length);
    expect(made).not.toContain(ids.series('00'.repeat(16)));
  });
});

describe('globalObjectId', () => {
  const createdAt = Date.parse('2012-02-07T20:30:00Z');

  test('an occurrence differs from its series in the four bytes of the date alone', () => {
    const series = globalObjectId(createdAt, 'FCE197631C1A2E4C89172A4115BEB7B5');
    const occurrence = globalObjectId(createdAt, 'FCE197631C1A2E4C89172A4115BEB7B5', '20200107');
    expect(series).toHaveLength(112);
    expect(occurrence).toBe(`${series.slice(0, 32)}07E40107${series.slice(40)}`);
    expect(series.slice(32, 40)).toBe('00000000');
    expect(series).toMatch(/^040000008200E00074C5B7101A82E008.{24}000000000000000010000000FCE197631C1A2E4C89172A4115BEB7B5$/);
  });

  test('holds the time of creation as a FILETIME, smallest byte first', () => {
    const fileTime = Buffer.from(globalObjectId(createdAt, '00'.repeat(16)).slice(40, 56), 'hex').readBigUInt64LE();
    expect(Number(fileTime / 10_000n) - 11_644_473_600_000).toBe(createdAt);
  });
});
