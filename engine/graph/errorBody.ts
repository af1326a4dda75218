import { z } from 'zod';
import { NotJson, parseJson } from './json.ts';

const nested = z.object({ code: z.unknown(), message: z.unknown(), innerError: z.unknown(), innererror: z.unknown() }).partial();
const envelope = z.object({ error: nested });

/** Deeper than any service nests its errors. */
const depthMax = 5;

/**
 * The codes of a Graph error body, the outermost first, and its message; none where the body is no such thing (a gateway answers in HTML).
 * Graph writes `innerError`, the directory behind it `innererror`.
 */
export function parseErrorBody(text: string): { readonly codes: readonly string[]; readonly message: string } {
  const codes: string[] = [];
  let level: unknown = envelope.safeParse(jsonOrNothing(text)).data?.error;
  let message = '';
  for (let depth = 0; depth < depthMax; depth += 1) {
    const error = nested.safeParse(level).data;
    if (!error) break;
    if (typeof error.code === 'string') codes.push(error.code);
    if (depth === 0 && typeof error.message === 'string') message = error.message;
    level = error.innerError ?? error.innererror;
  }
  return { codes, message };
}

function jsonOrNothing(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof NotJson) return undefined;
    throw error;
  }
}
