import { clientCredentialTokens, createGraph, createService, dataverseContactSource, type ExecuteRun, type Service, type ServiceEvent, type TenantFolder, type TokenSource } from '../../engine/index.ts';
import type { Job } from '../worker/job.ts';
import { runInWorker } from '../worker/runInWorker.ts';
import type { Configuration } from './configuration.ts';
import type { Logger } from './logger.ts';
import type { CreateServices, Surroundings } from './server.ts';
import { tenantFolderOf } from './tenantFolders.ts';

/** The product for each tenant of the configuration, with runs in worker threads. Where one cannot be started, the others are closed again. */
export const createServices: CreateServices = async (configuration, surroundings) => {
  const services = new Map<string, Service>();
  try {
    for (const tenantId of configuration.tenantIds) services.set(tenantId, await createTenantService(tenantId, configuration, surroundings));
    return services;
  } catch (error) {
    for (const service of services.values()) await service.close();
    throw error;
  }
};

async function createTenantService(tenantId: string, configuration: Configuration, { clock, logger, metrics, onEvent }: Surroundings): Promise<Service> {
  const { graphUrl, authorityUrl, dataverseUrl, mailboxPermissions, clientId, clientSecret } = configuration;
  const credentials = { authorityUrl, tenantId, clientId, clientSecret, clock };
  const tokensFor = (url: string): TokenSource => clientCredentialTokens({ ...credentials, scope: `${new URL(url).origin}/.default` });
  const graphTokens = tokensFor(graphUrl);
  const folder = tenantFolderOf(configuration.dataFolder, tenantId);
  return createService({
    tenantId,
    dataFolder: folder.path,
    clock,
    connect: (signal) => createGraph({ baseUrl: graphUrl, tokens: graphTokens, mailboxPermissions, clock, random: Math.random, signal }),
    mailboxPermissions,
    execute: inWorker(tenantId, folder, configuration),
    dataverse: dataverseUrl === undefined ? undefined : { baseUrl: dataverseUrl, tokens: tokensFor(dataverseUrl), contacts: (columns) => dataverseContactSource({ baseUrl: dataverseUrl, tokens: tokensFor(dataverseUrl), clock, columns }) },
    entra: { authorityUrl, clientId, scope: `${graphResource(configuration)}/.default`, redirectUri: `${configuration.publicUrl}/consent/callback` },
    teamsAppId: configuration.teamsAppId,
    firstRunDelayMilliseconds: configuration.firstRunDelayMilliseconds,
    runsAtOnce: configuration.runsAtOnce,
    onEvent: (event) => {
      log(logger, event);
      onEvent(tenantId, event);
      if (event.kind === 'runStarted') metrics.runStarted(event.run.cause);
      if (event.kind === 'runEnded') metrics.runEnded({ outcome: event.run.outcome ?? 'failed', durationSeconds: ((event.run.endedAt ?? 0) - event.run.startedAt) / 1000 });
    },
  });
}

/** Consent is asked for a resource by its name, which differs between clouds; a Graph on this machine goes by the name of the one that it stands for. */
function graphResource({ mode, graphUrl }: Configuration): string {
  return mode === 'local' ? 'https://graph.microsoft.com' : new URL(graphUrl).origin;
}

/** Off the main event loop: reading and aggregating never keep a seller waiting. */
function inWorker(tenantId: string, folder: TenantFolder, configuration: Configuration): ExecuteRun {
  const { graphUrl, authorityUrl, dataverseUrl, mailboxPermissions, clientId, clientSecret, runMemoryMegabytes } = configuration;
  return (run, options) => {
    const { enrichmentId, members, asOf, timeZone, contacts, objectionKeys, previousPublicationId, publishesMonthly } = run;
    const files: Job['contacts'] =
      contacts.kind === 'dataverse'
        ? { kind: 'open', dataverseUrl, columns: contacts.columns }
        : {
            kind: 'sealed',
            ...(contacts.hasAccounts && { accountsPath: folder.contactFile(contacts.dataSetId, 'accounts') }),
            contactsPath: folder.contactFile(contacts.dataSetId, 'contacts'),
            keyPath: folder.contactKey,
            columns: contacts.columns,
          };
    const job: Job = {
      graph: { baseUrl: graphUrl, authorityUrl, tenantId, clientId, clientSecret, mailboxPermissions },
      contacts: files,
      ...(objectionKeys.length > 0 && { objections: { secretPath: folder.objectionSecret, keys: [...objectionKeys] } }),
      members: [...members],
      asOf,
      timeZone,
      dataFolder: folder.enrichment(enrichmentId),
      output: {
        kind: 'publications',
        folder: folder.publications(enrichmentId),
        ...(previousPublicationId !== undefined && { previousFolder: folder.publication(enrichmentId, previousPublicationId) }),
        publishesMonthly,
      },
      memoryMegabytes: runMemoryMegabytes,
    };
    return runInWorker(job, { ...options, isBackground: true });
  };
}

/** Ids, counts and codes; what an event holds beside them may be about people. */
function log(logger: Logger, event: ServiceEvent): void {
  switch (event.kind) {
    case 'runStarted':
      logger.info({ runId: event.run.id, enrichmentId: event.run.enrichmentId, cause: event.run.cause, resumptions: event.run.resumptions }, 'run started');
      break;
    case 'runEnded':
      logger.info({ runId: event.run.id, enrichmentId: event.run.enrichmentId, outcome: event.run.outcome, failureCode: event.run.failure?.code }, 'run ended');
      break;
    case 'published':
      logger.info({ enrichmentId: event.publication.enrichmentId, publicationId: event.publication.id, coverageDays: event.publication.coverage.days }, 'results published');
      break;
    case 'erased':
      logger.info({ enrichmentId: event.receipt.enrichmentId, receiptId: event.receipt.id, cause: event.receipt.cause, files: event.receipt.files }, 'erased');
      break;
    case 'personErased': {
      const { id: objectionId, reason, erased: { addresses, enrichments, chosenAddresses } } = event.objection;
      logger.info({ objectionId, reason, addresses, enrichments, chosenAddresses }, 'person erased');
      break;
    }
    case 'changed':
      break;
    case 'fault':
      logger.error({ error: event.error }, 'fault');
      break;
  }
}
