import type { z } from 'zod';
import { erasureReceiptAnswer } from '../contract/consents.ts';
import type { EnrichmentStep, EnrichmentView } from '../../engine/index.ts';
import { activeBody, addressCheck, addressesBody, directorySearchAnswer, directorySearchQuery, enrichmentAnswer, enrichmentDraftBody, enrichmentsAnswer, prerequisitesAnswer } from '../contract/enrichments.ts';
import { enrichmentParameters } from '../contract/parameters.ts';
import { assertRevision, revisionAskedFor } from './entityTag.ts';
import { jsonRoute, type Input, type Route } from './route.ts';

const revisionOf = ({ enrichment }: Pick<EnrichmentView, 'enrichment'>): number => enrichment.revision;

function draftOf({ actor, surroundings: { clock }, body }: Pick<Input<unknown, unknown, z.output<typeof enrichmentDraftBody>>, 'actor' | 'surroundings' | 'body'>): EnrichmentStep {
  const { agreesToTerms, ...draft } = body;
  return agreesToTerms === undefined ? draft : { ...draft, terms: { agreedAt: clock.now(), agreedBy: actor.userId } };
}

/** Enrichments from the first step of the set-up to their end, and what the set-up asks meanwhile. */
export const enrichmentRoutes: readonly Route[] = [
  jsonRoute({
    method: 'get',
    path: '/enrichments',
    action: 'readEnrichments',
    answer: enrichmentsAnswer,
    handle: ({ actor, service }) => service.enrichments.list(actor),
  }),
  jsonRoute({
    method: 'post',
    path: '/enrichments',
    action: 'editEnrichments',
    body: enrichmentDraftBody,
    answer: enrichmentAnswer,
    status: 201,
    revisionOf,
    handle: (input) => input.service.enrichments.create(input.actor, draftOf(input)),
  }),
  jsonRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId',
    action: 'readEnrichments',
    parameters: enrichmentParameters,
    answer: enrichmentAnswer,
    revisionOf,
    handle: ({ actor, service, parameters }) => service.enrichments.get(actor, parameters.enrichmentId),
  }),
  jsonRoute({
    method: 'delete',
    path: '/enrichments/:enrichmentId',
    action: 'editEnrichments',
    parameters: enrichmentParameters,
    answer: erasureReceiptAnswer,
    handle: async ({ actor, service, parameters, ifMatch }) => {
      const asked = revisionAskedFor(ifMatch);
      if (asked !== undefined) assertRevision(asked, revisionOf(await service.enrichments.get(actor, parameters.enrichmentId)));
      return service.enrichments.remove(actor, parameters.enrichmentId);
    },
  }),
  jsonRoute({
    method: 'patch',
    path: '/enrichments/:enrichmentId/draft',
    action: 'editEnrichments',
    parameters: enrichmentParameters,
    body: enrichmentDraftBody,
    answer: enrichmentAnswer,
    revisionOf,
    handle: (input) => input.service.enrichments.saveDraft(input.actor, input.parameters.enrichmentId, draftOf(input), revisionAskedFor(input.ifMatch)),
  }),
  jsonRoute({
    method: 'delete',
    path: '/enrichments/:enrichmentId/draft',
    action: 'editEnrichments',
    parameters: enrichmentParameters,
    answer: enrichmentAnswer,
    revisionOf,
    handle: ({ actor, service, parameters, ifMatch }) => service.enrichments.discardDraft(actor, parameters.enrichmentId, revisionAskedFor(ifMatch)),
  }),
  jsonRoute({
    method: 'post',
    path: '/enrichments/:enrichmentId/finish',
    action: 'editEnrichments',
    parameters: enrichmentParameters,
    answer: enrichmentAnswer,
    revisionOf,
    handle: ({ actor, service, parameters, ifMatch }) => service.enrichments.finish(actor, parameters.enrichmentId, revisionAskedFor(ifMatch)),
  }),
  jsonRoute({
    method: 'put',
    path: '/enrichments/:enrichmentId/active',
    action: 'editEnrichments',
    parameters: enrichmentParameters,
    body: activeBody,
    answer: enrichmentAnswer,
    revisionOf,
    handle: ({ actor, service, parameters, body, ifMatch }) => service.enrichments.setActive(actor, parameters.enrichmentId, body.isActive, revisionAskedFor(ifMatch)),
  }),
  jsonRoute({
    method: 'post',
    path: '/addresses/resolve',
    action: 'readDirectory',
    body: addressesBody,
    answer: addressCheck,
    handle: ({ actor, service, body }) => service.enrichments.resolveAddresses(actor, body.addresses),
  }),
  jsonRoute({
    method: 'get',
    path: '/directory/search',
    action: 'readDirectory',
    query: directorySearchQuery,
    answer: directorySearchAnswer,
    handle: ({ actor, service, query }) => service.enrichments.searchDirectory(actor, query.text, query.limit),
  }),
  jsonRoute({
    method: 'get',
    path: '/prerequisites',
    action: 'readDirectory',
    answer: prerequisitesAnswer,
    handle: ({ actor, service }) => service.enrichments.prerequisites(actor),
  }),
];
