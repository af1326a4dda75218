import type { ConsentReview } from '../../api/contract.ts';
import type { Catalogue } from '../../texts/en/index.ts';
import type { TextKey, Texts } from '../../texts/texts.ts';

type ConsentTexts = Catalogue['consent'];

export interface FieldInWords {
  readonly field: string;
  readonly name: string;
  readonly why: string;
}

/** The fields of a review in words. A test holds that the catalogue has all that the service reads, and no other. */
export function fieldsInWords({ text }: Texts, { mail, meetings }: ConsentReview['fieldsRead']): Readonly<Record<'mail' | 'meetings', readonly FieldInWords[]>> {
  return {
    mail: (mail as (keyof ConsentTexts['fields']['mail'])[]).map((field) => ({ field, name: text(`consent.fields.mail.${field}.name`), why: text(`consent.fields.mail.${field}.why`) })),
    meetings: (meetings as (keyof ConsentTexts['fields']['meetings'])[]).map((field) => ({ field, name: text(`consent.fields.meetings.${field}.name`), why: text(`consent.fields.meetings.${field}.why`) })),
  };
}

/** What a mail or a meeting holds that the service does not ask for; the same test holds it. */
export function neverReadInWords({ text }: Texts, neverRead: ConsentReview['neverRead']): readonly string[] {
  return (neverRead as (keyof Omit<ConsentTexts['never'], 'title' | 'text'>)[]).map((part) => text(`consent.never.${part}`));
}

export const permissionReasons: Readonly<Record<string, TextKey>> = {
  'Mail.ReadBasic.All': 'consent.permissions.reasons.mail',
  'Calendars.ReadBasic.All': 'consent.permissions.reasons.calendars',
  'Application Mail.ReadBasic': 'consent.permissions.reasons.mailInExchange',
  'Application Calendars.Read': 'consent.permissions.reasons.calendarsInExchange',
  'User.Read.All': 'consent.permissions.reasons.users',
  'GroupMember.Read.All': 'consent.permissions.reasons.groups',
  'Organization.Read.All': 'consent.permissions.reasons.organisation',
  'RoleManagement.Read.Directory': 'consent.permissions.reasons.roles',
  'Application.Read.All': 'consent.permissions.reasons.appRoles',
};
