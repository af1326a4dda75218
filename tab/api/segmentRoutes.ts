import { exportQuery } from '../contract/insights.ts';
import { pageQuery } from '../contract/paging.ts';
import { enrichmentParameters, segmentParameters } from '../contract/parameters.ts';
import { segmentAnswer, segmentBody, segmentCountAnswer, segmentCountBody, segmentMembersAnswer, segmentsAnswer } from '../contract/segments.ts';
import { assertRevision, revisionAskedFor } from './entityTag.ts';
import { fileRoute, jsonRoute, noAnswer, type Route } from './route.ts';

const revisionOf = ({ revision }: { readonly revision: number }): number => revision;

/** Segments of customers, by conditions on the results. */
export const segmentRoutes: readonly Route[] = [
  jsonRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/segments',
    action: 'readResults',
    parameters: enrichmentParameters,
    answer: segmentsAnswer,
    handle: ({ actor, service, parameters }) => service.segments.list(actor, parameters.enrichmentId),
  }),
  jsonRoute({
    method: 'post',
    path: '/enrichments/:enrichmentId/segments',
    action: 'editSegments',
    parameters: enrichmentParameters,
    body: segmentBody,
    answer: segmentAnswer,
    status: 201,
    revisionOf,
    handle: ({ actor, service, parameters, body }) => service.segments.create(actor, parameters.enrichmentId, body),
  }),
  jsonRoute({
    method: 'post',
    path: '/enrichments/:enrichmentId/segments/count',
    action: 'readResults',
    parameters: enrichmentParameters,
    body: segmentCountBody,
    answer: segmentCountAnswer,
    handle: async ({ actor, service, parameters, body }) => ({ count: await service.segments.count(actor, parameters.enrichmentId, body) }),
  }),
  jsonRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/segments/:segmentId',
    action: 'readResults',
    parameters: segmentParameters,
    answer: segmentAnswer,
    revisionOf,
    handle: ({ actor, service, parameters }) => service.segments.get(actor, parameters.enrichmentId, parameters.segmentId),
  }),
  jsonRoute({
    method: 'put',
    path: '/enrichments/:enrichmentId/segments/:segmentId',
    action: 'editSegments',
    parameters: segmentParameters,
    body: segmentBody,
    answer: segmentAnswer,
    revisionOf,
    handle: ({ actor, service, parameters, body, ifMatch }) =>
      service.segments.change(actor, parameters.enrichmentId, parameters.segmentId, body, revisionAskedFor(ifMatch)),
  }),
  jsonRoute({
    method: 'delete',
    path: '/enrichments/:enrichmentId/segments/:segmentId',
    action: 'editSegments',
    parameters: segmentParameters,
    answer: noAnswer,
    handle: async ({ actor, service, parameters: { enrichmentId, segmentId }, ifMatch }) => {
      const asked = revisionAskedFor(ifMatch);
      if (asked !== undefined) assertRevision(asked, revisionOf(await service.segments.get(actor, enrichmentId, segmentId)));
      await service.segments.remove(actor, enrichmentId, segmentId);
    },
  }),
  jsonRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/segments/:segmentId/members',
    action: 'readResults',
    parameters: segmentParameters,
    query: pageQuery,
    answer: segmentMembersAnswer,
    handle: ({ actor, service, parameters, query }) => service.segments.members(actor, parameters.enrichmentId, parameters.segmentId, query),
  }),
  fileRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/segments/:segmentId/members/export',
    action: 'exportResults',
    parameters: segmentParameters,
    query: exportQuery,
    handle: ({ actor, service, parameters, query }) => service.segments.exportMembers(actor, parameters.enrichmentId, parameters.segmentId, query.format),
  }),
];
