import { createHash } from 'node:crypto';
import { EngagementFailure } from '../../engine/index.ts';

/**
 * A strong entity tag (RFC 9110, section 8.8.3) of a body. For a record that can be changed it begins with the record's revision: an
 * enrichment's answer changes with each run, its record does not, and a change may only conflict with a change of the record.
 */
export function entityTag(body: string, revision?: number): string {
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return revision === undefined ? `"${digest}"` : `"${revision}.${digest}"`;
}

/**
 * Whether `If-None-Match` names the tag (RFC 9110, section 13.1.2: a tag that was made weak is the same one). A `Cache-Control: no-cache` beside
 * it, which browsers send where a script sets the header, asks for exactly this check and does not rule it out.
 */
export function isNotModified(ifNoneMatch: string | undefined, tag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((named) => named.trim().replace(/^W\//, '') === tag || named.trim() === '*');
}

/**
 * The revision that `If-Match` asks for: of a tag as `entityTag` gives it, or of a revision alone in quotation marks. Undefined where any
 * will do. A tag that a proxy made weak by compressing the body counts: its revision is still that of the record.
 */
export function revisionAskedFor(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const [, revision] = /^\s*(?:W\/)?"(\d{1,15})(?:\.[\w-]+)?"\s*$/.exec(ifMatch) ?? [];
  if (revision === undefined) throw new EngagementFailure('requestUnusable', 'If-Match holds no entity tag of this record. Send the ETag with which the record was answered.');
  return Number(revision);
}

/** For what the service removes without asking for a revision. */
export function assertRevision(asked: number | undefined, held: number): void {
  if (asked === undefined || asked === held) return;
  throw new EngagementFailure('revisionConflict', 'Somebody has changed this in the meantime. Load it again, and decide anew.');
}
