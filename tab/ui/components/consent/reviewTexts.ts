import { mailFields, meetingFields, permissionKeys } from '../../../../texts/whatIsRead.ts';
import type { ConsentReview } from '../../api/contract.ts';
import type { Catalogue } from '../../texts/en/index.ts';
import type { Texts } from '../../texts/texts.ts';

type NeverTexts = Omit<Catalogue['consent']['never'], 'title' | 'text' | 'textInExchange'>;

export interface FieldInWords {
  readonly field: string;
  readonly name: string;
  readonly why: string;
}

/** The fields of a review in words, in the order in which people look for them. A test holds that the catalogue has all that the service reads, and no other. */
export function fieldsInWords({ text }: Texts, { mail, meetings }: ConsentReview['fieldsRead']): Readonly<Record<'mail' | 'meetings', readonly FieldInWords[]>> {
  return {
    mail: mailFields.filter((field) => mail.includes(field)).map((field) => ({ field, name: text(`consent.fields.mail.${field}.name`), why: text(`consent.fields.mail.${field}.why`) })),
    meetings: meetingFields.filter((field) => meetings.includes(field)).map((field) => ({ field, name: text(`consent.fields.meetings.${field}.name`), why: text(`consent.fields.meetings.${field}.why`) })),
  };
}

/** What a mail or a meeting holds that the service does not ask for; the same test holds it. */
export function neverReadInWords({ text }: Texts, neverRead: ConsentReview['neverRead']): readonly string[] {
  return (neverRead as (keyof NeverTexts)[]).map((part) => text(`consent.never.${part}`));
}

/** What a permission is needed for; undefined of one that these pages were built without. */
export function permissionReason({ text }: Texts, permission: string): string | undefined {
  const key = Object.hasOwn(permissionKeys, permission) ? permissionKeys[permission as keyof typeof permissionKeys] : undefined;
  return key && text(`consent.permissions.reasons.${key}`);
}
