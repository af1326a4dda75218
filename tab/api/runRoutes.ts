import { pageQuery } from '../contract/paging.ts';
import { enrichmentParameters, runParameters } from '../contract/parameters.ts';
import { publicationsAnswer, runAnswer, runRecordAnswer, runsAnswer } from '../contract/runs.ts';
import { progressRoute } from './progressRoute.ts';
import { jsonRoute, noAnswer, type Route } from './route.ts';

/** Runs of an enrichment: the history, the one under way, start and cancel. */
export const runRoutes: readonly Route[] = [
  jsonRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/runs',
    action: 'readEnrichments',
    parameters: enrichmentParameters,
    query: pageQuery,
    answer: runsAnswer,
    handle: ({ actor, service, parameters, query }) => service.runs.list(actor, parameters.enrichmentId, query),
  }),
  jsonRoute({
    method: 'post',
    path: '/enrichments/:enrichmentId/runs',
    action: 'runEnrichments',
    parameters: enrichmentParameters,
    answer: runRecordAnswer,
    status: 201,
    handle: ({ actor, service, parameters }) => service.runs.start(actor, parameters.enrichmentId),
  }),
  jsonRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/runs/:runId',
    action: 'readEnrichments',
    parameters: runParameters,
    answer: runAnswer,
    handle: ({ actor, service, parameters }) => service.runs.get(actor, parameters.enrichmentId, parameters.runId),
  }),
  jsonRoute({
    method: 'post',
    path: '/enrichments/:enrichmentId/runs/:runId/cancel',
    action: 'runEnrichments',
    parameters: runParameters,
    answer: noAnswer,
    handle: ({ actor, service, parameters }) => service.runs.cancel(actor, parameters.enrichmentId, parameters.runId),
  }),
  jsonRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/publications',
    action: 'readEnrichments',
    parameters: enrichmentParameters,
    answer: publicationsAnswer,
    handle: ({ actor, service, parameters }) => service.runs.publications(actor, parameters.enrichmentId),
  }),
  progressRoute,
];
