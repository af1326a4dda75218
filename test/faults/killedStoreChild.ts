import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { audit } from '../../engine/store/audit.ts';
import { openStateStore } from '../../engine/store/stateStore.ts';
import { systemClock } from '../../infra/systemClock.ts';

/**
 * Makes 100 changes side by side in a store (argument 1), named after a round (argument 2), and tells of each that was acknowledged. Begins
 * when its input says so, since loading takes longer than all the rest, and ends with its input if it is not killed before.
 */
const [folder = '', round = ''] = process.argv.slice(2);
process.stdin.on('end', () => process.exit());
await once(process.stdin, 'data');
const store = await openStateStore({ folder });

async function change(name: string): Promise<void> {
  await store.update((state) => {
    // The names lie in the one place of the state that is a plain list of texts.
    const [consent] = state.consents;
    if (consent === undefined) throw new Error('the test has prepared no record');
    consent.addresses.push(name);
    audit(state, { action: 'exported', details: { name } }, systemClock);
  });
  process.stdout.write(`${name}\n`);
}

const changes: Promise<void>[] = [];
for (let number = 0; number < 100; number += 1) {
  changes.push(change(`${round}.${number}`));
  // Some come while others are being written.
  if (number % 5 === 0) await setImmediate();
}
await Promise.all(changes);
