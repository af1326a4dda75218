import { auditAnswer, meAnswer, visibility } from '../contract/organization.ts';
import { pageQuery } from '../contract/paging.ts';
import { jsonRoute, type Route } from './route.ts';

/** Oneself, and what holds for the whole organisation. */
export const organizationRoutes: readonly Route[] = [
  jsonRoute({
    method: 'get',
    path: '/me',
    action: 'readOwnRights',
    answer: meAnswer,
    handle: async ({ actor, service }) => ({ tenantId: actor.tenantId, userId: actor.userId, ...(await service.rightsOf(actor)) }),
  }),
  jsonRoute({
    method: 'get',
    path: '/visibility',
    action: 'readOwnRights',
    answer: visibility,
    handle: ({ actor, service }) => service.visibility.read(actor),
  }),
  jsonRoute({
    method: 'put',
    path: '/visibility',
    action: 'editVisibility',
    body: visibility,
    answer: visibility,
    handle: async ({ actor, service, body }) => {
      await service.visibility.write(actor, body.isOpenToMembers);
      return service.visibility.read(actor);
    },
  }),
  jsonRoute({
    method: 'get',
    path: '/audit',
    action: 'readAudit',
    query: pageQuery,
    answer: auditAnswer,
    handle: ({ actor, service, query }) => service.audit(actor, query),
  }),
];
