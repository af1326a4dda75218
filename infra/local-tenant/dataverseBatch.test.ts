import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DataverseAccess } from '../../engine/contacts/dataverseClient.ts';
import { clientCredentialTokens } from '../../engine/index.ts';
import { outputColumns } from '../../engine/model/outputColumns.ts';
import { batchBody, batchContentType } from '../../engine/output/batch.ts';
import { writeBack } from '../../engine/output/writeBack.ts';
import type { OutputRow, WriteBackOptions } from '../../engine/output/writeBack.ts';
import { handClock, startTestTenant } from './testTenant.ts';
import type { Answer, TestTenant } from './testTenant.ts';

const tableSetName = 'contoso_accountengagements';
const keyColumn = 'contoso_customerid';
const clock = handClock(Date.now());
let one: TestTenant;

beforeEach(async () => {
  one = await startTestTenant({}, { clock });
});
afterEach(() => one.end());

function row(index: number): OutputRow {
  const customerId = `Ø'Hara & Söhne (${index})`.replace('&', 'und');
  const figures = Object.fromEntries(outputColumns.map(({ name, kind, isNullable }, place) => [name, isNullable && index % 3 === 0 ? null : kind === 'number' ? index / 4 : index + place]));
  const texts = { PrimaryKey: `${customerId}|Year|2025-11-23`, CustomerId: customerId, AggregationLevel: 'Year', AggregationStartDate: '2025-11-23', EngagementStartDate: '2025-12-01' };
  return { ...figures, ...texts } as OutputRow;
}

async function* rows(count: number): AsyncGenerator<OutputRow> {
  for (let index = 0; index < count; index++) yield await Promise.resolve(row(index));
}

function access(): DataverseAccess {
  const { tenant } = one;
  const scope = `${new URL(tenant.dataverseUrl).origin}/.default`;
  return { baseUrl: tenant.dataverseUrl, tokens: clientCredentialTokens({ ...tenant, scope, clock }), clock };
}

async function write(count: number, changes: Partial<WriteBackOptions> = {}): Promise<{ readonly rowsWritten: number }> {
  return writeBack({ access: access(), tableSetName, keyColumn, rows: rows(count), ...changes });
}

async function stored(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  await one.renewToken();
  return (await one.all(`${one.tenant.dataverseUrl}/${tableSetName}`)).items;
}

/** The row as the table shows it, but for the id that Dataverse gives. */
function shown(one: OutputRow): Record<string, unknown> {
  return Object.fromEntries(outputColumns.map(({ name }) => [`contoso_${name.toLowerCase()}`, one[name]]));
}

function withoutId(one: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(one).filter(([name]) => name !== 'contoso_accountengagementid'));
}

describe('the product writes back', () => {
  test('2,500 rows, twice, and 2,500 rows are there, equal to the source', async () => {
    expect(await write(2_500)).toEqual({ rowsWritten: 2_500 });
    const first = await stored();
    expect(await write(2_500)).toEqual({ rowsWritten: 2_500 });
    const second = await stored();
    expect(second).toEqual(first);
    expect(second.map(withoutId)).toEqual(Array.from({ length: 2_500 }, (_, index) => shown(row(index))));
  });

  test('through a 429 in the middle, and does not come back early', async () => {
    const slow = async function* (): AsyncGenerator<OutputRow> {
      let count = 0;
      for await (const one of rows(1_500)) {
        if (count++ === 700) throttle();
        yield one;
      }
    };
    const throttle = (): void => one.tenant.faults.fail({ route: /\$batch$/, status: 429, retryAfterSeconds: 20, times: 1 });
    expect(await write(0, { rows: slow() })).toEqual({ rowsWritten: 1_500 });
    expect((await stored()).length).toBe(1_500);
    const batches = one.tenant.requests.all().filter(({ path }) => path.endsWith('$batch'));
    expect(batches.map(({ status }) => status)).toEqual([200, 429, 200, 200]);
    expect(one.tenant.requests.offences()).toEqual([]);
  });

  test.each([
    ['a column that the table has not', { columns: { EngagementScore: 'contoso_points' } }, 'no column "contoso_points"'],
    ['a key column that is none', { keyColumn: 'contoso_primarykey' }, 'no alternate key of the column "contoso_primarykey"'],
    ['a table that is none', { tableSetName: 'contoso_nothings' }, 'no table with the set name "contoso_nothings"'],
    ['values of another type', { columns: { AggregationLevel: 'contoso_engagementscore' } }, 'does not take the rows (status 400'],
  ])('and is told of %s, with nothing written', async (_, changes, message) => {
    await expect(write(150, changes)).rejects.toMatchObject({ code: 'writeBackRefused', message: expect.stringContaining(message) as unknown });
    expect(await stored()).toEqual([]);
  });

  test('and every key comes out as it went in', async () => {
    const keys = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((key) => !/[/<>*%&:\\?+]/.test(key)), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(keys, async (values) => {
        await write(0, { rows: (async function* () { for (const key of values) yield await Promise.resolve({ ...row(1), CustomerId: key }); })() });
        expect((await stored()).map((one) => one[keyColumn])).toEqual(expect.arrayContaining(values));
      }),
      { numRuns: 20 },
    );
  });
});

