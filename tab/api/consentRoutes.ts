import { consentAnswer, consentApprovalAnswer, consentReviewAnswer, consentsAnswer, declineBody, erasureReceiptAnswer } from '../contract/consents.ts';
import { consentParameters, enrichmentParameters } from '../contract/parameters.ts';
import { jsonRoute, type Route } from './route.ts';

/** The organisation's consent: asked for, read, answered, withdrawn. */
export const consentRoutes: readonly Route[] = [
  jsonRoute({
    method: 'get',
    path: '/enrichments/:enrichmentId/consents',
    action: 'readConsent',
    parameters: enrichmentParameters,
    answer: consentsAnswer,
    handle: ({ actor, service, parameters }) => service.consents.list(actor, parameters.enrichmentId),
  }),
  jsonRoute({
    method: 'post',
    path: '/enrichments/:enrichmentId/consents/withdraw',
    action: 'withdrawConsent',
    parameters: enrichmentParameters,
    answer: erasureReceiptAnswer,
    handle: ({ actor, service, parameters }) => service.consents.withdraw(actor, parameters.enrichmentId),
  }),
  jsonRoute({
    method: 'get',
    path: '/consents/:consentId/review',
    action: 'readConsent',
    parameters: consentParameters,
    answer: consentReviewAnswer,
    handle: ({ actor, service, parameters }) => service.consents.review(actor, parameters.consentId),
  }),
  jsonRoute({
    method: 'post',
    path: '/consents/:consentId/approve',
    action: 'answerConsent',
    parameters: consentParameters,
    answer: consentApprovalAnswer,
    handle: ({ actor, service, parameters }) => service.consents.approve(actor, parameters.consentId),
  }),
  jsonRoute({
    method: 'post',
    path: '/consents/:consentId/decline',
    action: 'answerConsent',
    parameters: consentParameters,
    body: declineBody,
    answer: consentAnswer,
    handle: ({ actor, service, parameters, body }) => service.consents.decline(actor, parameters.consentId, body.reason),
  }),
];
