// The worker thread's entry where the sources run as they are: Node does not pass tsx's hooks of the main thread on to workers.
import { register } from 'tsx/esm/api';

register();
await import('./thread.ts');
