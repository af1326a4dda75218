import { afterEach, expect, test } from 'vitest';
import { installTeamsApp } from './teamsApp.ts';
import { graphError, graphFor, leapingClock, startServer, type Reply } from './testServer.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const created: Reply = { status: 201, text: '' };

/** Installs with a catalogue that answers so, and Teams so. */
async function install(catalogue: Reply, teams: Reply = created, teamsAppId = 'app') {
  const clock = leapingClock();
  const server = await startServer(clock, ({ method }) => (method === 'GET' ? catalogue : teams));
  const graph = graphFor(server, clock);
  open.push(server, graph);
  return { outcome: await installTeamsApp(graph, teamsAppId, 'Gail').catch((error: unknown) => error), server };
}

const listed: Reply = { json: { value: [{ id: 'entry' }] } };

test('the app is looked up by the id of its manifest, and installed by that of the catalogue', async () => {
  const { outcome, server } = await install(listed, created, "it's");
  expect(outcome).toBe('installed');
  expect(server.seen.map(({ method, path }) => [method, decodeURIComponent(path)])).toEqual([
    ['GET', "/v1.0/appCatalogs/teamsApps?$filter=externalId eq 'it''s'"],
    ['POST', '/v1.0/users/Gail/teamwork/installedApps'],
  ]);
  expect(JSON.parse(server.seen[1]?.body ?? '')).toEqual({ 'teamsApp@odata.bind': `${server.url}/v1.0/appCatalogs/teamsApps/entry` });
});

test.each<[string, Reply, Reply | undefined, unknown]>([
  ['has it already', listed, { status: 409, json: graphError('Conflict') }, 'alreadyInstalled'],
  ['is unknown to Teams', listed, { status: 404, json: graphError('NotFound') }, 'unknown'],
  ['is in an organisation without the app', { json: { value: [] } }, undefined, 'unknown'],
  ['is in an organisation that does not let the catalogue be read', { status: 403, json: graphError('Forbidden') }, undefined, { code: 'consentMissing' }],
  ['is in an organisation that does not let apps be installed', listed, { status: 403, json: graphError('Forbidden') }, { code: 'consentMissing' }],
])('for somebody who %s that is the answer', async (_, catalogue, teams, expected) => {
  const { outcome } = await install(catalogue, teams);
  if (typeof expected === 'string') expect(outcome).toBe(expected);
  else expect(outcome).toMatchObject(expected as object);
});
