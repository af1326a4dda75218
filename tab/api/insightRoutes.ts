import { adaptiveCardAnswer, adaptiveCardQuery, cardAnswer, customersBody, exportQuery, moversAnswer, moversQuery, rankingAnswer, searchAnswer, searchQuery, tableAnswer, tableBody, writeBackAnswer } from '../contract/insights.ts';
import { pageQuery } from '../contract/paging.ts';
import { customerParameters, enrichmentParameters } from '../contract/parameters.ts';
import { fileRoute, jsonRoute, slowMilliseconds, type Route } from './route.ts';

/** The published results. */
export const insightRoutes: readonly Route[] = [
  jsonRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/customers',
    action: 'readResults',
    parameters: enrichmentParameters,
    query: searchQuery,
    answer: searchAnswer,
    handle: ({ actor, service, parameters, query }) => service.insights.search(actor, parameters.enrichmentId, query.text, query.limit),
  }),
  jsonRoute({
    method: 'post',
    path: '/enrichments/:enrichmentId/customers/query',
    action: 'readResults',
    parameters: enrichmentParameters,
    body: customersBody,
    answer: rankingAnswer,
    handle: ({ actor, service, parameters, body: { sort, direction, offset, limit, ...filter } }) =>
      service.insights.customers(actor, parameters.enrichmentId, { ...filter, sorting: { column: sort, direction }, page: { offset, limit } }),
  }),
  jsonRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/customers/:customerId',
    action: 'readResults',
    parameters: customerParameters,
    answer: cardAnswer,
    handle: ({ actor, service, parameters }) => service.insights.card(actor, parameters.enrichmentId, parameters.customerId),
  }),
  jsonRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/customers/:customerId/adaptive-card',
    action: 'readResults',
    parameters: customerParameters,
    query: adaptiveCardQuery,
    answer: adaptiveCardAnswer,
    handle: async ({ actor, surroundings, parameters, query }) => ({ ...(await surroundings.customerCard(actor, { ...parameters, ...query })) }),
  }),
  jsonRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/ranking',
    action: 'readResults',
    parameters: enrichmentParameters,
    query: pageQuery,
    answer: rankingAnswer,
    handle: ({ actor, service, parameters, query }) => service.insights.ranking(actor, parameters.enrichmentId, query),
  }),
  jsonRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/movers',
    action: 'readResults',
    parameters: enrichmentParameters,
    query: moversQuery,
    answer: moversAnswer,
    handle: ({ actor, service, parameters, query }) => service.insights.movers(actor, parameters.enrichmentId, query.limit),
  }),
  jsonRoute({
    method: 'post',
    path: '/enrichments/:enrichmentId/results/query',
    action: 'readResults',
    parameters: enrichmentParameters,
    body: tableBody,
    answer: tableAnswer,
    handle: ({ actor, service, parameters, body: { sort, direction, offset, limit, ...filter } }) =>
      service.insights.table(actor, parameters.enrichmentId, { ...filter, sorting: { column: sort, direction }, page: { offset, limit } }),
  }),
  fileRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/results/export',
    action: 'exportResults',
    parameters: enrichmentParameters,
    query: exportQuery,
    handle: ({ actor, service, parameters, query }) => service.insights.exportTable(actor, parameters.enrichmentId, query.format),
  }),
  jsonRoute({
    method: 'post',
    path: '/enrichments/:enrichmentId/write-back',
    timeoutMilliseconds: slowMilliseconds,
    action: 'writeBack',
    parameters: enrichmentParameters,
    answer: writeBackAnswer,
    handle: ({ actor, service, parameters }) => service.insights.writeBack(actor, parameters.enrichmentId),
  }),
];
