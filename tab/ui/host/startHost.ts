import type { TabSettings } from '../api/contract.ts';
import { HostFailure, type Host } from './host.ts';

/** Finds out where the tab is shown. Within a frame only Teams is expected, locally too: a frame of our own speaks its protocol. @throws HostFailure */
export async function startHost(): Promise<Host> {
  const settings = await readSettings();
  if (window.parent !== window) return (await import('./teamsHost.ts')).startTeamsHost(settings.teamsAppId);
  if (settings.mode === 'local') return (await import('./localHost.ts')).startLocalHost(settings.teamsAppId);
  throw new HostFailure('outsideTeams');
}

async function readSettings(): Promise<TabSettings> {
  const response = await fetch(`${import.meta.env.BASE_URL}settings.json`).catch((error: unknown) => {
    throw new HostFailure('noAnswer', { cause: error });
  });
  if (!response.ok) throw new HostFailure('noAnswer');
  return (await response.json()) as TabSettings;
}
