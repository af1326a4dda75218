import { eraseBody, erasedPersonAnswer, liftBody, liftedAnswer, objectionsAnswer } from '../contract/objections.ts';
import { jsonRoute, type Route } from './route.ts';

/** People who were erased on request and are never read again. No answer repeats an address. */
export const objectionRoutes: readonly Route[] = [
  jsonRoute({
    method: 'get',
    path: '/objections',
    action: 'readConsent',
    answer: objectionsAnswer,
    handle: ({ actor, service }) => service.objections.list(actor),
  }),
  jsonRoute({
    method: 'post',
    path: '/objections',
    action: 'erasePeople',
    body: eraseBody,
    answer: erasedPersonAnswer,
    handle: ({ actor, service, body }) => service.objections.erase(actor, body.address, body.reason),
  }),
  jsonRoute({
    method: 'post',
    path: '/objections/lift',
    action: 'erasePeople',
    body: liftBody,
    answer: liftedAnswer,
    handle: ({ actor, service, body }) => service.objections.lift(actor, body.address),
  }),
];
