import { createHash } from 'node:crypto';

/** An id that is the same whenever it is made from the same text, whatever its case, in the form of a version 4 UUID (RFC 9562). */
export function stableId(text: string): string {
  const hex = createHash('sha256').update(text.toLowerCase()).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
