import { backup } from '../operations/backup/backupCommand.ts';
import { systemClock } from '../systemClock.ts';
import { interruptSignal } from './ending.ts';

process.exitCode = await backup(process.argv.slice(2), { environment: process.env, stdout: process.stdout, stderr: process.stderr, signal: interruptSignal(), clock: systemClock });
