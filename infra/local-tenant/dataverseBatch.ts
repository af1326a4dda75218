import { randomUUID } from 'node:crypto';
import { GraphError } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Upsert, WrittenTable } from './writtenTable.ts';

/** https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api */
const operationsMax = 1_000;

/** Dataverse's code for a request that it cannot read. */
const badRequest = '0x80060888';

/** A request within a batch. */
interface Operation {
  readonly contentId: string;
  readonly method: string;
  /** As it stands in the request line: whole, from the host, or below the Web API. */
  readonly address: string;
  readonly body: string;
}

/**
 * Runs a batch of change sets with upserts by alternate key (OData 4.0, 11.7). Each change set is written whole or not at all; the first that
 * fails ends the batch, and its error is the last part of the answer. Fails with `GraphError` where the batch itself cannot be read.
 */
export function runBatch(body: string, contentType: string | undefined, serviceUrl: URL, tables: ReadonlyMap<string, WrittenTable>): Reply {
  const changeSets = parts(body, boundaryOf(contentType)).map(changeSetOf);
  const operations = changeSets.reduce((sum, { length }) => sum + length, 0);
  if (operations > operationsMax) throw new GraphError(400, badRequest, `A maximum number of '${operationsMax}' operations are allowed in a batch.`);
  const boundary = `batchresponse_${randomUUID()}`;
  const answers: string[] = [];
  for (const changeSet of changeSets) {
    try {
      const checked = changeSet.map((operation) => checkedUpsert(operation, serviceUrl, tables));
      for (const [table, upsert] of checked) table.upsert(upsert);
      answers.push(written(changeSet));
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      return multipart(400, boundary, [...answers, httpPart(error.status, JSON.stringify({ error: { code: error.code, message: error.message } }))]);
    }
  }
  return multipart(200, boundary, answers);
}

function checkedUpsert({ method, address, body }: Operation, serviceUrl: URL, tables: ReadonlyMap<string, WrittenTable>): readonly [WrittenTable, Upsert] {
  const url = URL.canParse(address, serviceUrl.href) ? new URL(address, serviceUrl) : undefined;
  const isOwn = url?.origin === serviceUrl.origin && url.pathname.startsWith(serviceUrl.pathname);
  const [, name, keyColumn, literal] = /^(\w+)(?:\((\w+)='(.*)'\))?$/.exec(isOwn ? url.pathname.slice(serviceUrl.pathname.length) : '') ?? [];
  const table = tables.get(name ?? '');
  if (table === undefined) throw new GraphError(404, '0x8006088a', `Resource not found for the segment '${name ?? ''}'.`);
  if (method !== 'PATCH' || keyColumn === undefined || literal === undefined) throw new GraphError(400, badRequest, 'The local tenant writes by PATCH and alternate key only.');
  const text = decodeURIComponent(literal);
  if (!/^(?:[^']|'')*$/.test(text)) throw new GraphError(400, '0x8006088a', 'Bad Request - Error in query syntax.');
  return [table, table.check(keyColumn, text.replaceAll("''", "'"), jsonOf(body))];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new GraphError(400, '0x80048d19', 'Error identified in Payload provided by the user.');
  }
}

function changeSetOf(part: string): readonly Operation[] {
  const [headers, body] = split(part);
  const inner = parts(body, boundaryOf(headerOf(headers, 'Content-Type')));
  return inner.map((operation) => {
    const [partHeaders, request] = split(operation);
    const contentId = headerOf(partHeaders, 'Content-ID');
    if (contentId === undefined || headerOf(partHeaders, 'Content-Type') !== 'application/http') throw unreadable();
    const [head, content] = split(request);
    const [, method = '', address = ''] = /^([A-Z]+) (\S+) HTTP\/1\.1(?:\r\n|$)/.exec(head) ?? [];
    return { contentId, method, address, body: content };
  });
}

/** Lines must end in CR LF: Dataverse takes no others. */
function parts(body: string, boundary: string): readonly string[] {
  const [preamble, ...rest] = `\r\n${body}`.split(`\r\n--${boundary}`);
  const end = rest.pop();
  if (preamble !== '' || end?.startsWith('--') !== true || !rest.every((part) => part.startsWith('\r\n'))) throw unreadable();
  return rest.map((part) => part.slice(2));
}

function split(text: string): readonly [headers: string, body: string] {
  const at = text.indexOf('\r\n\r\n');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 4)];
}

function headerOf(headers: string, name: string): string | undefined {
  return new RegExp(`^${name}:[ ]*(.*?)[ ]*$`, 'im').exec(headers)?.[1];
}

function boundaryOf(contentType: string | undefined): string {
  const boundary = /^multipart\/mixed;\s*boundary="?([^";\s]+)"?$/i.exec(contentType?.trim() ?? '')?.[1];
  if (boundary === undefined) throw unreadable();
  return boundary;
}

function unreadable(): GraphError {
  return new GraphError(400, badRequest, 'The batch request is malformed: multipart/mixed with change sets is expected, in lines that end with CR LF.');
}

function httpPart(status: number, body: string, contentId?: string): string {
  const words: Readonly<Record<number, string>> = { 204: 'No Content', 400: 'Bad Request', 404: 'Not Found' };
  const headers = ['Content-Type: application/http', 'Content-Transfer-Encoding: binary', ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`])];
  const content = body === '' ? [] : ['Content-Type: application/json; odata.metadata=minimal'];
  return [...headers, '', `HTTP/1.1 ${status} ${words[status] ?? ''}`, ...content, 'OData-Version: 4.0', '', body].join('\r\n');
}

function written(changeSet: readonly Operation[]): string {
  const boundary = `changesetresponse_${randomUUID()}`;
  const answers = changeSet.map(({ contentId }) => httpPart(204, '', contentId));
  return [`Content-Type: multipart/mixed; boundary=${boundary}`, '', joined(boundary, answers)].join('\r\n');
}

function joined(boundary: string, answers: readonly string[]): string {
  return [...answers.map((answer) => `--${boundary}\r\n${answer}`), `--${boundary}--`, ''].join('\r\n');
}

function multipart(status: number, boundary: string, answers: readonly string[]): Reply {
  return { status, headers: { 'Content-Type': `multipart/mixed; boundary=${boundary}`, 'OData-Version': '4.0' }, body: joined(boundary, answers) };
}
