import { mailFields, meetingFields, permissionKeys } from '../../../texts/whatIsRead.ts';
import type { Texts } from '../../texts/texts.ts';

export interface FieldInWords {
  readonly name: string;
  readonly why: string;
}

export function mailFieldsInWords({ text }: Texts): FieldInWords[] {
  return mailFields.map((field) => ({ name: text(`consent.fields.mail.${field}.name`), why: text(`consent.fields.mail.${field}.why`) }));
}

export function meetingFieldsInWords({ text }: Texts): FieldInWords[] {
  return meetingFields.map((field) => ({ name: text(`consent.fields.meetings.${field}.name`), why: text(`consent.fields.meetings.${field}.why`) }));
}

/** What a permission is needed for; undefined of one that is none of ours. */
export function permissionReason({ text }: Texts, permission: string): string | undefined {
  const key = Object.hasOwn(permissionKeys, permission) ? permissionKeys[permission as keyof typeof permissionKeys] : undefined;
  return key && text(`consent.permissions.${key}`);
}
