import type { RequestHandler } from 'express';
import { z } from 'zod';
import { statusOf } from '../../tab/api/problem.ts';
import { EngagementFailure, type Consent, type FailureCode, type Service } from '../../engine/index.ts';
import { consentPage } from './consentPage.ts';
import type { ConsentOutcome } from './consentTexts.ts';
import type { Logger } from './logger.ts';
import { languageOf, plainPageHeaders } from './plainPage.ts';
import { requestIdOf } from './requestContext.ts';

/**
 * Entra also sends `tenant` and `admin_consent`, which anybody can write into an address: neither is read. A parameter that comes twice or is
 * longer than any of ours counts as none.
 */
const querySchema = z.object({ error: z.string().max(200).optional().catch('unreadable'), state: z.string().max(500).optional().catch(undefined) });

const outcomeOfConsent: Readonly<Record<Consent['status'], ConsentOutcome>> = {
  granted: 'granted',
  requested: 'notGranted',
  declined: 'declined',
  expired: 'ended',
  superseded: 'ended',
  withdrawn: 'ended',
};

const outcomeOfFailure: Partial<Record<FailureCode, ConsentOutcome>> = {
  notFound: 'ended',
  consentRequestEnded: 'ended',
  requestUnusable: 'ended',
  notAllowed: 'notAdministrator',
  consentMissing: 'notGranted',
  credentialsRefused: 'tryLater',
  graphUnavailable: 'tryLater',
  signInUnavailable: 'tryLater',
};

/** Where Microsoft Entra ID sends the administrator's browser back to. Nobody is signed in here: all that counts is the `state`, which a service gave out. `botId`: see `consentPage`. */
export function answerConsentCallback(services: ReadonlyMap<string, Service>, logger: Logger, botId?: string): RequestHandler {
  return async (request, response) => {
    const language = languageOf(request);
    const requestId = requestIdOf(response);
    const { outcome, status } = await returned(services, querySchema.parse(request.query)).catch((error: unknown) => {
      const code = error instanceof EngagementFailure ? error.code : 'serviceFault';
      const outcomeOfCode = outcomeOfFailure[code] ?? 'failed';
      if (outcomeOfCode === 'failed' || outcomeOfCode === 'tryLater') logger.error({ requestId, error }, 'consent callback');
      return { outcome: outcomeOfCode, status: statusOf(code) };
    });
    response
      .status(status)
      .set({ ...plainPageHeaders(language), 'cache-control': 'no-store' })
      .type('html')
      .send(consentPage(outcome, language, requestId, botId));
  };
}

/** Asks each tenant's service until one knows the state: what the address says of the tenant is not to be believed. */
async function returned(services: ReadonlyMap<string, Service>, parameters: z.infer<typeof querySchema>): Promise<{ outcome: ConsentOutcome; status: number }> {
  let refusal = new EngagementFailure('notFound', 'No consent request is known by this state.');
  for (const service of services.values()) {
    try {
      const { status } = await service.consents.returnFromEntra(parameters);
      return { outcome: outcomeOfConsent[status], status: 200 };
    } catch (error) {
      if (!(error instanceof EngagementFailure) || !isUnknownState(error.code)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

function isUnknownState(code: FailureCode): boolean {
  return code === 'notFound' || code === 'consentRequestEnded';
}
