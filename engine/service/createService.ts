import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppRoleHolders } from './appRoleHolders.ts';
import { bulletinOf } from './bulletin.ts';
import { digestsService } from './digestsService.ts';
import { directoryProof, whereAllowed } from './directoryProof.ts';
import { consentsService } from './consentsService.ts';
import { contactDataSetsService } from './contactDataSetsService.ts';
import type { ServiceContext, ServiceOptions } from './context.ts';
import { enrichmentsService } from './enrichmentsService.ts';
import { erasure } from './erasure.ts';
import { insightsService } from './insightsService.ts';
import { InsightsShelf } from './insightsShelf.ts';
import { namelessRuns } from './namelessRuns.ts';
import { objectionsService } from './objectionsService.ts';
import { onPublication } from './onPublication.ts';
import { peopleErasure } from './peopleErasure.ts';
import { personNames } from './personNames.ts';
import { Rights } from './rights.ts';
import { runsService } from './runsService.ts';
import { segmentsService } from './segmentsService.ts';
import type { Service } from './service.ts';
import { createConsentDesk } from '../consent/consentDesk.ts';
import { expireConsents } from '../consent/consents.ts';
import { readAppRoles } from '../graph/appRoles.ts';
import { isGlobalAdministrator } from '../graph/globalAdministrators.ts';
import { isMember } from '../graph/membership.ts';
import { contactFileNames } from '../model/contactDataSet.ts';
import { GrantWatch } from '../runs/grantWatch.ts';
import { RunManager } from '../runs/runManager.ts';
import { Scheduler } from '../runs/scheduler.ts';
import { audit } from '../store/audit.ts';
import { openStateStore } from '../store/stateStore.ts';
import { removeOthers, TenantFolder } from '../store/tenantFolder.ts';

/**
 * Starts the product for one tenant: opens its state, tidies up what a crash has left, goes on with unfinished runs, and keeps the schedule.
 * Throws `stateUnusable` and `dataFolderInUse`.
 */
export async function createService(options: ServiceOptions): Promise<Service> {
  const { tenantId, clock, connect, onEvent } = options;
  const folder = new TenantFolder(options.dataFolder);
  const onFault = (error: unknown) => onEvent({ kind: 'fault', error });
  const onChange = () => onEvent({ kind: 'changed' });
  const store = await openStateStore({ folder: folder.state, onChange });
  const shelf = new InsightsShelf(folder);

  const withGraph: ServiceContext['withGraph'] = async (use) => {
    const graph = connect();
    try {
      return await use(graph);
    } finally {
      await graph.close();
    }
  };
  const rights = new Rights({
    tenantId,
    clock,
    isOpenToMembers: () => store.read().isOpenToMembers,
    isGlobalAdministrator: directoryProof(withGraph, isGlobalAdministrator),
    isMember: directoryProof(withGraph, isMember),
  });
  const appRoleHolders = new AppRoleHolders(clock, async () => {
    const holders = await whereAllowed(withGraph((graph) => readAppRoles(graph, options.entra.clientId)));
    return holders ?? new Map<string, never>();
  });
  const runs: RunManager = new RunManager({
    store,
    clock,
    execute: namelessRuns(options.execute),
    runsAtOnce: options.runsAtOnce,
    onPublication: (publication) => onPublication(context, publication),
    onStarted: (run) => {
      grantWatch.wake();
      onEvent({ kind: 'runStarted', run });
    },
    onEnded: (run) => {
      scheduler.wake();
      onEvent({ kind: 'runEnded', run });
    },
    onChange,
    onFault,
  });
  const context: ServiceContext = {
    options,
    store,
    folder,
    rights,
    runs,
    shelf,
    withGraph,
    wakeScheduler: () => scheduler.wake(),
    erase: (enrichmentId, cause, by) => erasures.erase(enrichmentId, cause, by),
  };
  const erasures = erasure(context);
  const people = peopleErasure(context);
  const scheduler = new Scheduler({
    store,
    clock,
    runs,
    firstRunDelayMilliseconds: options.firstRunDelayMilliseconds,
    onTick: async () => {
      await store.update((state) => void expireConsents(state, clock));
      await erasures.finishErasures();
      await people.finish();
      await people.startOwed();
    },
    onFault,
  });
  const grantWatch = new GrantWatch({
    clock,
    grantedRoles: () => withGraph((graph) => graph.grantedRoles()),
    isBusy: () => runs.isBusy,
    isNeeded: () => store.read().consents.some(({ status }) => status === 'granted'),
    onRemoved: () => erasures.erasePermissionRemoved(),
    onFault,
  });

  const desk = createConsentDesk({
    store,
    directory: {
      grantedRoles: () => withGraph((graph) => graph.grantedRoles()),
      isGlobalAdministrator: (userId) => withGraph((graph) => isGlobalAdministrator(graph, userId)),
    },
    entra: { ...options.entra, tenantId },
    clock,
    randomBytes,
  });

  try {
    await erasures.finishErasures();
    await people.finish();
    await removeUnknown(context);
    await runs.resume();
  } catch (error) {
    await runs.close();
    await store.close();
    throw error;
  }
  const working = Promise.all([scheduler.run(), grantWatch.run()]);

  return {
    tenantId,
    actorOf: async (userId) => ({ tenantId, userId: userId.toLowerCase(), appRoles: await appRoleHolders.rolesOf(userId) }),
    rightsOf: async (actor) => {
      await rights.assert(actor, 'readOwnRights');
      return rights.of(actor);
    },
    enrichments: enrichmentsService(context),
    contactDataSets: contactDataSetsService(context),
    consents: consentsService(context, desk),
    objections: objectionsService(context, people),
    runs: runsService(context),
    insights: insightsService(context),
    segments: segmentsService(context),
    digests: digestsService(context),
    bulletin: bulletinOf(context),
    visibility: {
      async read(actor) {
        await rights.assert(actor, 'readOwnRights');
        return { isOpenToMembers: store.read().isOpenToMembers };
      },
      async write(actor, isOpenToMembers) {
        await rights.assert(actor, 'editVisibility');
        await store.update((state) => {
          state.isOpenToMembers = isOpenToMembers;
          audit(state, { action: 'visibilityChanged', by: actor.userId, details: { isOpenToMembers } }, clock);
        });
      },
    },
    async audit(actor, page) {
      await rights.assert(actor, 'readAudit');
      const entries = await store.readAudit(page);
      return { ...entries, people: await personNames(context, entries.items.map(({ by }) => by)) };
    },
    async close() {
      scheduler.stop();
      grantWatch.stop();
      await working;
      await runs.close();
      await shelf.closeAll();
      await store.close();
    },
  };
}

/** What a crash has left: results that no state names, files of data sets that are gone, and exports under way. */
async function removeUnknown({ store, folder }: ServiceContext): Promise<void> {
  const { enrichments, contactDataSets } = store.read();
  await rm(folder.temporary, { recursive: true, force: true });
  await mkdir(folder.temporary, { recursive: true });
  for (const { id, publicationId } of enrichments) await removeOthers(folder.publications(id), publicationId === undefined ? [] : [publicationId]);
  await removeOthers(folder.contactDataSets, contactDataSets.map(({ id }) => id));
  for (const { id, files } of contactDataSets) await removeOthers(folder.contactDataSet(id), contactFileNames.filter((name) => files[name] !== undefined).map((name) => basename(folder.contactFile(id, name))));
}
