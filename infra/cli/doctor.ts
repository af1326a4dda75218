import { doctor } from '../operations/doctor/doctorCommand.ts';
import { systemClock } from '../systemClock.ts';

const status = await doctor(process.argv.slice(2), { environment: process.env, clock: systemClock, stdout: process.stdout, stderr: process.stderr });
// What a check has given up on may go on for a while: not waited for, once everything has been written.
process.stdout.write('', () => process.exit(status));
