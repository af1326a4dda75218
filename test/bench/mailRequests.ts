import { createGraph, type Graph, type GraphRequest } from '../../engine/graph/client.ts';
import { readMailPage } from '../../engine/graph/mail.ts';
import { clientCredentialTokens, type TokenSource } from '../../engine/graph/tokens.ts';
import { planReading } from '../../engine/interactions/slices.ts';
import { dayMilliseconds, reportWindow } from '../../engine/model/window.ts';
import { systemClock } from '../../infra/systemClock.ts';
import type { Reading } from './contender.ts';

const clock = systemClock;

export function tokensFor({ tenant }: Reading): TokenSource {
  return clientCredentialTokens({ ...tenant, scope: `${new URL(tenant.graphUrl).origin}/.default`, clock });
}

/** The range of the mail that the product reads: a day more than the window (metrics.md, "Emails"). */
export function mailRange({ asOf }: Reading): { readonly from: number; readonly to: number } {
  return { from: reportWindow(asOf, 'Europe/Warsaw').startAt, to: asOf + dayMilliseconds };
}

/** The product's request for the first page of a mailbox's mail in a range. */
export async function firstMailRequest(reading: Reading, userId: string, range: { readonly from: number; readonly to: number }): Promise<GraphRequest> {
  let first: GraphRequest | undefined;
  const graph = answering(reading, (request) => {
    first = request;
    return Promise.resolve({ value: [] });
  });
  await readMailPage(graph, { userId, ...range });
  await graph.close();
  if (first === undefined) throw new Error('The product has sent no request.');
  return first;
}

/** The bodies of all pages of mail that the product asks for, byte for byte. */
export async function fetchMailPages(reading: Reading): Promise<Buffer[]> {
  const tokens = tokensFor(reading);
  const pages: Buffer[] = [];
  const graph = answering(reading, async ({ path, headers }) => {
    const response = await fetch(`${reading.tenant.graphUrl}${path}`, { headers: { ...headers, authorization: `Bearer ${await tokens.token()}` } });
    if (!response.ok) throw new Error(`The local tenant answered with status ${response.status}.`);
    const bytes = Buffer.from(await response.arrayBuffer());
    pages.push(bytes);
    return JSON.parse(bytes.toString()) as unknown;
  });
  for (const { userId } of reading.mailboxes) {
    for (const { from, to } of planReading('mail', [], mailRange(reading), reading.asOf).toRead) {
      let next: string | undefined;
      do {
        ({ next } = await readMailPage(graph, { userId, from, to, next }));
      } while (next !== undefined);
    }
  }
  await graph.close();
  return pages;
}

/** The product's client, but for what answers. */
function answering(reading: Reading, get: Graph['get']): Graph {
  return { ...createGraph({ baseUrl: reading.tenant.graphUrl, tokens: tokensFor(reading), clock, random: Math.random }), get };
}
