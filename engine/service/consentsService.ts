import type { ConsentDesk } from '../consent/consentDesk.ts';
import { isShownByToken, neededPermissions } from '../consent/neededPermissions.ts';
import { findEnrichment } from '../enrichments/editing.ts';
import { mailFields } from '../graph/mail.ts';
import { meetingFields } from '../graph/meetings.ts';
import { missingPermissions } from '../graph/permissions.ts';
import type { Consent } from '../model/consent.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { Actor } from './actions.ts';
import type { ServiceContext } from './context.ts';
import { checkAddressesNow } from './enrichmentsService.ts';
import { personNames } from './personNames.ts';
import type { Consents } from './service.ts';

/** What a mail or meeting holds beside those fields. Bodies and attachments the permissions do not open; the rest the app does not ask for. */
const neverRead = ['subject', 'body', 'attachments', 'location', 'categories'];

export function consentsService(context: ServiceContext, desk: ConsentDesk): Consents {
  const { store, rights } = context;

  /** An answer that lets the enrichment be read may make its first run due. */
  async function told<Answer>(answering: Promise<Answer>, enrichmentId: string | undefined): Promise<Answer> {
    try {
      return await answering;
    } finally {
      context.wakeScheduler();
      if (enrichmentId !== undefined) context.runs.notify(enrichmentId);
    }
  }
  const enrichmentOf = (consentId: string) => store.read().consents.find(({ id }) => id === consentId)?.enrichmentId;

  /** Who may answer is for the desk to prove; that the caller is of this organisation is all that can be said before. */
  function assertOwn(actor: Actor): Promise<void> {
    return rights.assert(actor, 'readOwnRights');
  }

  return {
    async list(actor, enrichmentId) {
      await rights.assert(actor, 'readConsent');
      const { consents, receipts } = store.read();
      const isOfIt = (one: { readonly enrichmentId: string }) => one.enrichmentId === enrichmentId;
      if (!receipts.some(isOfIt)) findEnrichment(store.read(), enrichmentId);
      const [shown, shownReceipts] = [consents.filter(isOfIt).reverse(), receipts.filter(isOfIt).reverse()];
      const people = await personNames(context, [...shown.flatMap(personsOf), ...shownReceipts.map(({ causedBy }) => causedBy)]);
      return { consents: shown, receipts: shownReceipts, people };
    },
    async review(actor, consentId) {
      await rights.assert(actor, 'readConsent');
      const state = store.read();
      const consent = state.consents.find(({ id }) => id === consentId);
      if (consent === undefined) throw new EngagementFailure('notFound', 'There is no such consent request. Open the enrichment to see its present one.');
      const missing = await context.withGraph((graph) => graph.grantedRoles()).then(missingPermissions);
      return {
        consent,
        enrichmentName: state.enrichments.find(({ id }) => id === consent.enrichmentId)?.settings?.name ?? '',
        addressCheck: await checkAddressesNow(context, consent.addresses),
        permissions: neededPermissions(context.options.mailboxPermissions).map(({ name, reason }) => ({ name, reason, ...(isShownByToken(name) && { isGranted: !missing.includes(name) }) })),
        fieldsRead: { mail: mailFields.split(','), meetings: meetingFields.split(',') },
        neverRead,
        people: await personNames(context, personsOf(consent)),
      };
    },
    async approve(actor, consentId) {
      await assertOwn(actor);
      return told(desk.approve(consentId, actor.userId), enrichmentOf(consentId));
    },
    async decline(actor, consentId, reason) {
      await assertOwn(actor);
      return told(desk.decline(consentId, actor.userId, reason), enrichmentOf(consentId));
    },
    async withdraw(actor, enrichmentId) {
      await rights.assert(actor, 'withdrawConsent');
      findEnrichment(store.read(), enrichmentId);
      return context.erase(enrichmentId, 'consentWithdrawn', actor.userId);
    },
    returnFromEntra: (parameters) => told(desk.returnFromEntra(parameters), undefined),
  };
}

function personsOf({ requestedBy, answeredBy, withdrawnBy }: Readonly<Consent>): (string | undefined)[] {
  return [requestedBy, answeredBy, withdrawnBy];
}
