import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { EngagementFailure } from '../../engine/index.ts';

/**
 * The body of a request as a stream, up to `bytesMax`; fails with `fileTooLarge` where there is more. Whoever reads it may stop half-way: the
 * rest is then thrown away as it comes, so that the refusal can still be answered on the same connection.
 */
export function boundedBody(request: IncomingMessage, bytesMax: number): Readable {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw tooLarge();
  return Readable.from(counted(request, bytesMax), { objectMode: false });
}

async function* counted(request: IncomingMessage, bytesMax: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > bytesMax) throw tooLarge();
      yield chunk;
    }
  } finally {
    // Node throws away by itself only what nobody has begun to read.
    request.resume();
  }
}

function tooLarge(): EngagementFailure {
  return new EngagementFailure('fileTooLarge', 'The file is larger than 200 MB. Take columns away that are not needed, or split the accounts over several data sets.');
}
