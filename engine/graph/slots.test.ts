import { expect, test } from 'vitest';
import { Slots } from './slots.ts';

test('serves in the order of arrival, and never more than the maximum', async () => {
  const slots = new Slots(2);
  const order: number[] = [];
  const first = await slots.acquire();
  await slots.acquire();
  const waiting = [1, 2].map(async (number) => {
    const release = await slots.acquire();
    order.push(number);
    return release;
  });
  await Promise.resolve();
  expect(order).toEqual([]);
  first();
  const second = await waiting[0];
  expect(order).toEqual([1]);
  second?.();
  await waiting[1];
  expect(order).toEqual([1, 2]);
});

test('who gives up waiting leaves the line, and takes no slot with him', async () => {
  const slots = new Slots(1);
  const release = await slots.acquire();
  const controller = new AbortController();
  const given = slots.acquire(controller.signal);
  const next = slots.acquire();
  controller.abort(new Error('stop'));
  await expect(given).rejects.toThrow('stop');
  release();
  await expect(next).resolves.toBeTypeOf('function');
});
