import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import { EngagementFailure } from '../../engine/failure.ts';

const lineFeed = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The refusal of a tenant folder. The reason holds nothing of the file's content: there are people in it. */
export function folderRefusal(file: string, line: number, reason: string): EngagementFailure {
  return new EngagementFailure('tenantFolderUnusable', `${file}:${line}: ${reason}. Mend the tenant folder and start again.`);
}

/** The line, from 1, in which the byte at `offset` lies. */
export function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(lineFeed); at >= 0 && at < offset; at = bytes.indexOf(lineFeed, at + 1)) line++;
  return line;
}

/** The same bytes without a byte order mark. Refuses what is not UTF-8. */
export function utf8Text(bytes: Buffer, file: string): Buffer {
  if (!isUtf8(bytes)) throw folderRefusal(file, firstLineNotUtf8(bytes), 'the line is not UTF-8');
  return bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? bytes.subarray(byteOrderMark.length) : bytes;
}

/** Bytes of a whole JSON document as a value. Refuses broken JSON with the line where it breaks. */
export function parseJsonFile(bytes: Buffer, file: string): unknown {
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    // The error is not passed on: V8 quotes the text in it.
    throw folderRefusal(file, brokenLine(text), 'broken JSON');
  }
}

/** What a schema found first, in words without the value: `proxyAddresses.0: Invalid input: expected string, received number`. */
export function firstIssue(error: z.ZodError, pathFrom = 0): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'not as expected';
  const path = issue.path.slice(pathFrom).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}

/** The first line that no JSON can go on from. V8 does not name a position in every message, so beginnings of the text are tried. */
function brokenLine(text: string): number {
  const lines = text.trimEnd().split('\n');
  let good = 0;
  let bad = lines.length;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (canGoOn(lines.slice(0, middle).join('\n'))) good = middle;
    else bad = middle;
  }
  return bad;
}

/** The text is JSON, or would be if it did not end here. */
function canGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return /^(Unexpected end|Unterminated)/.test(message) || Number(/at position (\d+)/.exec(message)?.[1]) >= text.length;
  }
}

function firstLineNotUtf8(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
    line++;
  }
  return line;
}
