import { contactCheckAnswer, contactCheckBody, contactDataSetAnswer, contactDataSetsAnswer, contactPreviewAnswer, newContactDataSetBody } from '../contract/contactDataSets.ts';
import { contactDataSetParameters } from '../contract/parameters.ts';
import { jsonRoute, noAnswer, slowMilliseconds, type Route } from './route.ts';
import { uploadRoute } from './uploadRoute.ts';

/** Accounts and contacts: from Dataverse, or as CSV. */
export const contactDataSetRoutes: readonly Route[] = [
  jsonRoute({
    method: 'get',
    path: '/contact-data-sets',
    action: 'editContactDataSets',
    answer: contactDataSetsAnswer,
    handle: ({ actor, service }) => service.contactDataSets.list(actor),
  }),
  jsonRoute({
    method: 'post',
    path: '/contact-data-sets',
    action: 'editContactDataSets',
    body: newContactDataSetBody,
    answer: contactDataSetAnswer,
    status: 201,
    handle: ({ actor, service, body }) => service.contactDataSets.create(actor, body),
  }),
  uploadRoute,
  jsonRoute({
    method: 'get',
    path: '/contact-data-sets/:contactDataSetId/preview',
    action: 'editContactDataSets',
    parameters: contactDataSetParameters,
    answer: contactPreviewAnswer,
    handle: ({ actor, service, parameters }) => service.contactDataSets.preview(actor, parameters.contactDataSetId),
  }),
  jsonRoute({
    method: 'post',
    path: '/contact-data-sets/:contactDataSetId/check',
    timeoutMilliseconds: slowMilliseconds,
    action: 'editContactDataSets',
    parameters: contactDataSetParameters,
    body: contactCheckBody,
    answer: contactCheckAnswer,
    handle: ({ actor, service, parameters, body }) => service.contactDataSets.check(actor, parameters.contactDataSetId, body.mapping, body.addresses),
  }),
  jsonRoute({
    method: 'delete',
    path: '/contact-data-sets/:contactDataSetId',
    action: 'editContactDataSets',
    parameters: contactDataSetParameters,
    answer: noAnswer,
    handle: ({ actor, service, parameters }) => service.contactDataSets.remove(actor, parameters.contactDataSetId),
  }),
];
