import { objectionSchema, type Objection } from './objection.ts';

/** Of somebody whom nothing is held of any more. `number`, below 10, tells them apart. */
export function testObjection(number: number): Objection {
  return objectionSchema.parse({
    id: `00000000-0000-4000-8000-00000000060${number}`,
    at: 0,
    by: 'ann',
    reason: 'asked',
    keys: [String(number).repeat(64)],
    erased: { addresses: 1, enrichments: 1, chosenAddresses: 0 },
    toErase: [],
    toRun: [],
    finishedAt: 0,
  });
}
