import { DuckDBInstance, type DuckDBConnection, type DuckDBInstance as Instance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EngagementFailure } from '../model/failure.ts';
import { interruptible, orInterrupted } from './interruptible.ts';

let instance: Instance;
let connection: DuckDBConnection;
beforeEach(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  connection = await instance.connect();
});
afterEach(() => {
  connection.closeSync();
  instance.closeSync();
});

/** It would take minutes. */
const endless = () => connection.run('SELECT count(*) FROM range(1000000000000) AS number(n) WHERE hash(n) % 3 = 1');

describe('work on the connection', () => {
  test('ends in the middle of a statement when the signal is aborted', async () => {
    const controller = new AbortController();
    const running = interruptible(connection, controller.signal, endless);
    setImmediate(() => controller.abort());
    await expect(running).rejects.toThrow('INTERRUPT');
  });

  test('ends also in a statement that begins only after that', async () => {
    const controller = new AbortController();
    const running = interruptible(connection, controller.signal, () => {
      controller.abort();
      return endless();
    });
    await expect(running).rejects.toThrow('INTERRUPT');
  });

  test('does not begin where the signal was aborted before', async () => {
    const reason = new Error('too late');
    await expect(interruptible(connection, AbortSignal.abort(reason), endless)).rejects.toBe(reason);
  });

  test('leaves the connection as it was for what comes after', async () => {
    const controller = new AbortController();
    const one = await interruptible(connection, controller.signal, async () => (await connection.runAndReadAll('SELECT 1')).getRows());
    controller.abort();
    expect([one, (await connection.runAndReadAll('SELECT 2')).getRows()]).toEqual([[[1]], [[2]]]);
  });
});

describe('a failure', () => {
  const failing = (error: Error) => () => Promise.reject(error);

  test('of interrupted work is "interrupted"', async () => {
    const cause = new Error('INTERRUPT Error: Interrupted!');
    await expect(orInterrupted(AbortSignal.abort(), failing(cause))).rejects.toMatchObject({ code: 'interrupted', cause });
  });

  test('stays what it is where nobody has interrupted, or where it says itself what happened', async () => {
    const fault = new Error('a fault');
    await expect(orInterrupted(new AbortController().signal, failing(fault))).rejects.toBe(fault);
    await expect(orInterrupted(undefined, failing(fault))).rejects.toBe(fault);
    const told = new EngagementFailure('consentMissing', 'There is no consent.');
    await expect(orInterrupted(AbortSignal.abort(), failing(told))).rejects.toBe(told);
  });
});
