import { fstatSync } from 'node:fs';
import { backup } from '../operations/backup/backupCommand.ts';
import { fileStream } from '../operations/backup/fileStream.ts';
import { systemClock } from '../systemClock.ts';
import { interruptSignal } from './ending.ts';

const { fd } = process.stdout;
const stdout = fstatSync(fd).isFile() ? fileStream(fd) : process.stdout;
process.exitCode = await backup(process.argv.slice(2), { environment: process.env, stdout, stderr: process.stderr, signal: interruptSignal(), clock: systemClock });
