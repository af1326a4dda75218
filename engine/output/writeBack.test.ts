import { afterEach, describe, expect, test } from 'vitest';
import { failureOf } from '../contacts/testSupport.ts';
import { countingTokens, leapingClock, startServer } from '../graph/testServer.ts';
import type { Reply, SeenRequest, TestServer } from '../graph/testServer.ts';
import { outputColumns } from '../model/outputColumns.ts';
import { defaultColumnNames, writeBack } from './writeBack.ts';
import type { OutputRow, WriteBackOptions } from './writeBack.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** What Dataverse answers to a batch: as many successes as there are operations in it, or the given refusal behind one success. */
function batchReply(operations: number, refusal?: { readonly status: number; readonly code: string; readonly message: string; readonly headers?: string }): Reply {
  const success = '--x\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\nOData-Version: 4.0\r\n\r\n\r\n';
  const error = (one: NonNullable<typeof refusal>): string =>
    `--x\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 ${one.status} Refused\r\n${one.headers ?? ''}Content-Type: application/json\r\n\r\n${JSON.stringify({ error: { code: one.code, message: one.message } })}\r\n`;
  const text = `${success.repeat(refusal === undefined ? operations : 1)}${refusal === undefined ? '' : error(refusal)}--x--\r\n`;
  return { status: refusal === undefined ? 200 : 400, headers: { 'content-type': 'multipart/mixed; boundary=x' }, text };
}

const operationsIn = ({ body }: SeenRequest): number => body.split('\r\nPATCH ').length - 1;

function row(customerId: string, changes: Partial<OutputRow> = {}): OutputRow {
  const figures = Object.fromEntries(outputColumns.map(({ name, isNullable }) => [name, isNullable ? null : 7]));
  const texts = { PrimaryKey: `${customerId}|Year|2025-11-23`, CustomerId: customerId, AggregationLevel: 'Year', AggregationStartDate: '2025-11-23', EngagementStartDate: '2025-12-01' };
  return { ...figures, ...texts, ...changes } as OutputRow;
}

async function* listed(rows: readonly OutputRow[]): AsyncGenerator<OutputRow> {
  for (const one of rows) yield await Promise.resolve(one);
}

const manyRows = (count: number): readonly OutputRow[] => Array.from({ length: count }, (_, index) => row(`a${index}`));

interface Written {
  readonly requests: readonly SeenRequest[];
  readonly result: Promise<{ readonly rowsWritten: number }>;
  readonly clock: ReturnType<typeof leapingClock>;
}

/** Writes to a server that gives the answers one after the other, and from then on successes. */
async function written(rows: readonly OutputRow[], answers: readonly Reply[] = [], options: Partial<WriteBackOptions> = {}): Promise<Written> {
  const clock = leapingClock();
  let asked = 0;
  const server = await startServer(clock, (request) => answers[asked++] ?? batchReply(operationsIn(request)));
  servers.push(server);
  const access = { baseUrl: `${server.url}/api/data/v9.2`, tokens: countingTokens(), clock };
  const result = writeBack({ access, tableSetName: 'contoso_engagements', keyColumn: 'contoso_customerid', rows: listed(rows), ...options });
  // Whoever expects a refusal looks at it later.
  result.catch(() => undefined);
  return { requests: server.seen, result, clock };
}

describe('what is sent', () => {
  test('a row is a PATCH to its alternate key, with all other columns in lower case behind the key column\'s prefix', async () => {
    const { requests, result } = await written([row("o'hara ltd", { EngagementScore: 87, AverageDuration_Of_Meetings: 30.25 })]);
    expect(await result).toEqual({ rowsWritten: 1 });
    const [request] = requests;
    expect([request?.path, request?.headers['content-type'], request?.headers.authorization]).toEqual(['/api/data/v9.2/$batch', 'multipart/mixed; boundary=batch_upserts', 'Bearer token-1']);
    const lines = request?.body.split('\r\n') ?? [];
    expect(lines).toContain("PATCH /api/data/v9.2/contoso_engagements(contoso_customerid='o''hara%20ltd') HTTP/1.1");
    const values = JSON.parse(lines.find((line) => line.startsWith('{')) ?? '') as Record<string, unknown>;
    expect(Object.keys(values).toSorted()).toEqual(outputColumns.filter(({ name }) => name !== 'CustomerId').map(({ name }) => `contoso_${name.toLowerCase()}`).toSorted());
    expect(values).toMatchObject({ contoso_primarykey: "o'hara ltd|Year|2025-11-23", contoso_engagementscore: 87, contoso_averageduration_of_meetings: 30.25, contoso_dayssincelastemail: null, contoso_aggregationstartdate: '2025-11-23' });
  });

  test('every line ends with CR LF, and change sets hold at most a hundred rows', async () => {
    const { requests, result } = await written(manyRows(250));
    await result;
    const body = requests[0]?.body ?? '';
    expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(body.split('--batch_upserts\r\n').slice(1).map((changeSet) => changeSet.split('\r\nPATCH ').length - 1)).toEqual([100, 100, 50]);
    expect(body.endsWith('--changeset_upserts--\r\n--batch_upserts--\r\n')).toBe(true);
  });

  test('rows go out 500 at a time; no rows, no request', async () => {
    const { requests, result } = await written(manyRows(1_001));
    expect(await result).toEqual({ rowsWritten: 1_001 });
    expect(requests.map(operationsIn)).toEqual([500, 500, 1]);
    const none = await written([]);
    expect([await none.result, none.requests]).toEqual([{ rowsWritten: 0 }, []]);
  });

  test('columns that the caller names are written, and no others', async () => {
    const { requests, result } = await written([row('a')], [], { columns: { EngagementScore: 'new_score' } });
    await result;
    expect(requests[0]?.body).toContain('\r\n{"new_score":7}\r\n');
  });

  test('a key column without a prefix gives none to the others', () => {
    expect(defaultColumnNames('customerid').EngagementScore).toBe('engagementscore');
  });
});

