import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestHandler } from 'express';

/** The process lives: whoever gets no answer here should start it anew. */
export const answerAlive: RequestHandler = (_request, response) => {
  response.set('cache-control', 'no-store').json({ status: 'alive' });
};

/** The service can do its work: state and results lie in the data folder, which must take writes. Not while the process shuts down. */
export function answerReady(dataFolder: string, closing: AbortSignal): RequestHandler {
  return async (_request, response) => {
    const status = closing.aborted ? 'closing' : (await canWrite(dataFolder)) ? 'ready' : 'dataFolderNotWritable';
    response.set('cache-control', 'no-store').status(status === 'ready' ? 200 : 503).json({ status });
  };
}

/** A write is the only proof: a full disk and a mount that went read-only both look fine otherwise. */
async function canWrite(folder: string): Promise<boolean> {
  const probe = join(folder, `.ready-${randomUUID()}`);
  try {
    await writeFile(probe, 'ready');
    return true;
  } catch {
    return false;
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}
