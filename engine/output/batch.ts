import { z } from 'zod';
import type { DataverseReply } from '../contacts/dataverseClient.ts';

/** One row to be created or updated: the path of the row by its alternate key, and the values. */
export interface Upsert {
  /** From the host's root, escaped. */
  readonly path: string;
  readonly values: Readonly<Record<string, string | number | null>>;
}

/** No line of a batch begins with these but where it should: paths are escaped, and JSON is on one line. */
const boundaries = { batch: 'batch_upserts', changeSet: 'changeset_upserts' };

export const batchContentType = `multipart/mixed; boundary=${boundaries.batch}`;

/**
 * The body of a `$batch` request (OData 4.0 Protocol, 11.7) with the upserts in change sets of at most `changeSetSize`, each of which Dataverse
 * does whole or not at all. Lines end with CR LF: Dataverse takes no others.
 */
export function batchBody(upserts: readonly Upsert[], changeSetSize: number): string {
  const changeSets = Array.from({ length: Math.ceil(upserts.length / changeSetSize) }, (_, place) =>
    changeSet(upserts.slice(place * changeSetSize, (place + 1) * changeSetSize)),
  );
  return [...changeSets, `--${boundaries.batch}--`, ''].join('\r\n');
}

function changeSet(upserts: readonly Upsert[]): string {
  return [
    `--${boundaries.batch}`,
    `Content-Type: multipart/mixed; boundary=${boundaries.changeSet}`,
    '',
    ...upserts.flatMap(({ path, values }, place) => [
      `--${boundaries.changeSet}`,
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      `Content-ID: ${place + 1}`,
      '',
      // Without If-Match and If-None-Match a PATCH creates the row where there is none.
      `PATCH ${path} HTTP/1.1`,
      'Content-Type: application/json',
      '',
      JSON.stringify(values),
    ]),
    `--${boundaries.changeSet}--`,
  ].join('\r\n');
}

const statusLine = /^HTTP\/1\.1 (\d{3})/gm;

/** How many operations of a batch were answered with success. */
export function writtenCount({ text }: DataverseReply): number {
  return [...text.matchAll(statusLine)].filter(([, status]) => Number(status) < 300).length;
}

/** The reply to the first operation that failed, out of the reply to the batch; the reply itself where none did. */
export function firstRefusal(reply: DataverseReply): DataverseReply {
  const refused = [...reply.text.matchAll(statusLine)].find(([, status]) => Number(status) >= 300);
  if (refused === undefined) return reply;
  const text = reply.text.slice(refused.index).split('\r\n--', 1)[0] ?? '';
  const retryAfter = /^Retry-After:\s*(.+?)\s*$/im.exec(text)?.[1] ?? reply.retryAfter;
  return { status: Number(refused[1]), text: text.slice(text.indexOf('\r\n\r\n')).trim(), retryAfter };
}

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Code and message of a refusal; empty where a gateway sent something else. The message may quote what was written: it is never passed on. */
export function errorOf({ text }: DataverseReply): { readonly code: string; readonly message: string } {
  try {
    return errorSchema.parse(JSON.parse(text)).error;
  } catch {
    return { code: '', message: '' };
  }
}
