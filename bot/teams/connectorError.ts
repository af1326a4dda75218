import { z } from 'zod';

/** What became of a request to the Bot Connector that failed. */
export type ConnectorError =
  | { readonly kind: 'refused'; readonly status: number; /** Of the Bot Connector, as `BotNotInConversationRoster`. */ readonly code: string | undefined; readonly retryAfter: string | undefined }
  /** No connection came about: nothing was sent. */
  | { readonly kind: 'unsent'; readonly code: string }
  /** The request was sent, and no answer came. */
  | { readonly kind: 'unanswered' };

/** A `RestError` of @azure/core-rest-pipeline. Its message and its request are left alone: the Bot Connector repeats names in it, and the request holds the token. */
const restErrorSchema = z.object({
  name: z.enum(['RestError', 'AbortError']),
  code: z
    .string()
    .regex(/^\w{1,60}$/)
    .optional()
    .catch(undefined),
  statusCode: z.number().optional(),
  // A class with private fields, of which a copy would be of no use.
  response: z.object({ headers: z.custom<{ get(name: string): string | undefined }>((value) => typeof value === 'object' && value !== null && 'get' in value) }).optional(),
});

const codesOfUnsent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT']);

/** Undefined for what is no failure of a request, but of the program or of the source of the tokens. */
export function connectorErrorOf(error: unknown): ConnectorError | undefined {
  const parsed = restErrorSchema.safeParse(error);
  if (!parsed.success) return undefined;
  const { code, statusCode, response } = parsed.data;
  if (statusCode !== undefined) return { kind: 'refused', status: statusCode, code, retryAfter: response?.headers.get('retry-after') };
  return code !== undefined && codesOfUnsent.has(code) ? { kind: 'unsent', code } : { kind: 'unanswered' };
}
