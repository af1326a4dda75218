import { parseArgs } from 'node:util';
import { EngagementFailure } from '../../../engine/index.ts';
import { exitStatus } from '../../cli/ending.ts';
import { examine, type Surroundings } from './examine.ts';
import { hasProblem, jsonOf, textOf } from './report.ts';

export const doctorUsage = `npm run -s doctor [-- options]

Checks an installation with the environment of the service, also while the service runs: configuration, versions, data folder, disk, clock,
Microsoft Entra ID and Graph, the bot, the public address; and for each organisation its stored state, credentials, permissions by name, region,
licence, Dataverse and the Teams app. Changes nothing. Shows no secret, no token, and nothing about a person.

  --json   for programs
  --help

Exit status: 0 no problem (there may be warnings), 1 at least one problem, 2 the configuration or the call is unusable.
`;

export interface DoctorSurroundings extends Surroundings {
  readonly stdout: Pick<NodeJS.WritableStream, 'write'>;
  readonly stderr: Pick<NodeJS.WritableStream, 'write'>;
}

/** `npm run doctor`: gives the exit status. */
export async function doctor(args: readonly string[], surroundings: DoctorSurroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  try {
    const { json, help } = parsedCall(args);
    if (help) {
      stdout.write(doctorUsage);
      return 0;
    }
    const findings = await examine(surroundings);
    stdout.write(json ? jsonOf(findings) : textOf(findings));
    if (findings.some(({ name, state }) => name === 'configuration' && state === 'problem')) return 2;
    return hasProblem(findings) ? 1 : 0;
  } catch (error) {
    return exitStatus(error, stderr);
  }
}

function parsedCall(args: readonly string[]): { readonly json: boolean; readonly help: boolean } {
  try {
    return parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } }).values;
  } catch {
    throw new EngagementFailure('callUnusable', 'The doctor takes --json and --help, and nothing else; see npm run -s doctor -- --help.');
  }
}