describe('what passes is tried again', () => {
  test('a 429 to the batch, not before Retry-After', async () => {
    const { requests, result, clock } = await written(manyRows(3), [{ status: 429, headers: { 'retry-after': '7' } }]);
    expect(await result).toEqual({ rowsWritten: 3 });
    expect([requests.length, requests[1]?.body]).toEqual([2, requests[0]?.body]);
    expect(clock.slept[0]).toBeGreaterThanOrEqual(7_000);
  });

  test('a 429 or 503 to one operation within it', async () => {
    const busy = { code: '0x80072322', message: 'Number of requests exceeded the limit' };
    const { requests, result, clock } = await written(manyRows(3), [batchReply(3, { ...busy, status: 429, headers: 'Retry-After: 9\r\n' }), batchReply(3, { ...busy, status: 503 })]);
    expect(await result).toEqual({ rowsWritten: 3 });
    expect(requests.length).toBe(3);
    expect(clock.slept[0]).toBeGreaterThanOrEqual(9_000);
  });

  test('a broken connection, and a 401 with a fresh token', async () => {
    const { requests, result } = await written(manyRows(1), ['reset', { status: 401 }]);
    await result;
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  test('until it is enough: then the failure says that Dataverse is too busy', async () => {
    const { result } = await written(manyRows(1), Array.from({ length: 200 }, () => ({ status: 503 })));
    expect(await failureOf(result)).toMatchObject({ code: 'writeBackRefused', message: expect.stringContaining('too busy (status 503)') as string });
  });
});

describe('what is refused ends the writing, with what is missing and without Dataverse\'s words', () => {
  const missing = "The property 'contoso_engagementscore' does not exist on type 'Microsoft.Dynamics.CRM.contoso_engagement'. Secret";
  const range = "A validation error occurred. The value Secret of 'contoso_engagementscore' is outside the valid range.";
  test.each([
    ['a column', 400, '0x80048d19', missing, 'has no column "contoso_engagementscore"'],
    ['a value', 400, '0x80044330', range, 'the column "contoso_engagementscore" of contoso_engagements does not take a value (code 0x80044330)'],
    ['the key', 400, '0x8006088a', 'Bad Request - Error in query syntax.', 'no alternate key of the column "contoso_customerid" alone'],
    ['the key, in other words', 400, '0x80060888', 'The key in the request URI is not valid. Secret', 'no alternate key of the column "contoso_customerid" alone'],
    ['the table', 404, '0x8006088a', "Resource not found for the segment 'contoso_engagements'.", 'no table with the set name "contoso_engagements"'],
    ['the right', 403, '0x80040220', 'Principal user Secret is missing prvWritecontoso_engagement privilege', 'may not write into contoso_engagements'],
    ['anything else', 400, '0x80040265', 'Secret', 'does not take the rows (status 400, code 0x80040265)'],
  ])('%s', async (_, status, code, message, expected) => {
    const { requests, result } = await written(manyRows(700), [batchReply(500, { status, code, message })]);
    const failure = await failureOf(result);
    expect([failure.code, failure.message]).toEqual(['writeBackRefused', expect.stringContaining(expected)]);
    expect(failure.message).not.toContain('Secret');
    expect(requests.length).toBe(1);
  });

  test('a token that is not accepted, nor a fresh one', async () => {
    const { result } = await written(manyRows(1), [{ status: 401 }, { status: 401 }]);
    expect((await failureOf(result)).message).toContain('does not accept our token');
  });

  test('an answer that is no batch\'s', async () => {
    const { result } = await written(manyRows(2), [{ text: '<html>Sign in</html>' }]);
    expect(await failureOf(result)).toMatchObject({ code: 'writeBackRefused', message: expect.stringContaining('not that of a batch') as string });
  });

  test('an account id that no key can hold, before anything is sent', async () => {
    const { requests, result } = await written([row('a/b')]);
    expect((await failureOf(result)).message).toContain('no key of Dataverse can hold');
    expect(requests).toEqual([]);
  });
});

test('a withdrawn signal stops the writing at once', async () => {
  const stop = new AbortController();
  const server = await startServer(leapingClock(), () => {
    stop.abort(new Error('stopped'));
    return 'hang';
  });
  servers.push(server);
  const access = { baseUrl: `${server.url}/api/data/v9.2`, tokens: countingTokens(), clock: leapingClock(), signal: stop.signal };
  await expect(writeBack({ access, tableSetName: 't', keyColumn: 'c_k', rows: listed(manyRows(1)) })).rejects.toThrow('stopped');
});
