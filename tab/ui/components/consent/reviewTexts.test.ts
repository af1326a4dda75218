import { expect, test } from 'vitest';
import { neededPermissions } from '../../../../engine/consent/neededPermissions.ts';
import { mailFields } from '../../../../engine/graph/mail.ts';
import { meetingFields } from '../../../../engine/graph/meetings.ts';
import { textsIn } from '../../texts/texts.ts';
import { en } from '../../texts/en/index.ts';
import { fieldsInWords, permissionReasons } from './reviewTexts.ts';

test('every field that is read, and no other, has a name and a reason', async () => {
  const fieldsRead = { mail: mailFields.split(','), meetings: meetingFields.split(',') };
  const { mail, meetings } = fieldsInWords(await textsIn('pl'), fieldsRead);
  for (const { name, why } of [...mail, ...meetings]) expect([name, why]).not.toContain('');
  expect(Object.keys(en.consent.fields.mail).sort()).toEqual(fieldsRead.mail.sort());
  expect(Object.keys(en.consent.fields.meetings).sort()).toEqual(fieldsRead.meetings.sort());
});

test('every permission that is asked for has its reason', () => {
  const names = [...neededPermissions('entra'), ...neededPermissions('exchange')].map(({ name }) => name);
  expect(Object.keys(permissionReasons).sort()).toEqual([...new Set(names)].sort());
});
