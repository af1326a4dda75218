import { EngagementFailure, type Clock } from '../../../engine/index.ts';
import { readConfiguration, type Configuration, type Environment } from '../../server/configuration.ts';
import { bytesIn } from './bytesIn.ts';
import { checkNames, ok, problem, type CheckName, type Finding, type Outcome } from './finding.ts';
import { checkDataFolder, checkDisk, checkState, checkVersions } from './installation.ts';
import { checkBot, checkPublicAddress, judgeClock, judgeEntra, judgeGraph, reachMicrosoft } from './network.ts';
import { withPatience } from './patience.ts';
import { checkTenant } from './tenant.ts';

/** For each check: Microsoft answers within a second or two, a disk at once, and whoever asks is waiting. */
const timeoutMillisecondsDefault = 10_000;

export interface Surroundings {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly timeoutMilliseconds?: number;
  /** Of the disk that a path is on; default as the system says. */
  readonly freeBytes?: (path: string) => Promise<number>;
}

/**
 * Looks at an installation from the machine on which it runs, also while it runs: nothing is changed, no lock is taken, and no file is opened
 * that a lock rests on. With a configuration that cannot be used there is this one finding.
 */
export async function examine({ environment, clock, freeBytes, timeoutMilliseconds = timeoutMillisecondsDefault }: Surroundings): Promise<readonly Finding[]> {
  let configuration: Configuration;
  try {
    configuration = readConfiguration(environment);
  } catch (error) {
    if (!(error instanceof EngagementFailure)) throw error;
    return [{ name: 'configuration', ...problem(error.message, 'Correct the environment; nothing else can be checked before.') }];
  }
  const { dataFolder, mode, tenantIds } = configuration;
  const patience = { clock, timeoutMilliseconds };

  const ofDisk = (check: () => Promise<Outcome>) => withPatience(timeoutMilliseconds, 'See whether the disk of DATA_FOLDER answers: a share whose server is gone never does.', check);
  // Looked through once, for two checks.
  let looked: Promise<number> | undefined;
  const bytes = () => (looked ??= bytesIn(dataFolder));
  const microsoft = reachMicrosoft(configuration, patience);
  const [{ entra, graph }, atDataFolder, disk, bot, publicAddress] = await Promise.all([microsoft, ofDisk(() => checkDataFolder(dataFolder, bytes)), ofDisk(() => checkDisk(dataFolder, bytes, freeBytes)), checkBot(configuration, patience), checkPublicAddress(configuration, patience)]);
  const count = tenantIds.length === 1 ? 'one organisation' : `${tenantIds.length} organisations`;
  const installation: Partial<Record<CheckName, Outcome>> = {
    configuration: ok(`All variables can be used (${mode}, ${count}).`),
    versions: checkVersions(process.versions.node),
    dataFolder: atDataFolder,
    disk,
    entra: judgeEntra(entra, configuration),
    graph: judgeGraph(graph, configuration),
    clock: judgeClock([entra, graph]),
    bot,
    publicAddress,
  };
  const ofTenants = await Promise.all(
    tenantIds.map(async (tenantId) => {
      const options = { ...patience, isEntraReached: entra.isReached, isGraphReached: graph.isReached };
      const [state, others] = await Promise.all([ofDisk(() => checkState(dataFolder, tenantId)), checkTenant(tenantId, configuration, options)]);
      return findingsOf({ state, ...others }).map((finding) => ({ ...finding, tenantId }));
    }),
  );
  return [...findingsOf(installation), ...ofTenants.flat()];
}

function findingsOf(outcomes: Partial<Record<CheckName, Outcome>>): readonly Finding[] {
  return checkNames.flatMap((name) => {
    const outcome = outcomes[name];
    return outcome === undefined ? [] : [{ name, ...outcome }];
  });
}
