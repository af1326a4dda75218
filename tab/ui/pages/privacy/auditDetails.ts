import type { Audit } from '../../api/contract.ts';
import type { Texts } from '../../texts/texts.ts';

type Entry = Pick<Audit['items'][number], 'action' | 'details'>;

/** What an entry tells beside its action, in words; ids are left out. */
export function auditDetails({ text }: Texts, { action, details = {} }: Entry): string {
  const count = (name: string) => Number(details[name] ?? 0);
  switch (action) {
    case 'exported': {
      if (details['format'] === 'dataverse') return text('privacy.details.writtenBack', { count: count('rows') });
      const format = details['format'] === 'csv' ? 'CSV' : 'Parquet';
      return text(details['segmentId'] === undefined ? 'privacy.details.exported' : 'privacy.details.exportedSegment', { format });
    }
    case 'consentRequested':
      return text('privacy.details.addresses', { count: count('addresses') });
    case 'consentPageOpened':
      return text('privacy.details.permissions', { count: count('missingPermissions') });
    case 'visibilityChanged':
      return text(details['isOpenToMembers'] === true ? 'privacy.details.opened' : 'privacy.details.closed');
    case 'erased':
      return text('privacy.details.erased', { mailboxes: count('mailboxes'), emails: count('emailCopies'), meetings: count('meetingCopies') });
    case 'personErased':
      // Entries of earlier versions hold how much there was of the person, too: that is shown to nobody.
      return text('privacy.details.personErased', { count: count('enrichments') });
    case 'personObjectionLifted':
      return count('objections') === 0 ? text('privacy.details.nobodyLifted') : '';
    case 'restored':
      return text(details['areConsentsUnchanged'] === true ? 'privacy.details.consentsUnchanged' : 'privacy.details.consentsAskedAnew');
    default:
      return '';
  }
}
