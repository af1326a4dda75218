// What `npm test` needs beside the sources: the dependencies, the pages built with them, and a Chromium. Each takes a while on a new machine, so
// Chromium comes beside the others.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { provideChromium } from './chromium.mjs';

const run = (script) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url))], { stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('close', (status) => resolve(status === 0));
  });

const built = run('install.mjs').then((isInstalled) => isInstalled && run('buildTab.mjs'));
const hasChromium = provideChromium();
process.exitCode = (await built) && hasChromium ? 0 : 1;
