// What `npm test` needs beside the sources: the dependencies, and a Chromium. Both take a while on a new machine, so they come side by side.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { provideChromium } from './chromium.mjs';

const installation = spawn(process.execPath, [fileURLToPath(new URL('install.mjs', import.meta.url))], { stdio: ['ignore', 'inherit', 'inherit'] });
const installed = new Promise((resolve) => installation.on('close', (status) => resolve(status === 0)));
const hasChromium = provideChromium();
process.exitCode = (await installed) && hasChromium ? 0 : 1;
