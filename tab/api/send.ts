import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { ExportedFile } from '../../engine/index.ts';
import { entityTag, isNotModified } from './entityTag.ts';
import type { Exchange } from './route.ts';

/** Reads may be kept by the reader's own browser, which asks each time whether they still hold. */
const readCaching = 'private, no-cache';
const noCaching = 'no-store';

export function sendJson({ request, response }: Exchange, status: number | undefined, answer: unknown, revision: number | undefined): void {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  response.set('cache-control', isRead ? readCaching : noCaching).vary('Authorization');
  if (answer === undefined) {
    response.status(204).end();
    return;
  }
  const body = JSON.stringify(answer);
  const tag = entityTag(body, revision);
  if (isRead || revision !== undefined) response.set('etag', tag);
  if (isRead && isNotModified(request.get('if-none-match'), tag)) {
    response.status(304).end();
    return;
  }
  response.status(status ?? 200).type('application/json').send(body);
}

/** Streams a file as a download; where it breaks half-way, the connection breaks too, so that nobody takes a part for the whole. */
export async function sendFile(response: Response, { content, fileName, mediaType }: ExportedFile): Promise<void> {
  response.attachment(fileName).set({ 'content-type': mediaType, 'cache-control': noCaching });
  await pipeline(content, response);
}