describe('a batch', () => {
  const upsert = (key: string, values: Readonly<Record<string, string | number | null>> = {}) => ({ path: `/api/data/v9.2/${tableSetName}(${keyColumn}='${key}')`, values });

  async function post(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Pick<Answer, 'status' | 'text'>> {
    const token = await access().tokens.token();
    const response = await fetch(`${one.tenant.dataverseUrl}/$batch`, { method: 'POST', headers: { 'Authorization': `Bearer ${token}`, 'Content-Type': batchContentType, ...headers }, body });
    return { status: response.status, text: await response.text() };
  }

  test('needs the token of Dataverse', async () => {
    expect((await post(batchBody([upsert('a')], 1), { Authorization: '' })).status).toBe(401);
    const user = await one.tenant.userToken('11111111-1111-4111-8111-111111111111');
    expect((await post(batchBody([upsert('a')], 1), { Authorization: `Bearer ${user}` })).status).toBe(401);
  });

  test('writes whole change sets: those before a refused operation, none of its own, none after it', async () => {
    const bad = upsert('d', { nonsense: 1 });
    const { status, text } = await post(batchBody([upsert('a'), upsert('b'), upsert('c'), bad, upsert('e')], 2));
    expect([status, text.match(/HTTP\/1\.1 \d+/g)]).toEqual([400, ['HTTP/1.1 204', 'HTTP/1.1 204', 'HTTP/1.1 400']]);
    expect((await stored()).map((one) => one[keyColumn])).toEqual(['a', 'b']);
  });

  test('changes the columns that it names, and leaves the others', async () => {
    await post(batchBody([upsert('a', { contoso_primarykey: 'A', contoso_engagementscore: 1 })], 1));
    await post(batchBody([upsert('a', { contoso_engagementscore: 2 })], 1));
    expect(await stored()).toMatchObject([{ contoso_customerid: 'a', contoso_primarykey: 'A', contoso_engagementscore: 2, contoso_dayssincelastemail: null }]);
  });

  test.each([
    ['lines that end with LF', batchBody([upsert('a')], 1).replaceAll('\r\n', '\n'), {}],
    ['another boundary', batchBody([upsert('a')], 1), { 'Content-Type': 'multipart/mixed; boundary=other' }],
    ['another content type', batchBody([upsert('a')], 1), { 'Content-Type': 'application/json' }],
    ['more than 1,000 operations', batchBody(Array.from({ length: 1_001 }, (_, index) => upsert(`k${index}`)), 100), {}],
    ['the key in the values too', batchBody([upsert('a', { contoso_customerid: 'a' })], 1), {}],
    ['a quote that is not doubled', batchBody([upsert("a'b")], 1), {}],
    ['a character that no key holds', batchBody([upsert('a%2Fb')], 1), {}],
    ['another method', batchBody([upsert('a')], 1).replace('PATCH', 'DELETE'), {}],
    ['an address elsewhere', batchBody([{ path: `https://else.example/api/data/v9.2/${tableSetName}(${keyColumn}='a')`, values: {} }], 1), {}],
    ['broken JSON', batchBody([upsert('a')], 1).replace('{}', '{'), {}],
  ])('with %s is refused, and nothing is written', async (_, body, headers) => {
    expect((await post(body, headers)).status).toBe(400);
    expect(await stored()).toEqual([]);
  });
});
