// Loaded into the product's own process with --import: tells at its end the most memory that it ever had, through file descriptor 3.
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

// Worker threads load it too, and would tell of the same process.
if (isMainThread) process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
